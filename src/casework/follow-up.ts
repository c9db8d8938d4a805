import { handOver, type HandedOver } from "../desk/hand-over.ts";
import type { CommandContext } from "../turns/command.ts";

/** Work that something of ours asks for; `source` and `id` name that something. */
export type FollowUp = {
  kind: string;
  household: string;
  note: string | null;
  /** Local date. */
  due: string | null;
  source: string;
  id: string;
};

/**
 * A task for whoever answers for the household, tied to what it came from, so that it closes by itself with it. The same
 * thing has one open task of a kind: asked again, the note of the one that is open is renewed and nobody is told twice.
 */
export async function followUp(
  context: CommandContext,
  { kind, household, note, due, source, id }: FollowUp,
): Promise<HandedOver["told"]> {
  const open = await context.sql.run(
    "UPDATE tasks SET note = $3 WHERE source = $1 AND source_id = $2 AND kind = $4 AND done_at IS NULL",
    [source, id, note, kind],
  );
  if (open > 0) return null;
  const { task, told } = await handOver(context, { kind, household, note, due });
  await context.sql.run("UPDATE tasks SET source = $2, source_id = $3 WHERE id = $1", [task, source, id]);
  return told;
}

/** What the tasks were for has been done elsewhere: all of them, or those of these `kinds`. */
export async function closeFollowUps(
  { sql, now, me }: Pick<CommandContext, "sql" | "now" | "me">,
  source: string,
  id: string,
  kinds: readonly string[] | null = null,
): Promise<void> {
  await sql.run(
    `UPDATE tasks SET done_at = $3, done_by = $4, outcome = 'by_itself'
     WHERE source = $1 AND source_id = $2 AND done_at IS NULL AND ($5::text[] IS NULL OR kind = ANY ($5))`,
    [source, id, now, me.person, kinds],
  );
}
