import { z } from "zod";
import { addDays, localDateOf } from "../../calendar/local-date.ts";
import { rolesFor } from "../../domain/scope.ts";
import { IN_CHARGE, inSight, REACHED, unitsWhere } from "../../registry/rights.ts";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { below } from "../followed.ts";

const Row = z.object({
  source: z.enum(["decision", "difficulty"]),
  id: z.string(),
  household: z.string().nullable(),
  name: z.string().nullable(),
  text: z.string(),
});
export type AgendaItem = { source: string; sourceId: string | null; household: string | null; text: string };

/** As much as one meeting can talk about. */
const MOST = 8;
/** Where a unit has never met, difficulties of this many days are looked at. */
const LOOK_BACK_DAYS = 120;

/** What there is to talk about, as lines to be read by the person who plans the meeting. */
export const proposeAgenda = command({
  name: "casework.propose_agenda",
  takes: z.object({ unit: ChoiceId }),
  codes: ["not_allowed"],
  async run(context, { unit }) {
    if (!(await unitsWhere(context, "meet")).includes(unit)) return { code: "not_allowed" };
    const items = await agendaFor(context, unit);
    return {
      code: "ok",
      value: { count: items.length, text: items.map(({ text }, at) => `${at + 1}. ${text}`).join("\n") },
    };
  },
});

/**
 * An agenda made of what is open: decisions that are not done, and difficulties that households reported since the last
 * meeting, of those that the person looks after.
 */
export async function agendaFor({ sql, me, now }: CommandContext, unit: string): Promise<AgendaItem[]> {
  const today = localDateOf(now);
  const rows = await sql.rows(
    Row,
    `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$4")}, ${below("$3", "$2")}, since (day) AS (
       SELECT coalesce(max(meets_on), $5::date) FROM meetings
       WHERE status = 'held' AND unit_id IN (SELECT unit_id FROM below) AND kind = 'dialogue'
     ), items AS (
       SELECT 'decision' AS source, a.id::text AS id, a.household_id AS household, h.head_name AS name, a.text, 1 AS rank,
         a.created_at AS at
       FROM agreed_actions a JOIN tasks t ON t.id = a.task_id LEFT JOIN households h ON h.id = a.household_id
       WHERE t.done_at IS NULL AND a.unit_id IN (SELECT unit_id FROM below)
         AND (a.household_id IS NULL OR a.household_id IN (SELECT household_id FROM in_sight))
       UNION ALL
       SELECT 'difficulty', d.id::text, d.household_id, h.head_name, d.text, 2, d.created_at
       FROM diary_entries d JOIN households h ON h.id = d.household_id
       WHERE d.kind = 'difficulty' AND d.text IS NOT NULL AND d.happened_on >= (SELECT day FROM since)
         AND h.unit_id IN (SELECT unit_id FROM below) AND d.household_id IN (SELECT household_id FROM in_sight)
         AND NOT EXISTS (SELECT FROM diary_entries c WHERE c.corrects = d.id)
     )
     SELECT source, id, household, name, text FROM items ORDER BY rank, at, name, text, id LIMIT $6`,
    [me.person, today, unit, rolesFor("manage"), addDays(today, -LOOK_BACK_DAYS), MOST],
  );
  return rows.map(({ source, id, household, name, text }) => ({
    source,
    sourceId: id,
    household,
    text: name === null ? text : `${name}: ${text}`,
  }));
}
