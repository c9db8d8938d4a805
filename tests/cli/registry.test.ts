import { writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { z } from "zod";
import { exportFile } from "../../src/cli/export.ts";
import { importFile } from "../../src/cli/import.ts";
import { invite } from "../../src/cli/invite.ts";
import { organisation } from "../../src/cli/organisation.ts";
import { paper } from "../../src/cli/paper.ts";
import { people } from "../../src/cli/people.ts";
import { report } from "../../src/cli/report.ts";
import { units } from "../../src/cli/units.ts";
import { loadStory } from "../../src/demo/story.ts";
import { inTransaction } from "../../src/store/in-transaction.ts";
import { openPool } from "../../src/store/pool.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { tempFolder } from "../documents/temp-files.ts";
import { createTestDatabase } from "../support/postgres.ts";

/** The commands of whoever runs the program, on the record of the demo commune. */
const NOW = new Date("2026-11-22T02:00:00Z");
const database = await createTestDatabase();
const folder = await tempFolder();
const pool = openPool(database.url, 2);
const sql = sqlOf(pool);
let commune = "";
let hamlet = "";

beforeAll(async () => {
  vi.stubEnv("DATABASE_URL", database.url);
  vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
  await inTransaction(pool, (client) => loadStory(sqlOf(client), NOW));
  [commune = ""] = await texts(
    "SELECT unit_id::text AS text FROM unit_versions WHERE name = 'Bình Phú Đông'",
  );
  [hamlet = ""] = await texts(
    "SELECT unit_id::text AS text FROM unit_versions WHERE name = 'Ấp 3' AND parent_id = $1",
    [commune],
  );
});
afterAll(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  await pool.end();
  await database.drop();
  await folder.remove();
});

async function texts(statement: string, params: readonly unknown[] = []): Promise<string[]> {
  return (await sql.rows(z.object({ text: z.string() }), statement, params)).map(({ text }) => text);
}

/** From when to when a unit was so. */
async function versions(unit: string): Promise<string[]> {
  return texts("SELECT concat(valid_from, '..', valid_to) AS text FROM unit_versions WHERE unit_id = $1", [
    unit,
  ]);
}

/** What a command printed, or the sentence with which it ended. */
async function said(command: (args: string[]) => Promise<void>, ...args: string[]): Promise<string> {
  let out = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  try {
    await command(args);
    return out.trim();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    write.mockRestore();
    process.exitCode = undefined;
  }
}

it("people: who has which role, one more, an end; never two of a name by guessing", async () => {
  expect(await said(people, "list")).toContain("Trần Văn Minh  officer");
  const give = ["give", "tran van minh", "--role", "leader", "--unit", hamlet, "--on", "2026-12-01"] as const;
  expect(await said(people, ...give)).toBe("Trần Văn Minh has the role leader from 2026-12-01 on.");
  expect(await said(people, ...give)).toBe("It is so already.");
  // What begins later can begin sooner, and is one role all the same.
  const sooner = [...give.slice(0, -1), "2026-11-28"];
  expect(await said(people, ...sooner)).toBe("Trần Văn Minh has the role leader from 2026-11-28 on.");
  expect(await said(people, ...sooner)).toBe("It is so already.");
  const leads = ["list", "--role", "leader", "--unit", hamlet] as const;
  expect(await said(people, ...leads)).toMatch(/^Trần Văn Minh {2}leader {2}Ấp 3 {2}2026-11-28 – /);
  expect(await said(people, ...leads)).not.toContain("\n");
  expect(await said(people, ...leads, "--on", "2026-11-27")).toContain("Nobody has such a role");
  const end = ["end", "Trần Văn Minh", "--role", "leader", "--on", "2026-12-31"] as const;
  expect(await said(people, ...end)).toBe("Trần Văn Minh is leader no more from 2026-12-31 on.");
  expect(await said(people, ...end)).toBe("It is so already.");
  // One that begins sooner keeps the end that was set, and says so.
  const soonest = [...give.slice(0, -1), "2026-11-25"];
  expect(await said(people, ...soonest)).toBe(
    "Trần Văn Minh has the role leader from 2026-11-25 on. It ends on 2026-12-31: give it from that day on where it goes on.",
  );
  expect(await said(people, ...soonest)).toContain("It is so already. It ends on 2026-12-31");
  expect(
    await texts(
      "SELECT valid_from || ' ' || valid_to AS text FROM roles r JOIN people p ON p.id = person_id WHERE name = 'Trần Văn Minh' AND role = 'leader'",
    ),
  ).toEqual(["2026-11-25 2026-12-31"]);
  expect(await said(people, "give", "Nobody", "--role", "officer", "--unit", hamlet)).toContain(
    "Nobody has the name Nobody and a role",
  );
  expect(await said(people, "give", "Trần Văn Minh", "--role", "king")).toContain(
    "Say which role: --role officer",
  );
  expect(await said(people, "give", "Trần Văn Minh", "--role", "officer")).toBe("Say where: --unit CODE");
  expect(await said(people, "end", "Trần Văn Minh", "--role", "officer", "--on", "soon")).toContain(
    "is no date",
  );
  expect(await texts("SELECT action AS text FROM audit WHERE action LIKE 'role_%' ORDER BY id")).toEqual([
    "role_give",
    "role_give",
    "role_end",
    "role_give",
  ]);
});

it("units quota and designate: what is set, what is chosen, who has still to choose", async () => {
  expect(await said(units, "quota", commune)).toBe("Nothing is set for 2026: add --kind and --set.");
  const quota = ["quota", commune, "--kind", "hamlet", "--set", "1", "--document", "12-KH/ĐTN"] as const;
  expect(await said(units, ...quota)).toContain(
    "hamlet: 0 of 1  [12-KH/ĐTN]\n  Bình Phú Đông has still to choose: hamlet, 1",
  );
  expect(await said(units, "quota", commune, "--kind", "taking_part", "--set", "40")).toMatch(
    /taking_part: \d+ of 40/,
  );
  expect(await said(units, "quota", commune, "--kind", "cow", "--set", "1")).toContain(
    "--kind cow is none of commune",
  );
  expect(await said(units, "quota", commune, "--kind", "hamlet", "--set", "many")).toContain("is no quota");
  const choose = ["designate", commune, "--kind", "hamlet", "--choose", hamlet] as const;
  expect(await said(units, ...choose)).toContain("is chosen for 2026.");
  expect(await said(units, "quota", commune)).toContain("hamlet: 1 of 1 (Ấp 3)  [12-KH/ĐTN]");
  const [other = ""] = await texts(
    "SELECT unit_id::text AS text FROM unit_versions WHERE parent_id = $1 AND unit_id <> $2 LIMIT 1",
    [commune, hamlet],
  );
  expect(await said(units, "designate", commune, "--kind", "hamlet", "--choose", other)).toContain(
    "take one back first",
  );
  expect(await said(units, ...choose, "--back")).toContain("is chosen no more for 2026.");
  expect(await said(units, ...choose, "--back")).toBe("It is so already.");
  expect(
    await texts("SELECT action AS text FROM audit WHERE action = 'designation_taken_back'"),
  ).toHaveLength(1);
  expect(await said(units, "designate", commune, "--kind", "household", "--choose", "H0")).toBe(
    "There is no household H0: give its code.",
  );
});

it("units split: a hamlet in two, with the households that a file names; a wrong line leaves all as it was", async () => {
  const [first = "", second = ""] = await texts(
    "SELECT code AS text FROM households WHERE unit_id = $1 ORDER BY code",
    [hamlet],
  );
  const homes = folder.at("homes.csv");
  await writeFile(homes, `${first};Ấp 3A\nH0000000;Ấp 3A\n`);
  const split = [
    "split",
    hamlet,
    "--part",
    "Ấp 3A",
    "--homes",
    homes,
    "--on",
    "2026-11-20",
    "--document",
    "45/NQ-HĐND",
  ] as const;
  expect(await said(units, ...split)).toContain("homes.csv:2: there is no household and no place H0000000");
  expect(await texts("SELECT name AS text FROM unit_versions WHERE name = 'Ấp 3A'")).toEqual([]);
  await writeFile(homes, `\uFEFF${first};ap 3a\r\n"${second}",Ấp 3A\r\n`);
  expect(await said(units, ...split)).toContain(
    "1 units are others from 2026-11-20 on, 2 households have another home.",
  );
  expect(
    await texts(
      "SELECT h.code AS text FROM households h JOIN unit_versions v ON v.unit_id = h.unit_id AND v.name = 'Ấp 3A' ORDER BY 1",
    ),
  ).toEqual([first, second]);
  expect(
    await texts("SELECT code AS text FROM households WHERE unit_id = $1 ORDER BY code", [hamlet]),
  ).not.toContain(first);
  expect(await said(units, ...split)).toContain("no household and no place");
  expect(await said(units, "split", hamlet, "--on", "2026-11-20")).toContain(
    "Say into what: units split CODE --part",
  );
});

it("organisation: added, its papers set part by part, shown", async () => {
  expect(await said(organisation, "show", "--unit", hamlet)).toContain(
    "has no organisation of that kind yet",
  );
  expect(await said(organisation, "set", "--unit", hamlet, "--signer", "Ai Đó")).toContain(
    "say how it is called with --name",
  );
  const set = ["set", "--unit", hamlet, "--name", "CHI ĐOÀN ẤP 3"] as const;
  expect(await said(organisation, ...set)).toBe(
    "CHI ĐOÀN ẤP 3, below Đoàn xã Bình Phú Đông\n  head: CHI ĐOÀN ẤP 3",
  );
  expect(await said(organisation, ...set, "--place", "Bình Phú Đông", "--recipients", "Đoàn xã; Lưu")).toBe(
    "CHI ĐOÀN ẤP 3, below Đoàn xã Bình Phú Đông\n  head: CHI ĐOÀN ẤP 3\n  place before the date: Bình Phú Đông\n  recipients: Đoàn xã; Lưu",
  );
  expect(
    await said(
      organisation,
      "set",
      "--unit",
      hamlet,
      "--office",
      "BÍ THƯ",
      "--signer",
      "Trần Văn Minh",
      "--form",
      "union",
    ),
  ).toContain("recipients: Đoàn xã; Lưu\n  signed: BÍ THƯ, Trần Văn Minh");
  expect(await said(organisation, "set", "--unit", hamlet, "--form", "free")).toBe(
    "--form free is neither union nor state.",
  );
  const ask = ["set", "--unit", hamlet, "--questions"] as const;
  expect(await said(organisation, ...ask, "2")).toContain("questions a week: 2");
  expect(await said(organisation, ...ask, "many")).toContain("give one from 1 to 50");
  expect(
    await texts(
      "SELECT settings ->> 'questions_a_week' AS text FROM organisations WHERE name = 'CHI ĐOÀN ẤP 3'",
    ),
  ).toEqual(["2"]);
  expect(await said(organisation, "dance", "--unit", hamlet)).toContain("Say what: organisation show");
});

it("units end: what has nobody ends, and never was where it began that day; else it says what is there", async () => {
  const made = async (name: string, since: string): Promise<string> => {
    const [id = ""] = await texts(
      "INSERT INTO units (id) VALUES (gen_random_uuid()) RETURNING id::text AS text",
    );
    await sql.run(
      `INSERT INTO unit_versions (id, unit_id, parent_id, name, type, valid_from)
       VALUES (gen_random_uuid(), $1, $2, $3, 'ap', $4)`,
      [id, commune, name, since],
    );
    return id;
  };
  const [old, wrong] = [await made("Ấp Xưa", "2025-07-01"), await made("Ấp Lộn", "2026-11-22")];
  expect(await said(units, "end", hamlet)).toMatch(
    /cannot end on 2026-11-22, because of what is there: \d+ \w+.*Move them first/,
  );
  expect(await said(units, "end", commune)).toContain("cannot end");
  expect(await said(units, "end", old)).toBe(`${old} is no more from 2026-11-22 on.`);
  expect(await said(units, "end", wrong)).toContain("is no more");
  expect(await said(units, "end", old)).toContain("does not exist on 2026-11-22");
  expect([await versions(old), await versions(wrong)]).toEqual([["2025-07-01..2026-11-22"], []]);
});

it("import --as: in the name of somebody who works there, who then looks after what is new", async () => {
  const list = folder.at("list.csv");
  await writeFile(list, "Họ tên,Năm sinh,Ấp,Loại hộ\nPhan Thị Mười Hai,1970,Ấp 3,HCN\n");
  const take = ["households", list, "--unit", commune, "--as"] as const;
  expect(await said(importFile, ...take, "Nguyễn Đăng Khoa")).toContain(
    "neither officer nor leader of Xã Bình Phú Đông",
  );
  expect(await said(importFile, ...take, "Trần Văn Minh")).toContain("1 added, 0 updated");
  expect(await said(importFile, ...take, "Trần Văn Minh")).toContain(
    "Classes: 1 left out: say from which day",
  );
  const dated = [...take, "Trần Văn Minh", "--decision", "45/QĐ-UBND", "--from"] as const;
  expect(await said(importFile, ...dated, "đầu năm")).toContain("write it like 2026-01-01 or 1/1/2026");
  expect(await said(importFile, ...dated, "12/12/2025", "--dry-run")).toContain(
    "Classes by 45/QĐ-UBND from 2025-12-12: 1 near_poor.",
  );
  expect(await said(importFile, ...take, "Trần Văn Minh")).toContain("0 added, 0 updated, 1 unchanged");
  expect(
    await texts(
      `SELECT p.name AS text FROM assignments a JOIN households h ON h.id = a.household_id JOIN people p ON p.id = a.person_id
       WHERE h.head_name = 'Phan Thị Mười Hai'`,
    ),
  ).toEqual(["Trần Văn Minh"]);
  const out = folder.at("out.csv");
  expect(
    await said(exportFile, "households", "--unit", commune, "--out", out, "--as", "Trần Văn Minh"),
  ).toContain("has the households of");
});

it("invite --revoke: one code, or all of a household; an unknown one says so", async () => {
  const made = await said(invite, "officer", "--name", "Lê Thị Mới", "--unit", commune, "--json");
  const { invitation } = z.object({ invitation: z.string() }).parse(JSON.parse(made));
  expect(await said(invite, "--revoke", invitation.toLowerCase())).toBe("The code is worth nothing now.");
  expect(await said(invite, "--revoke", invitation)).toContain("No open code is like that");
  expect(await said(invite, "--household", "H-nobody")).toContain("There is no household H-nobody");
});

it("paper: a list with names is on record, with who was named; one that could not be made is not", async () => {
  const given =
    "SELECT object_kind || ' ' || road || ' ' || coalesce(p.name, '-') AS text FROM audit LEFT JOIN people p ON p.id = person_id WHERE action = 'export' AND object_kind = 'households' ORDER BY audit.id";
  const make = ["households", "--unit", commune, "--out", folder.at("homes.docx")] as const;
  expect(await said(paper, ...make)).toContain("has the paper (households)");
  expect(await said(paper, ...make, "--as", "Trần Văn Minh")).toContain("has the paper (households)");
  expect(await said(paper, ...make.with(2, hamlet), "--as", "Nguyễn Đăng Khoa")).toContain(
    "nobody may see it",
  );
  expect(await texts(given)).toEqual(["households cli -", "households cli Trần Văn Minh"]);
  // The annexes of a report name households, too.
  const annexes = folder.at("annexes.xlsx");
  const built = await said(report, "build", "--period", "2026-Y", "--unit", commune, "--out", annexes);
  expect(built).toContain("has the report of");
  expect(
    await texts(
      "SELECT road || ' ' || detail::text AS text FROM audit WHERE action = 'export' AND object_kind = 'report'",
    ),
  ).toEqual(['cli {"annexes": true}']);
});
