import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { appendAudit, type Road } from "../../registry/audit/append.ts";
import type { Sql } from "../../turns/ports.ts";
import { BOXES, ERASE_RULES } from "./rules.ts";

const NameRow = z.object({ head_name: z.string() });
const IdRow = z.object({ id: z.string() });

/** Takes the place of a message whose words are gone. */
export const EMPTIED = JSON.stringify({ kind: "text", text: "•••", options: [], turn: null });

/**
 * Erases what is known of a household: names, words, pictures, places, what was said and what named it to others. What is
 * left are numbers and dates without a name, which reports that are signed were counted from (Luật 91/2025/QH15). The
 * accounts that answered for it alone are strangers afterwards. Runs inside the caller's transaction.
 */
export async function eraseHousehold(
  sql: Sql,
  household: string,
  given: { by: string | null; road: Road; now: Date },
): Promise<void> {
  const { now } = given;
  const [named] = await sql.rows(NameRow, "SELECT head_name FROM households WHERE id = $1 FOR UPDATE", [
    household,
  ]);
  if (named === undefined) return;
  const people = await peopleOf(sql, household);
  const contacts = await contactsOf(sql, household);
  const params = [household, people, contacts];
  for (const [table, rule] of Object.entries(ERASE_RULES).toSorted(inOrder)) {
    if ("remove" in rule) await sql.run(`DELETE FROM ${table} WHERE ${bound(rule.where)}`, params);
    else if (Object.keys(rule.clear).length > 0) {
      const set = Object.entries(rule.clear).map(([column, value]) => `${column} = ${value}`);
      await sql.run(`UPDATE ${table} SET ${set.join(", ")} WHERE ${bound(rule.where)}`, params);
    }
  }
  await sql.run("UPDATE contacts SET person_id = NULL WHERE id = ANY ($1)", [contacts]);
  await sql.run("UPDATE households SET erased_at = $2 WHERE id = $1", [household, now]);
  await eraseFromBoxes(sql, contacts, household, named.head_name);
  await endWork(sql, household, given);
  await appendAudit(
    sql,
    { person: given.by, action: "erase", object: { kind: "household", id: household }, road: given.road },
    now,
  );
}

/** Nobody is in charge of it any more, and where it was in the scheme it has left it; who had left before stays as it was. */
async function endWork(sql: Sql, household: string, given: { by: string | null; now: Date }): Promise<void> {
  const today = localDateOf(given.now);
  await sql.run("UPDATE assignments SET valid_to = $2 WHERE household_id = $1 AND valid_to IS NULL", [
    household,
    today,
  ]);
  await sql.run(
    `WITH ended AS (UPDATE enrolments SET valid_to = $2
       WHERE household_id = $1 AND valid_to IS NULL AND status IN ('proposed', 'taking_part') RETURNING household_id)
     INSERT INTO enrolments (id, household_id, status, valid_from, entered_by)
     SELECT DISTINCT ON (household_id) gen_random_uuid(), household_id, 'withdrawn', $2::date, $3::uuid FROM ended`,
    [household, today, given.by],
  );
  await sql.run(
    "UPDATE tasks SET done_at = $2, outcome = 'by_itself' WHERE household_id = $1 AND done_at IS NULL",
    [household, given.now],
  );
}

/** Files are found by rows that are cleared afterwards, so they come first; whose people and accounts they are, last. */
function inOrder([one]: [string, unknown], [other]: [string, unknown]): number {
  return rankOf(one) - rankOf(other) || (one < other ? -1 : 1);
}

function rankOf(table: string): number {
  if (table === "files") return 0;
  return table === "household_contacts" || table === "household_members" ? 2 : 1;
}

/** Every statement gets the same three parameters; naming each keeps PostgreSQL sure of their types. */
function bound(where: string): string {
  return `(${where}) AND $1::uuid IS NOT NULL AND $2::uuid[] IS NOT NULL AND $3::uuid[] IS NOT NULL`;
}

/** Its people who belong to no other household and hold no office. */
async function peopleOf(sql: Sql, household: string): Promise<string[]> {
  const rows = await sql.rows(
    IdRow,
    `SELECT DISTINCT m.person_id AS id FROM household_members m WHERE m.household_id = $1
       AND NOT EXISTS (SELECT FROM household_members o WHERE o.person_id = m.person_id AND o.household_id <> $1)
       AND NOT EXISTS (SELECT FROM roles r WHERE r.person_id = m.person_id)`,
    [household],
  );
  return rows.map(({ id }) => id);
}

/** Accounts that answered for this household and for no other, and are nobody's of the staff. */
async function contactsOf(sql: Sql, household: string): Promise<string[]> {
  const rows = await sql.rows(
    IdRow,
    `SELECT DISTINCT hc.contact_id AS id FROM household_contacts hc JOIN contacts c ON c.id = hc.contact_id
     WHERE hc.household_id = $1
       AND NOT EXISTS (SELECT FROM household_contacts o WHERE o.contact_id = hc.contact_id AND o.household_id <> $1)
       AND NOT EXISTS (SELECT FROM roles r WHERE r.person_id = c.person_id)`,
    [household],
  );
  return rows.map(({ id }) => id);
}

/**
 * What was said by them and to them, and what named the household to others. What is still on its way to them stays as it
 * is; to others it does not leave any more.
 */
async function eraseFromBoxes(sql: Sql, contacts: string[], household: string, name: string): Promise<void> {
  await sql.run(
    `UPDATE outbox SET status = 'cancelled', failure = 'erased' WHERE status = 'pending' AND contact_id <> ALL ($1)
       AND (payload::text LIKE '%' || $2 || '%' OR strpos(payload::text, $3) > 0)`,
    [contacts, household, name],
  );
  const done = { inbox: "handled_at IS NOT NULL", outbox: "status NOT IN ('pending', 'sending')" };
  for (const box of BOXES)
    await sql.run(
      `UPDATE ${box} SET payload = $4::jsonb WHERE ${done[box]}
         AND (contact_id = ANY ($1) OR payload::text LIKE '%' || $2 || '%' OR strpos(payload::text, $3) > 0)`,
      [contacts, household, name, EMPTIED],
    );
}
