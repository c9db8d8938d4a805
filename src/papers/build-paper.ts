import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { meetingInReach, type MeetingRow } from "../casework/meetings/meeting-rows.ts";
import { meetingMinutes } from "../casework/meetings/minutes.ts";
import { rollOf } from "../casework/meetings/roll.ts";
import type { Paper } from "../documents/paper/paper.ts";
import { DOCX_MIME, paperToDocx } from "../documents/paper/to-docx.ts";
import type { Words } from "../i18n/words.ts";
import { unitsWhere, type Asking } from "../registry/rights.ts";
import { unitName } from "../registry/unit-names.ts";
import { fileStem } from "../reports/build-report.ts";
import { sayIn, type Say } from "../reports/paper/say.ts";
import type { MadeFile } from "../turns/errand.ts";
import { isRecordId } from "../turns/choice-id.ts";
import { handoverPaper, householdsPaper } from "./households-paper.ts";
import { handoverOnPaper, householdsOf } from "./households-rows.ts";
import { invitationPaper } from "./invitation-paper.ts";
import { minutesPaper } from "./minutes-paper.ts";
import { issuerOf, type Issuer } from "./office-paper.ts";
import { participantsPaper } from "./participants-paper.ts";

/** The papers of an office beside its reports; the first three are of a meeting. */
export const PAPERS = ["minutes", "participants", "invitation", "households", "handover"] as const;
export type PaperKind = (typeof PAPERS)[number];

const AgendaRow = z.object({ text: z.string() });
const NameRow = z.object({ name: z.string().nullable() });

/**
 * A paper as a Word file, of a meeting, a unit or a handover by its id, with what the person may see and nothing else; null
 * where that is nothing, or there is no such thing.
 */
export async function buildPaper(
  asking: Asking,
  { paper, id }: { paper: PaperKind; id: string },
  words: Words,
  locale: string,
): Promise<MadeFile | null> {
  const say = sayIn(words, locale);
  const made = await paperOf(asking, paper, id, say);
  if (made === null) return null;
  return {
    name: `${fileStem(say(`file.${paper}`), { unit: { name: made.about } })}.docx`,
    mime: DOCX_MIME,
    bytes: await paperToDocx(made.paper),
  };
}

type Made = { paper: Paper; about: string };

async function paperOf(asking: Asking, kind: PaperKind, id: string, say: Say): Promise<Made | null> {
  if (kind === "households") return households(asking, id, say);
  if (kind === "handover") {
    const found = await handoverOnPaper(asking, id);
    const issuer = found === null ? null : await issuerOf(asking.sql, found.handover.unit, asking.now);
    if (found === null || issuer === null) return null;
    return {
      paper: handoverPaper(say, issuer, found.handover, found.households),
      about: found.handover.from_name,
    };
  }
  const meeting = await meetingInReach(asking, id);
  const issuer = meeting === null ? null : await issuerOf(asking.sql, meeting.unit_id, asking.now);
  if (meeting === null || issuer === null) return null;
  const paper = await ofMeeting(asking, kind, { meeting, issuer }, say);
  return paper === null ? null : { paper, about: `${meeting.unit ?? ""} ${meeting.meets_on}` };
}

async function ofMeeting(
  asking: Asking,
  kind: "minutes" | "participants" | "invitation",
  { meeting, issuer }: { meeting: MeetingRow; issuer: Issuer },
  say: Say,
): Promise<Paper | null> {
  if (kind === "minutes") {
    const found = await meetingMinutes(asking, meeting.id);
    return found === null ? null : minutesPaper(say, issuer, found);
  }
  const roll = await rollOf(asking, meeting);
  if (kind === "participants") return participantsPaper(say, issuer, meeting, roll);
  // What a household said, or is behind with, is nobody else's business.
  const agenda = await asking.sql.rows(
    AgendaRow,
    "SELECT text FROM meeting_agenda WHERE meeting_id = $1 AND household_id IS NULL ORDER BY position",
    [meeting.id],
  );
  return invitationPaper(say, issuer, {
    meeting,
    agenda: agenda.map(({ text }) => text),
    households: roll,
  });
}

async function households(asking: Asking, unit: string, say: Say): Promise<Made | null> {
  if (!isRecordId(unit) || !(await unitsWhere(asking, "register")).includes(unit)) return null;
  const issuer = await issuerOf(asking.sql, unit, asking.now);
  const [named] = await asking.sql.rows(NameRow, `SELECT ${unitName("$1::uuid", "$2")} AS name`, [
    unit,
    localDateOf(asking.now),
  ]);
  if (issuer === null || named === undefined || named.name === null) return null;
  return {
    paper: householdsPaper(say, issuer, named.name, await householdsOf(asking, unit)),
    about: named.name,
  };
}
