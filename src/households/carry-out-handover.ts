import { z } from "zod";
import type { Value } from "../domain/value.ts";
import { addTask } from "../desk/add-task.ts";
import type { CommandContext } from "../turns/command.ts";
import { putInCharge } from "./assign.ts";
import type { Handed } from "./handover-rows.ts";

/** How much of an unfinished talk the next officer is told. */
const LAST_ANSWERS = 3;

const TalkRow = z.object({ household: z.string(), note: z.string() });

type Officer = { id: string; name: string; address: string | null };

/**
 * Moves households to their next officer with all that hangs on the former: open tasks, looks that are planned, and what
 * she was in the middle of writing down for them. Each household hears in one message who comes from now on.
 */
export async function carryOutHandover(
  context: CommandContext,
  households: readonly Handed[],
  from: string | null,
  to: Officer,
): Promise<void> {
  const { sql } = context;
  const ids = households.map(({ id }) => id);
  for (const { id } of households) await putInCharge(context, id, to.id);
  if (from !== null) {
    await sql.run(
      "UPDATE tasks SET person_id = $3 WHERE person_id = $2 AND household_id = ANY ($1) AND done_at IS NULL",
      [ids, from, to.id],
    );
    await sql.run(
      `UPDATE timers SET person_id = $3 WHERE person_id = $2 AND fired_at IS NULL
         AND payload -> 'vars' -> 'household' ->> 'id' = ANY ($1::text[])`,
      [ids, from, to.id],
    );
    // Cards that were handed out already stay good.
    await sql.run(
      `UPDATE invitations SET created_by = $3 WHERE created_by = $2 AND household_id = ANY ($1)
         AND used_at IS NULL AND revoked_at IS NULL`,
      [ids, from, to.id],
    );
    await passTalksOn(context, ids, from, to.id);
  }
  for (const { id } of households) await introduce(context, id, to);
}

/** One message to every phone of the household: who looks after it from now on. */
export async function introduce(context: CommandContext, household: string, officer: Officer): Promise<void> {
  const spoken: { [key: string]: Value } = { name: officer.name, address: officer.address };
  await context.tell({ household }, "households_new_officer", { officer: spoken, household });
}

/** What the former officer was asked last for these households and left open becomes a task of the next one. */
async function passTalksOn(
  context: CommandContext,
  households: readonly string[],
  from: string,
  to: string,
): Promise<void> {
  const talks = await context.sql.rows(
    TalkRow,
    `SELECT s.state -> 'acting' ->> 'id' AS household,
       (SELECT string_agg(said.asked || ' → ' || said.typed, E'\\n' ORDER BY said.id) FROM (
          SELECT a.id, left(a.asked, 120) AS asked, left(a.typed, 120) AS typed FROM answers a
          WHERE a.contact_id = c.id AND a.household_id = (s.state -> 'acting' ->> 'id')::uuid
          ORDER BY a.id DESC LIMIT ${LAST_ANSWERS}) said) AS note
     FROM sessions s JOIN contacts c ON c.id = s.contact_id
     WHERE c.person_id = $2 AND c.id <> $3 AND s.state -> 'acting' ->> 'id' = ANY ($1::text[])
       AND jsonb_array_length(s.state -> 'stack') > 0
       AND EXISTS (SELECT FROM answers a WHERE a.contact_id = c.id
         AND a.household_id = (s.state -> 'acting' ->> 'id')::uuid)`,
    [households, from, context.contactId],
  );
  for (const { household, note } of talks)
    await addTask(context, { kind: "unfinished_talk", household, note }, { person: to });
}
