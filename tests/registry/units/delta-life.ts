import { randomUUID } from "node:crypto";
import { fold } from "../../../src/language/normalise.ts";
import { insertMany } from "../../../src/turns/insert-many.ts";
import type { Sql } from "../../../src/turns/ports.ts";
import type { Delta, NewCommune, OldCommune } from "./delta-map.ts";

/** Somebody of the staff, with the account by which she asks. */
export type Official = { person: string; contact: string };
export type Lived = {
  id: string;
  name: string;
  /** Where it was entered: a hamlet of the old commune, or the commune itself. */
  home: string;
  hamlet: number | null;
  old: OldCommune;
  today: NewCommune;
};
export type People = {
  homes: readonly Lived[];
  officers: ReadonlyMap<string, Official>;
  leaders: ReadonlyMap<string, Official>;
  provinces: readonly Official[];
};

const FAMILIES = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Thạch", "Kim", "Sơn", "Lâm"];
const MIDDLES = ["Văn", "Thị", "Hữu", "Ngọc", "Minh", "Thị Kim", "Quốc", "Thị Mỹ", "Hoàng"];
const GIVEN = [
  "Út",
  "Sáu",
  "Bền",
  "Diễm",
  "Lành",
  "Phước",
  "Đặng",
  "Tư",
  "Ơn",
  "Nở",
  "Khánh",
  "Rinh",
  "Mười",
];
const ENTERED = "2024-03-01";

/** An officer and a leader for each old commune, one for each old province, and households entered under the old map. */
export async function putPeople(
  sql: Sql,
  { provinces, communes }: Delta,
  households: number,
): Promise<People> {
  const made: { person: Official; name: string; role: string; unit: string }[] = [];
  const official = (name: string, role: string, unit: string): Official => {
    const person = { person: randomUUID(), contact: randomUUID() };
    made.push({ person, name, role, unit });
    return person;
  };
  const olds = communes.flatMap((today) => today.olds.map((old) => ({ old, today })));
  const officers = new Map(
    olds.map(({ old }) => [old.id, official(`Cán bộ ${old.name}`, "officer", old.id)]),
  );
  const leaders = new Map(olds.map(({ old }) => [old.id, official(`Bí thư ${old.name}`, "leader", old.id)]));
  const above = provinces.map(({ name, id }) => official(`Tỉnh ${name}`, "province", id));
  await insertMany(
    sql,
    "people",
    { id: "uuid", name: "text", folded: "text", created_at: "timestamptz" },
    made.map(({ person, name }) => ({ id: person.person, name, folded: fold(name), created_at: ENTERED })),
  );
  await insertMany(
    sql,
    "contacts",
    {
      id: "uuid",
      channel: "text",
      external_id: "text",
      person_id: "uuid",
      display_name: "text",
      created_at: "timestamptz",
    },
    made.map(({ person: { contact, person }, name }) => ({
      id: contact,
      channel: "simulator",
      external_id: contact,
      person_id: person,
      display_name: name,
      created_at: ENTERED,
    })),
  );
  await insertMany(
    sql,
    "roles",
    { id: "uuid", person_id: "uuid", role: "text", unit_id: "uuid", valid_from: "date" },
    made.map(({ person, role, unit }) => ({
      id: randomUUID(),
      person_id: person.person,
      role,
      unit_id: unit,
      valid_from: "2024-01-01",
    })),
  );
  const homes = Array.from({ length: households }, (_unused, n): Lived => {
    const { old, today } = pick(olds, n);
    const hamlet = Math.floor(n / olds.length) % 4;
    const name = [
      pick(FAMILIES, n * 7 + Math.floor(n / 11)),
      pick(MIDDLES, n * 5 + 3),
      pick(GIVEN, n * 3 + Math.floor(n / 13)),
    ];
    return {
      id: randomUUID(),
      name: name.join(" "),
      home: old.hamlets[hamlet - 1] ?? old.id,
      hamlet: hamlet === 0 ? null : hamlet,
      old,
      today,
    };
  });
  await insertMany(
    sql,
    "households",
    {
      id: "uuid",
      code: "text",
      head_name: "text",
      head_folded: "text",
      unit_id: "uuid",
      created_at: "timestamptz",
    },
    homes.map(({ id, name, home }, n) => ({
      id,
      code: `R${n}`,
      head_name: name,
      head_folded: fold(name),
      unit_id: home,
      created_at: ENTERED,
    })),
  );
  await insertMany(
    sql,
    "assignments",
    { id: "uuid", household_id: "uuid", person_id: "uuid", kind: "text", valid_from: "date" },
    homes.map(({ id, old }) => ({
      id: randomUUID(),
      household_id: id,
      person_id: officers.get(old.id)?.person ?? "",
      kind: "officer",
      valid_from: ENTERED,
    })),
  );
  await sql.run(
    `INSERT INTO enrolments (id, household_id, status, valid_from) SELECT gen_random_uuid(), id, 'taking_part', '2024-06-01'
     FROM households WHERE substr(code, 2)::int % 10 > 0`,
  );
  return { homes, officers, leaders, provinces: above };
}

function pick<T>(list: readonly T[], at: number): T {
  const one = list[at % list.length];
  if (one === undefined) throw new Error("nothing to pick from");
  return one;
}

const NEW = "gen_random_uuid()";
const FIRST_DAYS = ["2025-07-01", "2026-06-09", "2026-11-22"];
/** What is dated by another day than that of its household. */
const FALLING = [
  ["committee_members", "valid_to"],
  ["needs", "noted_on"],
  ["models", "ended_on"],
  ["model_evaluations", "evaluated_on"],
] as const;

/**
 * What happens between two days, by the number of each household: plans, reports of the month, visits, help, meetings of
 * hamlets and communes as they are on the first of these days. `part` (0, 1, 2) is another tenth that leaves the scheme.
 */
export async function putLife(sql: Sql, from: string, days: number, part: number): Promise<void> {
  await sql.run("DROP TABLE IF EXISTS numbered");
  await sql.run(
    `CREATE TABLE numbered AS SELECT h.id, h.unit_id, CASE WHEN v.type IN ('xa', 'phuong', 'thi_tran') THEN h.unit_id ELSE v.parent_id END AS commune,
       substr(h.code, 2)::int AS n FROM households h JOIN unit_versions v ON v.unit_id = h.unit_id
     WHERE v.valid_from <= $1::date AND (v.valid_to IS NULL OR v.valid_to > $1::date)`,
    [from],
  );
  const day = `('${from}'::date + (n * 7) % ${days})`;
  for (const statement of happened(day, part)) await sql.run(statement);
  // Nothing falls on the first day of a map, so that its figures are those of the evening before.
  for (const [table, column] of FALLING)
    await sql.run(`UPDATE ${table} SET ${column} = ${column} + 1 WHERE ${column} = ANY ($1)`, [FIRST_DAYS]);
  await sql.run("ANALYZE");
}

function happened(day: string, part: number): string[] {
  const at = `((${day} + time '09:00') AT TIME ZONE 'Asia/Ho_Chi_Minh')`;
  const year = `extract(year FROM ${day})::int`;
  return [
    `WITH ended AS (UPDATE enrolments e SET valid_to = ${day} FROM numbered WHERE e.household_id = numbered.id AND n % 10 = ${part + 1}
       AND e.valid_to IS NULL AND e.valid_from < ${day} RETURNING e.household_id, e.valid_to, n)
     INSERT INTO enrolments (id, household_id, status, valid_from)
     SELECT ${NEW}, household_id, (ARRAY['replaced', 'withdrawn', 'left_poverty'])[1 + (n / 10) % 3], valid_to FROM ended`,
    `UPDATE classifications SET valid_to = ${day} FROM numbered WHERE household_id = numbered.id AND valid_to IS NULL AND valid_from < ${day} AND n % 3 = ${part}`,
    `INSERT INTO classifications (id, household_id, status, standard, area, valid_from, created_at)
     SELECT ${NEW}, id, (ARRAY['poor', 'near_poor', 'left_poor'])[1 + (n + ${part}) % 3], '2022', 'rural', ${day}, ${at} FROM numbered
     WHERE n % 3 = ${part} OR NOT EXISTS (SELECT FROM classifications c WHERE c.household_id = numbered.id)`,
    `INSERT INTO exit_registrations (id, household_id, year, registered_on, created_at)
     SELECT ${NEW}, id, ${year}, ${day}, ${at} FROM numbered WHERE n % 7 = 0 ON CONFLICT DO NOTHING`,
    `INSERT INTO visits (id, household_id, visitor_id, visited_on, met, created_at)
     SELECT ${NEW}, id, ${NEW}, ${day}, CASE WHEN n % 5 = 0 THEN 'nobody' ELSE 'household' END, ${at} FROM numbered WHERE n % 3 <> ${part}`,
    `WITH made AS (INSERT INTO plans (id, household_id, status, created_at) SELECT ${NEW}, id, 'under_way', ${at} FROM numbered WHERE n % 4 = ${part} RETURNING id, created_at)
     INSERT INTO plan_events (plan_id, version, status, at) SELECT id, 1, 'approved', created_at FROM made`,
    `INSERT INTO diary_entries (id, household_id, kind, period, amount, happened_on, created_at)
     SELECT ${NEW}, id, 'income', to_char(${day}, 'YYYY-MM'), 500000, ${day}, ${at} FROM numbered WHERE n % 4 <> ${part}`,
    `INSERT INTO needs (id, household_id, category, status, cost, noted_on, closed_on, created_at)
     SELECT ${NEW}, id, (ARRAY['job', 'insurance', 'schooling', 'housing', 'water', 'information', 'training', 'toilet', 'capital'])[1 + n % 9],
       (ARRAY['noted', 'received', 'withdrawn', 'received'])[1 + n % 4], 1000000, ${day} - 20, CASE WHEN n % 2 = 1 THEN ${day} END, ${at}
     FROM numbered WHERE n % 5 <> 1`,
    `INSERT INTO loans (id, household_id, programme, amount_lent, status, asked_on, lent_on, created_at)
     SELECT ${NEW}, id, 'poor', 10000000 + n, 'lent', ${day} - 10, ${day}, ${at} FROM numbered WHERE n % 6 = ${part}`,
    `INSERT INTO supports (id, household_id, category, what, form, source, amount, status, received_on, created_at)
     SELECT ${NEW}, id, CASE WHEN n % 16 = 0 THEN 'market' ELSE 'production' END, 'giống', 'given', 'budget', 2000000, 'received', ${day}, ${at}
     FROM numbered WHERE n % 4 = 0`,
    `INSERT INTO work_results (id, household_id, kind, what, happened_on, created_at)
     SELECT ${NEW}, id, (ARRAY['training', 'job', 'abroad'])[1 + n % 3], 'may', ${day}, ${at} FROM numbered WHERE n % 8 = 5`,
    `INSERT INTO enrolment_quotas (unit_id, year, quota) SELECT DISTINCT commune, ${year}, 12 FROM numbered ON CONFLICT DO NOTHING`,
    `INSERT INTO designations (id, kind, year, chosen_by, household_id, chosen_on)
     SELECT ${NEW}, 'household', ${year}, commune, id, ${day} FROM numbered WHERE n % 50 < 2`,
    `INSERT INTO designations (id, kind, year, chosen_by, unit_id, chosen_on)
     SELECT DISTINCT ON (unit_id) ${NEW}, 'hamlet', ${year}, commune, unit_id, ${day} FROM numbered WHERE n % 6 = 1 AND unit_id <> commune`,
    `INSERT INTO communications (id, unit_id, form, done_on, reached, times, created_at)
     SELECT ${NEW}, commune, 'loudspeaker', ${day}, CASE WHEN n % 2 = 0 THEN 40 END, 2, ${at} FROM numbered WHERE n % 9 = 2`,
    `INSERT INTO committee_members (id, unit_id, name, valid_from, valid_to)
     SELECT ${NEW}, commune, 'Ủy viên', ${day}, CASE WHEN n % 2 = 0 THEN ${day} + 30 END FROM numbered WHERE n % 13 = 1`,
    `INSERT INTO meetings (id, unit_id, kind, status, meets_on, place, people, created_at)
     SELECT ${NEW}, CASE WHEN n % 3 = 0 THEN commune ELSE unit_id END, CASE WHEN n % 5 = 0 THEN 'training' ELSE 'dialogue' END,
       CASE WHEN n % 7 = 0 THEN 'cancelled' ELSE 'held' END, ${day}, 'nhà văn hóa', CASE WHEN n % 4 = 0 THEN NULL ELSE 20 + n % 30 END, ${at}
     FROM numbered WHERE n % 8 = ${part}`,
    `INSERT INTO meeting_households (meeting_id, household_id, came)
     SELECT m.id, h.id, h.n % 3 <> 0 FROM meetings m JOIN numbered h ON h.unit_id = m.unit_id OR h.commune = m.unit_id ON CONFLICT DO NOTHING`,
    `INSERT INTO meeting_statements (id, meeting_id, text, answered, created_at)
     SELECT ${NEW}, m.id, 'xin vốn', people IS NULL, m.created_at FROM meetings m WHERE NOT EXISTS (SELECT FROM meeting_statements s WHERE s.meeting_id = m.id)`,
    `INSERT INTO models (id, unit_id, livelihood, name, started_on, ended_on, created_at)
     SELECT ${NEW}, unit_id, 'cow', 'Nuôi bò ' || n, ${day}, CASE WHEN n % 4 = 0 THEN ${day} + 40 END, ${at} FROM numbered WHERE n % 29 = ${part}`,
    `INSERT INTO model_households (model_id, household_id, joined_on)
     SELECT m.id, h.id, m.started_on FROM models m JOIN numbered h USING (unit_id) ON CONFLICT DO NOTHING`,
    `INSERT INTO model_evaluations (id, model_id, evaluated_on, rating, created_at) SELECT ${NEW}, id, started_on + 30, 4, created_at FROM models m
     WHERE NOT EXISTS (SELECT FROM model_evaluations e WHERE e.model_id = m.id)`,
  ];
}
