import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { handOver } from "../../desk/hand-over.ts";
import { may } from "../../domain/scope.ts";
import { consentsOf } from "../../registry/consent.ts";
import { IN_CHARGE, inSight, REACHED, relationsTo } from "../../registry/rights.ts";
import { rolesFor } from "../../domain/scope.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { ChoiceId, isRecordId, OptionalChoiceId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { writeEntry } from "./book.ts";
import { OptionalFile } from "../given.ts";
import { readBackLater } from "./read-back.ts";

const NoteRow = z.object({
  id: z.string(),
  household_id: z.string(),
  name: z.string(),
  file: z.string().nullable(),
  on: z.string(),
});
const WAITING = `book.kind = 'voice' AND NOT EXISTS (SELECT FROM diary_entries w WHERE w.writes_out = book.id)`;

/**
 * Keeps a voice note that nobody here can read: in the household's book, and as a task of whoever is in charge to write it
 * out. False where it is not kept: there is no household to keep it for, or it has not agreed to voice notes; whoever is in
 * charge is told all the same.
 */
export async function keepVoice(
  context: CommandContext,
  file: string,
  handed: string | null = null,
): Promise<boolean> {
  const { sql, now, me } = context;
  const household = theHousehold(context, handed);
  const relations = household === null ? [] : await relationsTo(context, household);
  if (household === null || !isRecordId(file) || !may(relations, "act_for")) return false;
  const consents = await consentsOf(sql, household);
  if (!consents.has("register")) return false;
  await handOver(context, { kind: "voice_note", household, note: null });
  if (!consents.has("voice")) return false;
  const on = localDateOf(now);
  const common = { household, plan: null, amount: null, text: null, enteredBy: me.person };
  const entry = { ...common, kind: "voice" as const, period: on.slice(0, 7), file, on, source: "voice" };
  await writeEntry(sql, { ...entry, onBehalf: !relations.includes("own") }, now);
  return true;
}

/** The same for a flow that was handed a voice note. */
export const keepVoiceNote = command({
  name: "casework.keep_voice",
  takes: z.object({ file: OptionalFile, household: OptionalChoiceId }),
  async run(context, { file, household }) {
    return { code: "ok", value: { kept: file !== null && (await keepVoice(context, file, household)) } };
  },
});

/** Voice notes that wait to be written out, of the households that the person looks after, the oldest first. */
export const voiceNotes = command({
  name: "casework.voice_notes",
  takes: z.object({}),
  async run({ sql, me, now }) {
    const notes = await sql.rows(
      NoteRow,
      `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$3")}
       SELECT book.id, book.household_id, h.head_name AS name, book.file_id AS file, book.happened_on AS on
       FROM in_sight JOIN diary_entries book USING (household_id) JOIN households h ON h.id = book.household_id
       WHERE ${WAITING} ORDER BY book.created_at, h.head_folded, book.id LIMIT 30`,
      [me.person, localDateOf(now), rolesFor("act_for")],
    );
    return {
      code: "ok",
      value: notes.map(({ id, household_id, name, file, on }) => ({
        id,
        label: name,
        name,
        file,
        on,
        household: { id: household_id, label: name, name },
      })),
    };
  },
});

/** Writes out a voice note: the household's words go into its book, and the task is done. */
export const writeOutVoice = command({
  name: "casework.write_out_voice",
  takes: z.object({ note: ChoiceId, text: z.string() }),
  codes: ["gone"],
  async run(context, { note: id, text }) {
    const { sql, now, me } = context;
    if (!isRecordId(id)) return { code: "gone" };
    const [note] = await sql.rows(
      NoteRow,
      `SELECT book.id, book.household_id, h.head_name AS name, book.file_id AS file, book.happened_on AS on
       FROM diary_entries book JOIN households h ON h.id = book.household_id
       WHERE book.id = $1 AND ${WAITING} FOR UPDATE OF book`,
      [id],
    );
    if (note === undefined || !may(await relationsTo(context, note.household_id), "act_for"))
      return { code: "gone" };
    const { household_id: household, on } = note;
    const common = {
      household,
      plan: null,
      amount: null,
      file: null,
      enteredBy: me.person,
      onBehalf: true,
      on,
    };
    await writeEntry(
      sql,
      {
        ...common,
        kind: "event",
        code: "told",
        period: on.slice(0, 7),
        text,
        source: "voice",
        writesOut: note.id,
      },
      now,
    );
    await sql.run(
      `UPDATE tasks SET done_at = $2, done_by = $3, note = $4 WHERE id = (
         SELECT id FROM tasks WHERE household_id = $1 AND kind = 'voice_note' AND done_at IS NULL
         ORDER BY created_at LIMIT 1)`,
      [household, now, me.person, text.slice(0, 300)],
    );
    await readBackLater(context, household);
    return { code: "ok", value: { household_name: note.name } };
  },
});
