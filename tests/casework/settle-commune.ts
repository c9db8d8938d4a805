import { z } from "zod";
import { fold } from "../../src/language/normalise.ts";
import type { Sql } from "../../src/turns/ports.ts";
import { addUnit } from "../support/add-unit.ts";

/** The officers; the last hamlet has nobody in charge yet, and its seven households wait for the leader. */
export const HAMLETS = [
  { name: "Ấp Bình Hòa", officer: "Võ Văn Tài", households: 25, assigned: true },
  { name: "Ấp Bình Lợi", officer: "Phan Thị Kiều", households: 8, assigned: true },
  { name: "Ấp Bình Tây", officer: "Thạch Sa Rinh", households: 7, assigned: false },
];
export const LEADER = "Đỗ Thị Hồng Nhung";
export const PROVINCE = "Nguyễn Đăng Khoa";
const GIVEN = "Ba Cúc Dũng Én Giàu Hai Kim Lý Mai Nga Oanh Phước Quý Rạng".split(" ");
const Id = z.object({ id: z.string() });

/** The name of the household that was entered as the `n`th. */
export function nameOf(n: number): string {
  return `${["Nguyễn", "Trần", "Lê"][Math.floor(n / GIVEN.length)] ?? "Phạm"} Thị ${GIVEN[n % GIVEN.length] ?? ""}`;
}

/** Places, people and households; gives the phone of each, and the commune. The story's own commune is not asked anything meanwhile. */
export async function settle(sql: Sql, now: Date): Promise<{ phones: Map<string, string>; commune: string }> {
  const phones = new Map<string, string>();
  const one = async (statement: string, params: readonly unknown[]): Promise<string> =>
    z.string().parse((await sql.rows(Id, `${statement} RETURNING id`, params))[0]?.id);
  const person = async (name: string, role: string | null, at: string): Promise<string> => {
    const id = await one(
      "INSERT INTO people (id, name, folded, address_as) VALUES (gen_random_uuid(), $1, $2, 'chi')",
      [name, fold(name)],
    );
    const phone = await one(
      `INSERT INTO contacts (id, channel, external_id, person_id, display_name)
       VALUES (gen_random_uuid(), 'simulator', $1, $2, $3)`,
      [`telegram:${fold(name)}`, id, name],
    );
    phones.set(name, phone);
    if (role !== null)
      await sql.run(
        "INSERT INTO roles (id, person_id, role, unit_id, valid_from) VALUES (gen_random_uuid(), $1, $2, $3, '2025-07-01')",
        [id, role, at],
      );
    return id;
  };
  await sql.run("DELETE FROM timers");
  await sql.run("UPDATE roles SET valid_to = '2026-01-01' WHERE role <> 'province'");
  await sql.run("UPDATE household_contacts SET valid_to = '2026-01-01'");
  const [province] = await sql.rows(Id, "SELECT unit_id AS id FROM unit_versions WHERE type = 'tinh'");
  const [khoa] = await sql.rows(
    Id,
    "SELECT c.id FROM contacts c JOIN people p ON p.id = c.person_id WHERE p.name = $1",
    [PROVINCE],
  );
  phones.set(PROVINCE, z.string().parse(khoa?.id));
  const commune = await addUnit(sql, "Tân Lộc Đông", "xa", province?.id ?? "");
  const leader = await person(LEADER, "leader", commune);
  await sql.run(
    `INSERT INTO designation_quotas (unit_id, kind, year, quota) SELECT $1::uuid, unnest(ARRAY['hamlet', 'household']), 2026, 1
     UNION ALL SELECT $2::uuid, 'commune', 2026, 1`,
    [commune, province?.id],
  );
  let n = 0;
  for (const { name: hamlet, officer: called, households, assigned } of HAMLETS) {
    const place = await addUnit(sql, hamlet, "ap", commune);
    const officer = await person(called, "officer", commune);
    for (let home = 0; home < households; home++) {
      const name = nameOf(n++);
      const household = await one(
        `INSERT INTO households (id, code, head_name, head_folded, unit_id, created_at)
         VALUES (gen_random_uuid(), gen_random_uuid(), $1, $2, $3, $4)`,
        [name, fold(name), place, now],
      );
      const head = await person(name, null, place);
      await sql.run(
        `WITH member AS (INSERT INTO household_members (household_id, person_id, relation, valid_from)
             VALUES ($1, $2, 'head', '2025-07-01')),
           phone AS (INSERT INTO household_contacts (household_id, contact_id, valid_from) VALUES ($1, $3, '2025-07-01')),
           part AS (INSERT INTO enrolments (id, household_id, status, valid_from, entered_by)
             VALUES (gen_random_uuid(), $1, 'taking_part', '2026-01-05', $4)),
           officer AS (INSERT INTO assignments (id, household_id, person_id, valid_from, entered_by)
             SELECT gen_random_uuid(), $1, $4, '2026-01-05', $7 WHERE $6)
         INSERT INTO consents (id, household_id, purpose, given, text, locale, how, decided_at)
         SELECT gen_random_uuid(), $1, unnest(ARRAY['register', 'photos', 'voice']), true, '?', 'vi', 'tap', $5`,
        [household, head, phones.get(name), officer, now, assigned, leader],
      );
    }
  }
  return { phones, commune };
}
