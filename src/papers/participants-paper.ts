import type { MeetingRow } from "../casework/meetings/meeting-rows.ts";
import type { OnRoll } from "../casework/meetings/roll.ts";
import type { Paper, PaperTable } from "../documents/paper/paper.ts";
import type { Say } from "../reports/paper/say.ts";
import { small } from "./minutes-paper.ts";
import { madeOn, officePaper, placeOf, type Issuer } from "./office-paper.ts";

/** The list of participants with room to sign; before a meeting everybody who is expected, after it who came is ticked. */
export function participantsPaper(
  say: Say,
  issuer: Issuer,
  meeting: MeetingRow,
  roll: readonly OnRoll[],
): Paper {
  const kind = small(say.term("meeting_kinds", meeting.kind));
  return officePaper(say, madeOn(issuer, meeting.meets_on), {
    code: "DS",
    kind: say("participants.kind"),
    subject: say("participants.subject", {
      kind,
      unit: placeOf(issuer, meeting.unit),
      day: say.day(meeting.meets_on),
    }),
    body: [
      { kind: "table", table: rollTable(say, meeting, roll) },
      { kind: "text", text: say("participants.sum", { listed: roll.length }) },
    ],
    signatures: [
      { lines: [say("minutes.signs_chair")], name: meeting.chair },
      { lines: [say("participants.signs_made")], name: null },
    ],
  });
}

function rollTable(say: Say, { status }: MeetingRow, roll: readonly OnRoll[]): PaperTable {
  return {
    columns: [
      { title: say("table.no"), width: 1.2, align: "center" },
      { title: say("annex.head_name"), width: 5 },
      { title: say("annex.unit"), width: 2.4 },
      { title: say("participants.there"), width: 1.6, align: "center" },
      { title: say("participants.signs"), width: 3.4 },
      { title: say("annex.note_column"), width: 2.4 },
    ],
    rows: roll.map(({ name, unit, came }, at) => [
      String(at + 1),
      name,
      unit ?? "",
      status === "held" && came === true ? "x" : "",
      "",
      "",
    ]),
    none: say("table.none"),
    roomy: true,
  };
}
