import { z } from "zod";
import { loadLarge } from "../../src/demo/large.ts";
import { loadStory } from "../../src/demo/story.ts";
import { inTransaction } from "../../src/store/in-transaction.ts";
import { openPool } from "../../src/store/pool.ts";
import { sqlOf } from "../../src/store/sql.ts";
import type { Sql } from "../../src/turns/ports.ts";
import { createTestDatabase } from "../support/postgres.ts";

export type Commune = {
  sql: Sql;
  province: string;
  commune: string;
  /** The demo's own commune, in the same province. */
  story: string;
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

const Row = z.object({ id: z.string(), parent: z.string().nullable(), type: z.string(), name: z.string() });

/** The days on which the record of the test was made: the first half of the report year 2027 is just over. */
export const NOW = new Date("2027-05-10T02:00:00Z");

/**
 * A commune of 300 households with half a year behind it: what happened is laid over them by plain SQL, by the remainder
 * of each household's number, so that every figure has something in it, something before it and something after it.
 */
export async function communeOf300(): Promise<Commune> {
  const database = await createTestDatabase();
  const pool = openPool(database.url, 2);
  const sql = sqlOf(pool);
  await loadStory(sql, NOW);
  await loadLarge(sql, { households: 300, seed: 7 }, NOW);
  const units = await sql.rows(
    Row,
    "SELECT unit_id AS id, parent_id AS parent, type, name FROM unit_versions",
  );
  const of = (type: string, name?: RegExp): string =>
    units.find((unit) => unit.type === type && (name === undefined || name.test(unit.name)))?.id ?? "";
  const story = of("xa", /^Bình Phú Đông$/);
  const commune = units.find(({ type, id }) => type === "xa" && id !== story)?.id ?? "";
  await sql.run(
    `CREATE TABLE numbered AS SELECT h.id, h.unit_id, row_number() OVER (ORDER BY h.id)::int AS n
     FROM households h JOIN unit_versions v ON v.unit_id = h.unit_id WHERE v.parent_id = $1`,
    [commune],
  );
  for (const statement of HAPPENED) await sql.run(statement, statement.includes("$1") ? [commune] : []);
  const close = async (): Promise<void> => {
    await pool.end();
    await database.drop();
  };
  const transaction: Commune["transaction"] = (work) => inTransaction(pool, (client) => work(sqlOf(client)));
  return { sql, transaction, province: of("tinh"), commune, story, close };
}

/** Days run from 15/9/2026, before the period, to 27/5/2027, after it. */
const DAY = "('2026-09-15'::date + (n * 7) % 255)";
const AT = `(${DAY} + time '09:00') AT TIME ZONE 'Asia/Ho_Chi_Minh'`;
const NEW = "gen_random_uuid()";

const HAPPENED: readonly string[] = [
  `INSERT INTO enrolment_quotas (unit_id, year, quota) VALUES ($1, 2027, 320), ($1, 2026, 280)`,
  `UPDATE enrolments e SET valid_to = ${DAY}, valid_from = '2025-07-01' FROM numbered WHERE e.household_id = numbered.id AND n % 10 = 1`,
  `INSERT INTO enrolments (id, household_id, status, reason, valid_from)
   SELECT ${NEW}, id, (ARRAY['replaced', 'withdrawn', 'left_poverty'])[1 + (n / 10) % 3], 'đổi', ${DAY} FROM numbered WHERE n % 10 = 1`,
  `UPDATE enrolments e SET valid_from = ${DAY} FROM numbered WHERE e.household_id = numbered.id AND n % 10 = 4`,
  `UPDATE assignments a SET valid_to = ${DAY} FROM numbered WHERE a.household_id = numbered.id AND n % 13 = 2`,
  `INSERT INTO classifications (id, household_id, status, standard, area, valid_from, created_at)
   SELECT ${NEW}, id, (ARRAY['poor', 'near_poor', 'left_poor'])[1 + n % 3], '2022', 'rural', ${DAY}, now() FROM numbered WHERE n % 2 = 0`,
  `INSERT INTO exit_registrations (id, household_id, year, registered_on, withdrawn_on, created_at)
   SELECT ${NEW}, id, 2027, ${DAY}, CASE WHEN n % 35 = 0 THEN ${DAY} + 5 END, now() FROM numbered WHERE n % 7 = 0`,
  `INSERT INTO visits (id, household_id, visitor_id, visited_on, met, created_at)
   SELECT ${NEW}, id, ${NEW}, ${DAY}, CASE WHEN n % 5 = 0 THEN 'nobody' ELSE 'household' END, now() FROM numbered WHERE n % 3 <> 0`,
  `INSERT INTO diary_entries (id, household_id, kind, period, amount, happened_on, created_at)
   SELECT ${NEW}, id, 'income', to_char(${DAY}, 'YYYY-MM'), 500000, ${DAY}, ${AT} FROM numbered WHERE n % 4 = 3`,
  `INSERT INTO needs (id, household_id, category, status, cost, noted_on, closed_on, created_at)
   SELECT ${NEW}, id, (ARRAY['job', 'insurance', 'schooling', 'housing', 'water', 'information', 'training', 'toilet', 'capital'])[1 + n % 9],
     (ARRAY['noted', 'received', 'withdrawn', 'received'])[1 + n % 4], 1000000, ${DAY} - 20,
     CASE WHEN n % 2 = 1 THEN ${DAY} END, now() FROM numbered WHERE n % 5 <> 1`,
  `INSERT INTO loans (id, household_id, programme, amount_lent, status, asked_on, lent_on, created_at)
   SELECT ${NEW}, id, 'poor', 10000000 + n * 100000, 'lent', ${DAY} - 10, ${DAY}, now() FROM numbered WHERE n % 6 = 0`,
  `INSERT INTO loans (id, household_id, programme, status, asked_on, created_at) SELECT ${NEW}, id, 'poor', 'asked', ${DAY}, now() FROM numbered WHERE n % 6 = 1`,
  `INSERT INTO supports (id, household_id, category, what, form, source, amount, status, received_on, created_at)
   SELECT ${NEW}, id, CASE WHEN n % 16 = 0 THEN 'market' ELSE 'production' END, 'giống', 'given', 'budget',
     CASE WHEN n % 12 = 0 THEN NULL ELSE 2000000 END, CASE WHEN n % 20 = 0 THEN 'referred' ELSE 'received' END, ${DAY}, now()
   FROM numbered WHERE n % 4 = 0`,
  `INSERT INTO work_results (id, household_id, kind, what, happened_on, created_at)
   SELECT ${NEW}, id, (ARRAY['training', 'job', 'abroad'])[1 + n % 3], 'may', ${DAY}, now() FROM numbered WHERE n % 8 = 5`,
  // A second time for some of them: a household counts once, its amounts each time.
  `INSERT INTO loans (id, household_id, programme, amount_lent, status, asked_on, lent_on, created_at)
   SELECT ${NEW}, id, 'near_poor', 3000000, 'repaid', ${DAY}, ${DAY} + 30, now() FROM numbered WHERE n % 12 = 0`,
  `INSERT INTO supports (id, household_id, category, what, form, source, amount, status, received_on, created_at)
   SELECT ${NEW}, id, 'production', 'phân bón', 'given', 'fund', 700000, 'received', ${DAY} + 15, now() FROM numbered WHERE n % 8 = 0`,
  `INSERT INTO visits (id, household_id, visitor_id, visited_on, met, created_at)
   SELECT ${NEW}, id, ${NEW}, ${DAY} + 40, 'household', now() FROM numbered WHERE n % 6 = 1`,
  `INSERT INTO diary_entries (id, household_id, kind, period, amount, happened_on, created_at)
   SELECT ${NEW}, id, 'cost', to_char(${DAY}, 'YYYY-MM'), 90000, ${DAY} + 1, ${AT} FROM numbered WHERE n % 8 = 3`,
  `INSERT INTO needs (id, household_id, category, status, noted_on, closed_on, created_at)
   SELECT ${NEW}, household_id, category, 'received', noted_on + 9, noted_on + 50, now() FROM needs`,
  `INSERT INTO work_results (id, household_id, kind, what, happened_on, created_at)
   SELECT ${NEW}, household_id, kind, 'thợ hồ', happened_on + 12, now() FROM work_results`,
  `WITH back AS (UPDATE enrolments SET valid_to = valid_from + 20 WHERE status = 'withdrawn' RETURNING household_id, valid_to)
   INSERT INTO enrolments (id, household_id, status, valid_from) SELECT ${NEW}, household_id, 'taking_part', valid_to FROM back`,
  // Hamlets share out the commune's quota, not all of it.
  `INSERT INTO enrolment_quotas (unit_id, year, quota) SELECT DISTINCT unit_id, 2027, 35 FROM numbered`,
  `INSERT INTO designations (id, kind, year, chosen_by, unit_id, chosen_on)
   SELECT ${NEW}, kind, 2027, $1, $1, '2026-12-31'::date FROM unnest(ARRAY['commune', 'group']) AS kind`,
  `INSERT INTO communications (id, unit_id, form, done_on, reached, times, created_at)
   SELECT ${NEW}, $1, 'loudspeaker', ${DAY}, CASE WHEN n % 2 = 0 THEN 40 END, 2, now() FROM numbered WHERE n <= 30`,
  `INSERT INTO committee_members (id, unit_id, name, valid_from, valid_to)
   SELECT ${NEW}, $1, 'Nguyễn Văn A', ${DAY}, CASE WHEN n % 2 = 0 THEN ${DAY} + 30 END FROM numbered WHERE n <= 12`,
  `INSERT INTO meetings (id, unit_id, kind, status, meets_on, place, people, created_at)
   SELECT ${NEW}, CASE WHEN n % 9 = 0 THEN $1::uuid ELSE unit_id END, CASE WHEN n % 5 = 0 THEN 'training' ELSE 'dialogue' END,
     CASE WHEN n % 7 = 0 THEN 'cancelled' ELSE 'held' END, ${DAY}, 'nhà văn hóa', CASE WHEN n % 3 = 0 THEN NULL ELSE 20 + n END, now()
   FROM numbered WHERE n <= 60`,
  `INSERT INTO meeting_households (meeting_id, household_id, came)
   SELECT m.id, h.id, h.n % 3 <> 0 FROM meetings m JOIN numbered h ON h.unit_id = m.unit_id OR m.unit_id = $1 WHERE h.n % 6 < 4`,
  `INSERT INTO meeting_statements (id, meeting_id, text, answered, created_at)
   SELECT ${NEW}, id, 'xin vốn', people IS NULL, now() FROM meetings`,
  `INSERT INTO models (id, unit_id, livelihood, name, started_on, ended_on, created_at)
   SELECT ${NEW}, unit_id, 'cow', 'Nuôi bò ' || n, ${DAY}, CASE WHEN n % 4 = 0 THEN ${DAY} + 40 END, now() FROM numbered WHERE n <= 20`,
  `INSERT INTO model_households (model_id, household_id, joined_on, left_on)
   SELECT m.id, h.id, m.started_on + 5, CASE WHEN h.n % 5 = 0 THEN m.started_on + 50 END
   FROM models m JOIN numbered h USING (unit_id) WHERE h.n % 11 = 0`,
  `INSERT INTO model_evaluations (id, model_id, evaluated_on, rating, created_at) SELECT ${NEW}, id, started_on + 60, 4, now() FROM models`,
  `INSERT INTO designations (id, kind, year, chosen_by, household_id, chosen_on, ended_on)
   SELECT ${NEW}, 'household', 2027, $1, id, ${DAY}, CASE WHEN n % 2 = 0 THEN ${DAY} + 9 END FROM numbered WHERE n % 50 < 2`,
  `INSERT INTO designations (id, kind, year, chosen_by, unit_id, chosen_on)
   SELECT ${NEW}, 'hamlet', 2027, $1, unit_id, '2027-01-15' FROM numbered WHERE n = 1`,
];
