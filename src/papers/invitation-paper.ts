import type { MeetingRow } from "../casework/meetings/meeting-rows.ts";
import type { OnRoll } from "../casework/meetings/roll.ts";
import type { Block, Paper } from "../documents/paper/paper.ts";
import type { Say } from "../reports/paper/say.ts";
import { dayOf, hourOf } from "./minutes-paper.ts";
import { madeOn, nameOf, officePaper, placeOf, signedByOffice, type Issuer } from "./office-paper.ts";

/** What an invitation is made of. The agenda is what concerns everybody: no household reads what another has said. */
export type Invitation = {
  meeting: MeetingRow;
  agenda: readonly string[];
  households: readonly Pick<OnRoll, "name" | "unit">[];
};

/**
 * An invitation (giấy mời) to the households of a meeting, with a list of whom it is for. Households read it: it says
 * what the meeting is in plain words, never what they are classified as.
 */
export function invitationPaper(
  say: Say,
  issuer: Issuer,
  { meeting, agenda, households }: Invitation,
): Paper {
  const kind = say.term("meeting_kinds_plain", meeting.kind);
  const unit = placeOf(issuer, meeting.unit);
  // One that is made after the meeting, for the file, bears its day.
  const made = madeOn(issuer, issuer.on < meeting.meets_on ? issuer.on : meeting.meets_on);
  const topics = [...agenda, ...(meeting.topics === null ? [] : [meeting.topics])];
  const line = (key: string, value: string): Block => ({ kind: "text", text: say(key, { value }) });
  return officePaper(say, made, {
    code: "GM",
    kind: say("invitation.kind"),
    subject: say("invitation.subject", { kind, unit }),
    to: { label: say("head.to"), names: [say("invitation.to", { unit })] },
    body: [
      { kind: "text", text: say("invitation.opening", { name: nameOf(say, issuer), kind, unit }) },
      line(
        "invitation.when",
        meeting.meets_at === null
          ? dayOf(say, meeting.meets_on)
          : say("invitation.at", {
              time: hourOf(say, meeting.meets_at),
              day: dayOf(say, meeting.meets_on),
            }),
      ),
      line("invitation.where", meeting.place ?? say("minutes.unwritten")),
      line("invitation.about", topics.length === 0 ? say("invitation.usual") : `${topics.join("; ")}.`),
      { kind: "text", text: say("invitation.please") },
    ],
    recipients: [say("invitation.as_listed"), say("foot.kept")],
    signatures: [signedByOffice(say, issuer)],
    annexes: [
      {
        heading: say("invitation.list"),
        title: say("invitation.list_title", { unit: unit.toLocaleUpperCase("vi") }),
        note: null,
        landscape: false,
        body: [
          {
            kind: "table",
            table: {
              columns: [
                { title: say("table.no"), width: 1.2, align: "center" },
                { title: say("annex.head_name"), width: 5 },
                { title: say("annex.unit"), width: 2.4 },
                { title: say("invitation.got"), width: 3.6 },
                { title: say("annex.note_column"), width: 2.4 },
              ],
              rows: households.map(({ name, unit: home }, at) => [String(at + 1), name, home ?? "", "", ""]),
              none: say("table.none"),
              roomy: true,
            },
          },
        ],
      },
    ],
  });
}
