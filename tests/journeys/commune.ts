import { z } from "zod";
import { loadStory } from "../../src/demo/story.ts";
import { makeInvitation } from "../../src/registry/make-invitation.ts";
import { inTransaction } from "../../src/store/in-transaction.ts";
import { sqlOf } from "../../src/store/sql.ts";
import type { House } from "../reliability/house.ts";

const Id = z.object({ id: z.string() });

/** Puts the commune of the story into an empty house. */
export async function settleCommune(house: House): Promise<void> {
  await inTransaction(house.pool, (client) => loadStory(sqlOf(client), house.clock.now()));
}

/** A one-use code for somebody of the story: an official by the role, or one more phone of a household. */
export async function codeFor(house: House, kind: "person" | "household", name: string): Promise<string> {
  return inTransaction(house.pool, async (client) => {
    const sql = sqlOf(client);
    const found = await sql.rows(
      Id,
      kind === "person"
        ? "SELECT id FROM people WHERE name = $1"
        : "SELECT id FROM households WHERE head_name = $1",
      [name],
    );
    const id = found[0]?.id;
    if (id === undefined) throw new Error(`${name} is not in the story`);
    const invited =
      kind === "person"
        ? { kind, person: id }
        : ({ kind: "household", household: id, person: null } as const);
    return (await makeInvitation(sql, invited, null, house.clock.now())).invitation;
  });
}

const Plan = z.object({
  status: z.string(),
  version: z.int(),
  livelihood: z.string(),
  need_amount: z.string().nullable(),
  expected_income: z.string().nullable(),
  starts_on: z.string(),
  events: z.array(z.string()),
});
const Consent = z.object({ purpose: z.string(), given: z.boolean(), how: z.string() });
const Entry = z.object({ kind: z.string(), amount: z.string().nullable() });

function of(sql: string): string {
  return sql.replace("$household", "(SELECT id FROM households WHERE head_name = $1)");
}

/** What is on record of the household of this name. */
export async function recordOf(house: House, household: string) {
  return {
    plans: await house.rows(
      Plan,
      of(`SELECT p.status, p.version, v.livelihood, v.need_amount, v.expected_income, v.starts_on,
            (SELECT json_agg(e.status ORDER BY e.id) FROM plan_events e WHERE e.plan_id = p.id) AS events
          FROM plans p JOIN plan_versions v ON v.plan_id = p.id AND v.version = p.version
          WHERE p.household_id = $household`),
      [household],
    ),
    consents: await house.rows(
      Consent,
      of(
        "SELECT purpose, given, how FROM consents WHERE household_id = $household ORDER BY decided_at, purpose",
      ),
      [household],
    ),
    diary: await house.rows(
      Entry,
      of(
        "SELECT kind, amount FROM diary_entries WHERE household_id = $household AND kind IN ('income', 'cost') ORDER BY kind",
      ),
      [household],
    ),
    timers: await house.rows(
      z.object({ kind: z.string() }),
      of(
        "SELECT DISTINCT kind FROM timers WHERE household_id = $household AND fired_at IS NULL ORDER BY kind",
      ),
      [household],
    ),
  };
}
