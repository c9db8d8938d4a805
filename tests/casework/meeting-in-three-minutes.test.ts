import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { fold } from "../../src/language/normalise.ts";
import { openPool, type Database } from "../../src/store/pool.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { startTestApp, type TestApp } from "../support/app.ts";

/** A commune with a leader, three officers and forty households; the hamlet of the first has 25. */
const HAMLETS = [
  { name: "Ấp Bình Hòa", officer: "Võ Văn Tài", households: 25 },
  { name: "Ấp Bình Lợi", officer: "Phan Thị Kiều", households: 8 },
  { name: "Ấp Bình Tây", officer: "Thạch Sa Rinh", households: 7 },
];
const LEADER = "Đỗ Thị Hồng Nhung";
const GIVEN = [
  "Ba",
  "Cúc",
  "Dũng",
  "Én",
  "Giàu",
  "Hai",
  "Kim",
  "Lý",
  "Mai",
  "Nga",
  "Oanh",
  "Phước",
  "Quý",
  "Rạng",
];
const nameOf = (n: number): string =>
  `${["Nguyễn", "Trần", "Lê"][Math.floor(n / GIVEN.length)] ?? "Phạm"} Thị ${GIVEN[n % GIVEN.length] ?? ""}`;

let app: TestApp;
let pool: Database;
const phones = new Map<string, string>();
const Id = z.object({ id: z.string() });

beforeAll(async () => {
  app = await startTestApp({}, "2026-02-10T09:00:00+07:00");
  pool = openPool(app.databaseUrl, 2);
  const sql = sqlOf(pool);
  const now = app.clock.now();
  const one = async (statement: string, params: readonly unknown[]): Promise<string> => {
    const [row] = await sql.rows(Id, `${statement} RETURNING id`, params);
    return z.string().parse(row?.id);
  };
  const unit = async (name: string, type: string, parent: string): Promise<string> => {
    const id = await one("INSERT INTO units (id) VALUES (gen_random_uuid())", []);
    await sql.run(
      `INSERT INTO unit_versions (id, unit_id, parent_id, name, type, valid_from)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, '2025-07-01')`,
      [id, parent, name, type],
    );
    return id;
  };
  const person = async (name: string, role: string | null, at: string | null): Promise<string> => {
    const id = await one(
      "INSERT INTO people (id, name, folded, address_as) VALUES (gen_random_uuid(), $1, $2, 'chi')",
      [name, fold(name)],
    );
    const contact = await one(
      `INSERT INTO contacts (id, channel, external_id, person_id, display_name)
       VALUES (gen_random_uuid(), 'simulator', $1, $2, $3)`,
      [`telegram:${fold(name)}`, id, name],
    );
    phones.set(name, contact);
    if (role !== null)
      await sql.run(
        "INSERT INTO roles (id, person_id, role, unit_id, valid_from) VALUES (gen_random_uuid(), $1, $2, $3, '2025-07-01')",
        [id, role, at],
      );
    return id;
  };
  // The story's own commune is not asked anything meanwhile.
  await sql.run("DELETE FROM timers");
  const [province] = await sql.rows(Id, "SELECT unit_id AS id FROM unit_versions WHERE type = 'tinh'");
  const commune = await unit("Tân Lộc Đông", "xa", province?.id ?? "");
  await person(LEADER, "leader", commune);
  let n = 0;
  for (const hamlet of HAMLETS) {
    const place = await unit(hamlet.name, "ap", commune);
    const officer = await person(hamlet.officer, "officer", commune);
    for (let home = 0; home < hamlet.households; home++) {
      const name = nameOf(n++);
      const household = await one(
        `INSERT INTO households (id, code, head_name, head_folded, unit_id, created_at)
         VALUES (gen_random_uuid(), gen_random_uuid(), $1, $2, $3, $4)`,
        [name, fold(name), place, now],
      );
      const head = await person(name, null, null);
      await sql.run(
        `WITH member AS (INSERT INTO household_members (household_id, person_id, relation, valid_from)
             VALUES ($1, $2, 'head', '2025-07-01')),
           phone AS (INSERT INTO household_contacts (household_id, contact_id, valid_from) VALUES ($1, $3, '2025-07-01')),
           officer AS (INSERT INTO assignments (id, household_id, person_id, valid_from)
             VALUES (gen_random_uuid(), $1, $4, '2026-01-05'))
         INSERT INTO consents (id, household_id, purpose, given, text, locale, how, decided_at)
         SELECT gen_random_uuid(), $1, unnest(ARRAY['register', 'photos', 'voice']), true, '?', 'vi', 'tap', $5`,
        [household, head, phones.get(name), officer, now],
      );
    }
  }
});
afterAll(async () => {
  await pool.end();
  await app.stop();
});

/** What somebody writes, one line after the other; gives what was answered to the last. */
async function says(name: string, ...lines: string[]): Promise<string[]> {
  const { simulator } = app;
  const phone = phones.get(name);
  if (simulator === null || phone === undefined) throw new Error(`${name} has no phone`);
  let last: string[] = [];
  for (const line of lines) {
    last = (await simulator.act(phone, { text: line }))
      .filter(({ from }) => from === "bot")
      .map(({ text }) => text);
  }
  return last;
}

const count = async (from: string): Promise<number> => {
  const [row] = await sqlOf(pool).rows(z.object({ n: z.int() }), `SELECT count(*)::int AS n FROM ${from}`);
  return row?.n ?? -1;
};
const TAI = HAMLETS[0]?.officer ?? "";

describe("a meeting in three minutes", () => {
  it("an officer logs a meeting with 25 households in a dozen short answers", async () => {
    const answers = ["họp xong rồi", "1", "ấp bình hòa", "1", "1", "2", "đủ trừ 4 7"];
    const rest = ["30", "cách phòng bệnh cho dê", "1", "1", "bỏ qua"];
    const last = await says(TAI, ...answers, ...rest);
    expect(answers.length + rest.length).toBeLessThanOrEqual(12);
    // Three minutes for someone who types with a thumb: 40 letters a minute would do.
    expect([...answers, ...rest].join("").length).toBeLessThanOrEqual(90);
    expect(last.join("\n")).toContain("23/25");
    expect(
      await count(`meeting_households mh JOIN meetings m ON m.id = mh.meeting_id
        JOIN people p ON p.id = mh.marked_by WHERE mh.came AND m.status = 'held' AND p.name = '${TAI}'`),
    ).toBe(23);
  });
});
