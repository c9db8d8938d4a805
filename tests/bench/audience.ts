import { z } from "zod";
import { instantAt } from "../../src/calendar/local-date.ts";
import type { planBroadcast } from "../../src/reminders/broadcast-plan.ts";
import type { Sql } from "../../src/turns/ports.ts";

/** Households written in one statement. */
const AT_ONCE = 5_000;

/** One commune, and so many households with an account each, written in a few statements. */
export async function addAudience(
  sql: Sql,
  { count, text, now }: { count: number; text: string; now: Date },
): Promise<Parameters<typeof planBroadcast>[1]> {
  await sql.run(
    `WITH unit AS (INSERT INTO units (id) VALUES (gen_random_uuid()) RETURNING id),
     named AS (INSERT INTO unit_versions (id, unit_id, name, type, valid_from)
       SELECT gen_random_uuid(), id, 'Tỉnh Thử', 'tinh', '2025-07-01' FROM unit),
     author AS (INSERT INTO people (id, name, folded) VALUES (gen_random_uuid(), 'Khoa', 'khoa') RETURNING id)
     INSERT INTO roles (id, person_id, role, unit_id, valid_from)
     SELECT gen_random_uuid(), author.id, 'province', unit.id, '2025-07-01' FROM author, unit`,
  );
  for (let from = 1; from <= count; from += AT_ONCE)
    await sql.run(
      `WITH home AS (SELECT n, gen_random_uuid() AS household, gen_random_uuid() AS contact FROM generate_series($1::int, $2::int) AS n),
       households AS (INSERT INTO households (id, code, head_name, head_folded, unit_id, created_at)
         SELECT household, 'T' || n, 'Hộ ' || n, 'ho ' || n, (SELECT unit_id FROM unit_versions LIMIT 1), $3 FROM home),
       contacts AS (INSERT INTO contacts (id, channel, external_id, last_interaction_at, created_at)
         SELECT contact, 'telegram', (1000000 + n)::text, $3, $3 FROM home)
       INSERT INTO household_contacts (household_id, contact_id, valid_from) SELECT household, contact, '2026-01-01' FROM home`,
      [from, Math.min(from + AT_ONCE - 1, count), instantAt("2026-11-01", 9)],
    );
  await sql.run("ANALYZE");
  const [unit] = await sql.rows(
    z.object({ unit_id: z.string() }),
    "SELECT unit_id FROM unit_versions LIMIT 1",
  );
  const audience = {
    unit: unit?.unit_id ?? "",
    who: "households",
    status: null,
    livelihood: null,
    locale: null,
    silent_days: null,
  } as const;
  const [made] = await sql.rows(
    z.object({ id: z.string() }),
    `INSERT INTO broadcasts (id, author_id, unit_id, audience, text, state, send_at, created_at)
     SELECT gen_random_uuid(), p.id, $1, $2::jsonb, $4, 'paused', $3, $3 FROM people p LIMIT 1
     RETURNING id`,
    [audience.unit, JSON.stringify(audience), now, text],
  );
  return { id: made?.id ?? "", audience };
}

/** What stands in the ledger of the recipients; `twice` are accounts with more than one message. */
export async function broadcastCounts(sql: Sql): Promise<object> {
  const [row] = await sql.rows(
    z.object({ planned: z.int(), queued: z.int(), sent: z.int(), twice: z.int() }),
    `SELECT count(*) FILTER (WHERE r.state = 'planned')::int AS planned, count(*) FILTER (WHERE r.state = 'queued')::int AS queued,
       count(*) FILTER (WHERE o.status = 'sent')::int AS sent,
       (SELECT count(*)::int FROM (SELECT FROM outbox GROUP BY contact_id HAVING count(*) > 1) t) AS twice
     FROM broadcast_recipients r LEFT JOIN outbox o ON o.id = r.outbox_id`,
  );
  return row ?? {};
}
