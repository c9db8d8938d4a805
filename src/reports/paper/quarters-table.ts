import type { Block } from "../../documents/paper/paper.ts";
import { quarterLabel } from "../quarter-words.ts";
import type { ReportData } from "../report-data.ts";
import { firstNames } from "./phrases.ts";
import type { Say } from "./say.ts";

/** As many names as a cell holds; a province's communes that have not met may be a hundred. */
const NAMES = 12;

/** The meetings of each quarter of the period, with the places that have not met. */
export function quartersTable(data: ReportData, say: Say): Block[] {
  return [
    {
      kind: "table",
      table: {
        columns: [
          { title: say("quarters.quarter"), width: 2.6, align: "center" },
          { title: say("quarters.all"), width: 2, align: "center" },
          { title: say("quarters.not_met"), width: 4 },
          { title: say("quarters.meetings"), width: 1.4, align: "right" },
          { title: say("quarters.people"), width: 1.4, align: "right" },
          { title: say("quarters.raised"), width: 1.4, align: "right" },
          { title: say("quarters.solved"), width: 1.6, align: "right" },
        ],
        rows: data.quarters.map((quarter) => [
          quarterLabel(quarter.id, say),
          `${quarter.met.length}/${quarter.met.length + quarter.not_met.length}`,
          firstNames(quarter.not_met, NAMES, say),
          say.number(quarter.meetings),
          say.number(quarter.people),
          say.number(quarter.raised),
          say.number(quarter.solved),
        ]),
      },
    },
  ];
}
