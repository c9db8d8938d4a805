import type { Paper, PaperTable } from "../documents/paper/paper.ts";
import { livelihoodOf } from "../reports/paper/phrases.ts";
import type { Say } from "../reports/paper/say.ts";
import type { HandoverOnPaper, HouseholdRow } from "./households-rows.ts";
import { dayOf } from "./minutes-paper.ts";
import { madeOn, nameOf, officePaper, placeOf, signedByOffice, type Issuer } from "./office-paper.ts";

/** The households of a unit that take part, for an officer's folder or the level above. */
export function householdsPaper(
  say: Say,
  issuer: Issuer,
  unit: string,
  households: readonly HouseholdRow[],
): Paper {
  return officePaper(say, issuer, {
    code: "DS",
    kind: say("households.kind"),
    subject: say("households.subject", { unit: placeOf(issuer, unit) }),
    body: [
      { kind: "table", table: table(say, households) },
      { kind: "text", text: say("participants.sum", { listed: households.length }) },
    ],
    recipients: [say("foot.kept")],
    signatures: [signedByOffice(say, issuer)],
  });
}

/** What passes from one officer to another, signed by both. */
export function handoverPaper(
  say: Say,
  issuer: Issuer,
  handover: HandoverOnPaper,
  households: readonly HouseholdRow[],
): Paper {
  const unwritten = say("minutes.unwritten");
  return officePaper(say, madeOn(issuer, handover.on), {
    code: "BB",
    kind: say("minutes.kind"),
    subject: say("handover.subject"),
    body: [
      {
        kind: "text",
        text: say("handover.opening", { day: dayOf(say, handover.on), name: nameOf(say, issuer) }),
      },
      {
        kind: "items",
        items: [
          say("handover.gives", { name: handover.from_name }),
          say("handover.takes", { name: handover.to_name ?? unwritten }),
          ...(handover.reason === null ? [] : [say("handover.reason", { reason: handover.reason })]),
        ],
      },
      { kind: "text", text: say("handover.list", { count: handover.all }) },
      { kind: "table", table: handedTable(say, households) },
      // A list that is signed must not pass for all of them.
      ...(households.length === handover.all
        ? []
        : [
            {
              kind: "text" as const,
              text: say("handover.unlisted", { count: handover.all - households.length }),
            },
          ]),
      { kind: "text", text: say("handover.closing") },
    ],
    signatures: [
      { lines: [say("handover.signs_takes")], name: handover.to_name },
      { lines: [say("handover.signs_gives")], name: handover.from_name },
    ],
  });
}

function table(say: Say, households: readonly HouseholdRow[]): PaperTable {
  return {
    columns: [
      { title: say("table.no"), width: 1.2, align: "center" },
      { title: say("annex.head_name"), width: 4.2 },
      { title: say("annex.birth"), width: 1.4, align: "center" },
      { title: say("annex.unit"), width: 2 },
      { title: say("annex.class"), width: 2.4 },
      { title: say("annex.model"), width: 3 },
      { title: say("annex.officer"), width: 3.6 },
    ],
    rows: households.map((row, at) => [
      String(at + 1),
      row.name,
      row.birth === null ? "" : String(row.birth),
      row.unit ?? "",
      row.class === null ? "" : say.term("classes", row.class),
      livelihoodOf(row, say),
      row.officer ?? "",
    ]),
    none: say("table.none"),
  };
}

function handedTable(say: Say, households: readonly HouseholdRow[]): PaperTable {
  return {
    columns: [
      { title: say("table.no"), width: 1.2, align: "center" },
      { title: say("annex.head_name"), width: 4.6 },
      { title: say("annex.unit"), width: 2.2 },
      { title: say("annex.model"), width: 3.2 },
      { title: say("handover.open"), width: 2, align: "center" },
      { title: say("annex.note_column"), width: 3 },
    ],
    rows: households.map((row, at) => [
      String(at + 1),
      row.name,
      row.unit ?? "",
      livelihoodOf(row, say),
      String(row.open),
      "",
    ]),
  };
}
