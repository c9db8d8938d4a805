import { z } from "zod";
import { mergeHouseholds } from "../../src/households/merge.ts";
import { eraseHousehold } from "../../src/privacy/erase/erase-household.ts";
import { moveHousehold } from "../../src/registry/units/move-household.ts";
import type { Sql } from "../../src/turns/ports.ts";

const NumberedRow = z.object({ id: z.string(), n: z.int() });
const IdRow = z.object({ id: z.string() });

/** The day on which the year is over and all of it is entered. */
export const AFTER = new Date("2027-11-20T02:00:00Z");

/** Days of the second half, from 2/5 to 23/10/2027. */
const LATER = "('2027-05-02'::date + (n * 11) % 175)";
const NEW = "gen_random_uuid()";

/**
 * What people and time do to a record, laid over the commune of 300 and its neighbour: moves in and out, entries dated back
 * and put right, records of one household that were two, plans given up, meetings moved and called off, several givers for
 * one need, erasures, consents taken back, and a second half of the year.
 */
export async function makeMessy(sql: Sql, commune: string, story: string): Promise<void> {
  for (const statement of STATEMENTS) await sql.run(statement, statement.includes("$1") ? [commune] : []);
  const numbered = await sql.rows(NumberedRow, "SELECT id, n FROM numbered ORDER BY n");
  const at = (n: number): string => numbered.find((one) => one.n === n)?.id ?? "";
  const hamletOf = async (unit: string): Promise<string> => {
    const [row] = await sql.rows(
      IdRow,
      "SELECT unit_id AS id FROM unit_versions WHERE parent_id = $1 ORDER BY 1",
      [unit],
    );
    return row?.id ?? "";
  };
  const [here, there] = [await hamletOf(commune), await hamletOf(story)];
  const move = (household: string, to: string, day: string) =>
    moveHousehold(sql, { household, to }, day, AFTER);
  // Out in the middle of the first half, on its last day, on the first day of the second; out and back; in from outside.
  for (const [index, n] of [32, 61, 90, 119, 148, 177].entries())
    await move(at(n), there, ["2027-02-10", "2027-04-30", "2027-05-01"][index % 3] ?? "");
  await move(at(206), there, "2027-01-15");
  await move(at(206), here, "2027-08-15");
  const [guest] = await sql.rows(IdRow, "SELECT id FROM households WHERE unit_id = $1 ORDER BY id LIMIT 1", [
    there,
  ]);
  if (guest !== undefined) await move(guest.id, here, "2027-03-03");
  // Two records of one household, the second with officer, class, loans and an end of its own.
  const pairs = [
    [8, 11],
    [51, 54],
    [153, 156],
    [30, 42],
    [66, 78],
    [28, 80],
    [106, 132],
    [210, 216],
    [158, 184],
  ] as const;
  for (const [kept, gone] of pairs) await mergeHouseholds({ sql, now: AFTER }, at(kept), at(gone));
  const [former] = await sql.rows(
    IdRow,
    "SELECT household_id AS id FROM enrolments e JOIN numbered ON numbered.id = household_id WHERE status = 'left_poverty' AND valid_to IS NULL ORDER BY n LIMIT 1",
  );
  for (const household of [at(43), at(86), at(61), former?.id ?? ""])
    await eraseHousehold(sql, household, {
      by: null,
      road: "cli",
      now: new Date("2027-09-09T02:00:00Z"),
    });
}

const STATEMENTS: readonly string[] = [
  // Dated back, so that what was entered before begins and ends on one day, or ends before it began.
  `UPDATE enrolments e SET valid_to = valid_from FROM numbered WHERE e.household_id = numbered.id AND n % 10 = 4 AND n % 3 = 0`,
  `INSERT INTO enrolments (id, household_id, status, valid_from) SELECT ${NEW}, household_id, 'withdrawn', e.valid_from
   FROM enrolments e JOIN numbered ON numbered.id = e.household_id WHERE n % 10 = 4 AND n % 3 = 0`,
  `UPDATE enrolments e SET valid_to = valid_from - 9 FROM numbered WHERE e.household_id = numbered.id AND n % 10 = 4 AND n % 3 = 1`,
  `INSERT INTO enrolments (id, household_id, status, valid_from) SELECT ${NEW}, household_id, 'replaced', e.valid_to
   FROM enrolments e JOIN numbered ON numbered.id = e.household_id WHERE n % 10 = 4 AND n % 3 = 1`,
  // Withdrawn by mistake, and put right on the same day.
  `WITH ended AS (UPDATE enrolments e SET valid_to = ${LATER} FROM numbered
     WHERE e.household_id = numbered.id AND n % 10 = 6 AND e.valid_to IS NULL RETURNING e.household_id, e.valid_to)
   INSERT INTO enrolments (id, household_id, status, valid_from, valid_to)
   SELECT ${NEW}, household_id, 'withdrawn', valid_to, valid_to FROM ended UNION ALL SELECT ${NEW}, household_id, 'taking_part', valid_to, NULL FROM ended`,
  // Proposed in place of a household that was replaced, taking part a fortnight later.
  `INSERT INTO enrolments (id, household_id, status, valid_from, valid_to)
   SELECT ${NEW}, id, 'left_poverty', ${LATER}, NULL FROM numbered WHERE n % 10 = 8 AND n % 4 = 0`,
  `UPDATE enrolments e SET valid_to = ${LATER} FROM numbered WHERE e.household_id = numbered.id AND n % 10 = 8 AND n % 4 = 0
     AND status = 'taking_part' AND e.valid_to IS NULL`,
  // A class is decided anew in the second half, for some of them on the day of the first decision.
  `WITH ended AS (UPDATE classifications c SET valid_to = CASE WHEN n % 12 = 0 THEN c.valid_from ELSE greatest(c.valid_from, ${LATER}) END FROM numbered
     WHERE c.household_id = numbered.id AND n % 3 = 0 AND c.valid_to IS NULL RETURNING c.household_id, c.valid_to)
   INSERT INTO classifications (id, household_id, status, standard, area, valid_from, created_at)
   SELECT ${NEW}, household_id, 'near_poor', '2022', 'rural', valid_to, now() FROM ended`,
  // Another officer on the day on which the first one ended.
  `INSERT INTO assignments (id, household_id, person_id, kind, valid_from) SELECT ${NEW}, a.household_id, a.person_id, 'officer', a.valid_to
   FROM assignments a JOIN numbered ON numbered.id = a.household_id WHERE n % 26 = 2 AND a.kind = 'officer' AND a.valid_to IS NOT NULL`,
  // Plans that were given up, reached, or sent back at the very end of a period.
  `INSERT INTO plan_events (plan_id, version, status, at) SELECT p.id, p.version, (ARRAY['ended_early', 'achieved', 'submitted'])[1 + n % 3],
     CASE WHEN n % 2 = 0 THEN '2027-04-30T23:30:00+07'::timestamptz ELSE '2027-05-01T00:10:00+07' END
   FROM plans p JOIN numbered ON numbered.id = p.household_id WHERE n % 7 = 2`,
  // An entry that another one puts right, on another day; loans without an amount; help that was promised and called off.
  `INSERT INTO diary_entries (id, household_id, kind, period, amount, happened_on, corrects, created_at)
   SELECT ${NEW}, d.household_id, d.kind, d.period, d.amount * 2, d.happened_on + 40, d.id, now() FROM diary_entries d
   JOIN numbered ON numbered.id = d.household_id WHERE n % 5 = 2 AND d.corrects IS NULL`,
  `INSERT INTO loans (id, household_id, programme, status, asked_on, lent_on, created_at)
   SELECT ${NEW}, id, 'poor', 'lent', ${LATER}, ${LATER}, now() FROM numbered WHERE n % 17 = 3`,
  `INSERT INTO loans (id, household_id, programme, amount_lent, status, asked_on, lent_on, created_at)
   SELECT ${NEW}, id, 'poor', 4000000 + n, 'repaid', '2026-11-01', '2026-11-01', now() FROM numbered WHERE n % 19 = 3`,
  `INSERT INTO supports (id, household_id, category, what, form, source, amount, own_amount, status, received_on, created_at)
   SELECT ${NEW}, id, CASE WHEN n % 11 = 0 THEN 'market' ELSE 'housing' END, 'nhà', 'given', source, 10000000, 5000000, status, ${LATER}, now()
   FROM numbered, (VALUES ('budget', 'received'), ('sponsor', 'received'), ('own', 'cancelled')) AS of (source, status) WHERE n % 9 = 4`,
  `INSERT INTO needs (id, household_id, category, status, noted_on, closed_on, created_at)
   SELECT ${NEW}, id, (ARRAY['job', 'water', 'insurance', 'housing', 'schooling', 'information'])[1 + n % 6],
     (ARRAY['looking', 'received', 'not_possible', 'withdrawn'])[1 + n % 4], ${LATER} - 60, CASE WHEN n % 4 > 0 THEN ${LATER} END, now()
   FROM numbered WHERE n % 5 = 3`,
  // Meetings that were moved into the second half, called off, or never logged.
  `UPDATE meetings SET meets_on = meets_on + 120 WHERE abs(hashtext(id::text)) % 4 = 0`,
  `UPDATE meetings SET status = CASE WHEN abs(hashtext(id::text)) % 3 = 0 THEN 'planned' ELSE 'cancelled' END WHERE abs(hashtext(id::text)) % 9 = 1`,
  `INSERT INTO tasks (id, kind, created_at, done_at) SELECT id, 'agreed', now(), CASE WHEN abs(hashtext(id::text)) % 2 = 0
     THEN '2027-04-30T22:00:00+07'::timestamptz ELSE '2027-05-01T08:00:00+07' END FROM meeting_statements WHERE NOT answered`,
  `INSERT INTO agreed_actions (id, kind, unit_id, meeting_id, statement_id, text, task_id, created_at)
   SELECT ${NEW}, 'answer', m.unit_id, m.id, s.id, 'trả lời', s.id, now() FROM meeting_statements s JOIN meetings m ON m.id = s.meeting_id
   WHERE NOT s.answered AND abs(hashtext(s.id::text)) % 3 > 0`,
  `INSERT INTO visits (id, household_id, visitor_id, visited_on, met, created_at)
   SELECT ${NEW}, id, ${NEW}, ${LATER}, CASE WHEN n % 4 = 0 THEN 'nobody' ELSE 'household' END, now() FROM numbered WHERE n % 4 < 3`,
  `INSERT INTO work_results (id, household_id, kind, what, happened_on, created_at)
   SELECT ${NEW}, id, (ARRAY['training', 'job', 'abroad'])[1 + n % 3], 'hàn', ${LATER}, now() FROM numbered WHERE n % 9 = 5`,
  `INSERT INTO communications (id, unit_id, form, done_on, reached, times, created_at)
   SELECT ${NEW}, unit_id, 'leaflet', ${LATER}, n, 1, now() FROM numbered WHERE n % 20 = 0`,
  `INSERT INTO consents (id, household_id, purpose, given, text, locale, how, decided_at, withdrawn_at)
   SELECT ${NEW}, id, 'register', true, '—', 'vi', 'tap', '2026-10-01', '2027-06-01' FROM numbered WHERE n % 30 = 7`,
  `INSERT INTO designations (id, kind, year, chosen_by, household_id, chosen_on) SELECT ${NEW}, 'household', 2027, $1, id, ${LATER} FROM numbered WHERE n % 60 = 9`,
];
