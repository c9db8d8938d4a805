import { COLOURS } from "../../documents/pictures/colours.ts";
import { statusGrid } from "../../documents/pictures/status-grid.ts";
import { submissionsOf, type Submission } from "../../deadlines/submission.ts";
import type { Values } from "../../domain/value.ts";
import type { Sql } from "../../turns/ports.ts";
import { firstNames } from "../paper/phrases.ts";
import type { Say } from "../paper/say.ts";
import { reportPeriod } from "../span.ts";

const NAMES = 6;

/** Who has reported for the newest period, who is late first: lines, and the grid of units. Null where nothing has opened. */
export async function provinceGlance(
  sql: Sql,
  units: readonly string[],
  say: Say,
  now: Date,
): Promise<{ vars: Values; grid: ReturnType<typeof statusGrid> } | null> {
  const reports = (await submissionsOf(sql, units, now)).filter(
    ({ obligation, state }) => obligation.startsWith("report_") && state !== "forgiven",
  );
  const newest = reports.at(-1);
  if (newest === undefined) return null;
  const all = reports.filter(
    ({ period, obligation }) => period === newest.period && obligation === newest.obligation,
  );
  const late = all.filter(({ shown }) => shown === "late");
  const inOnes = all.filter(({ state }) => state === "submitted" || state === "accepted");
  const waiting = all.filter(({ state }) => state === "submitted");
  const open = all.length - late.length - inOnes.length;
  return {
    vars: {
      level: "province",
      obligation: newest.obligation,
      report_year: reportPeriod(newest.period).year,
      last_day: newest.last_day,
      units: all.length,
      in: inOnes.length,
      late: late.length === 0 ? null : late.length,
      open,
      late_names:
        late.length === 0
          ? null
          : firstNames(
              late.map(({ unit_name }) => unit_name),
              NAMES,
              say,
            ),
      waiting: waiting.length,
      todo: [
        ...(waiting.length > 0 ? ["check"] : []),
        ...(late.length + open > 0 ? ["deadlines"] : []),
        "report",
      ].slice(0, 3),
    },
    grid: statusGrid({
      title: say("glance.grid"),
      cells: [...late, ...all.filter((one) => !late.includes(one))].map((one) => ({
        name: one.unit_name,
        colour: colourOf(one),
      })),
      legend: [
        { colour: COLOURS.good, text: say("glance.in", { count: inOnes.length }) },
        { colour: COLOURS.quiet, text: say("glance.open", { count: open }) },
        { colour: COLOURS.bad, text: say("glance.late", { count: late.length }) },
      ],
    }),
  };
}

function colourOf({ shown }: Submission): string {
  if (shown === "late") return COLOURS.bad;
  return shown === "submitted" || shown === "accepted" ? COLOURS.good : COLOURS.quiet;
}
