import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { buildPaper, type PaperKind } from "../../src/papers/build-paper.ts";
import { partOf } from "../documents/paper/unzip.ts";
import { openStage, type Stage } from "../registry/stage.ts";
import { shippedLibrary } from "../support/library.ts";

const NOW = "2026-11-23T09:00:00+07:00";
const Id = z.object({ id: z.string() });
const { words } = shippedLibrary();

let stage: Stage;
let minh: string;
let hanh: string;
let elsewhere: string;
let hamlet: string;
let meeting: string;
let handover: string;

const one = async (statement: string, params: readonly unknown[]): Promise<string> =>
  (await stage.sql.rows(Id, `${statement} RETURNING id`, params))[0]?.id ?? "";

beforeAll(async () => {
  stage = await openStage(NOW);
  const commune = await stage.unit("Bình Phú Đông", "xa", await stage.unit("Vĩnh Long", "tinh", null));
  hamlet = await stage.unit("Ấp 3", "ap", commune);
  const far = await stage.unit("Ấp 9", "ap", commune);
  [hanh, minh, elsewhere] = [
    await stage.person("Lê Thị Mỹ Hạnh"),
    await stage.person("Trần Văn Minh"),
    await stage.person("Võ Văn Tài"),
  ];
  await stage.role(hanh, "leader", commune);
  await stage.role(minh, "officer", hamlet);
  await stage.role(elsewhere, "officer", far);
  const households: string[] = [];
  for (const name of ["Nguyễn Thị Sáu", "Thạch Sa Rươl"]) {
    const household = await stage.household(name, hamlet);
    await stage.agree(household);
    await stage.sql.run(
      "INSERT INTO enrolments (id, household_id, status, valid_from) VALUES (gen_random_uuid(), $1, 'taking_part', '2026-01-01')",
      [household],
    );
    households.push(household);
  }
  const [sau = "", ruol = ""] = households;
  await stage.assign(sau, minh);
  await stage.assign(ruol, hanh);
  meeting = await one(
    `INSERT INTO meetings (id, unit_id, kind, status, meets_on, meets_at, place, chair_id, topics, created_at)
     VALUES (gen_random_uuid(), $1, 'dialogue', 'held', '2026-01-05', '14:30', 'nhà văn hóa', $2, 'Phòng bệnh cho heo', now())`,
    [hamlet, hanh],
  );
  await stage.sql.run(
    `INSERT INTO meeting_agenda (id, meeting_id, position, source, household_id, text)
     VALUES (gen_random_uuid(), $1, 1, 'difficulty', $2, 'Thạch Sa Rươl: heo bệnh'), (gen_random_uuid(), $1, 2, 'own', NULL, 'Ghi sổ thu chi')`,
    [meeting, ruol],
  );
  await stage.sql.run(
    `INSERT INTO meeting_statements (id, meeting_id, household_id, text, answered, created_at)
     VALUES (gen_random_uuid(), $1, $2, 'Xin vay vốn', true, now()), (gen_random_uuid(), $1, $3, 'Nhà dột', false, now())`,
    [meeting, sau, ruol],
  );
  handover = await one(
    `INSERT INTO handovers (id, unit_id, from_person, to_person, status, reason, asked_at, ended_at)
     VALUES (gen_random_uuid(), $1, $2, $3, 'done', 'chuyển công tác', now(), now())`,
    [commune, elsewhere, minh],
  );
  await stage.sql.run("INSERT INTO handover_households VALUES ($1, $2)", [handover, sau]);
});
afterAll(() => stage.close());

/** What stands on the paper, a space between its pieces; null where there is none for this person. */
async function read(person: string, paper: PaperKind, id: string): Promise<string | null> {
  const me = { person, name: "", address: "unknown", roles: [], households: [] };
  const asking = { sql: stage.sql, now: new Date(NOW), me, contactId: crypto.randomUUID() };
  const file = await buildPaper(asking, { paper, id }, words, "vi");
  if (file === null) return null;
  const xml = await partOf(file.bytes, "word/document.xml");
  return [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)</g)].map(([, text]) => text).join(" ");
}

it("writes the minutes as the record has them, for an officer without what is not hers to read", async () => {
  const all = await read(hanh, "minutes", meeting);
  expect(all).toContain("Số: …-BB/ĐTN");
  expect(all).toContain("Hôm nay, vào lúc 14 giờ 30 phút, ngày 05 tháng 01 năm 2026, tại nhà văn hóa");
  // It says "today" of the day of the meeting, whenever it is made.
  expect(all).toContain("Bình Phú Đông, ngày 05 tháng 01 năm 2026");
  for (const said of ["Phòng bệnh cho heo", "Thạch Sa Rươl: Nhà dột", "Sáu: Xin vay vốn (đã trả lời"])
    expect(all).toContain(said);
  const hers = await read(minh, "minutes", meeting);
  expect(hers).toContain("Nguyễn Thị Sáu: Xin vay vốn");
  expect(hers).not.toContain("Rươl");
});

it("invites without what a household said and without what households are classified as", async () => {
  const paper = await read(hanh, "invitation", meeting);
  expect(paper).toContain("Nội dung: Ghi sổ thu chi; Phòng bệnh cho heo.");
  expect(paper).toContain("Thời gian: 14 giờ 30 phút, ngày 05 tháng 01 năm 2026.");
  expect(paper).not.toMatch(/heo bệnh|nghèo/iu);
  expect(paper).toContain("CÁC HỘ ĐƯỢC MỜI TẠI ẤP 3");
  expect(paper).toMatch(/Nguyễn Thị Sáu +Ấp 3/);
});

it("lists whom the person looks after: to sign at a meeting, as a list, as handed over", async () => {
  expect(await read(hanh, "participants", meeting)).toMatch(/Nguyễn Thị Sáu.*Thạch Sa Rươl/);
  expect(await read(minh, "participants", meeting)).not.toContain("Rươl");
  expect(await read(hanh, "households", hamlet)).toContain("Hộ tham gia Đề án tại Ấp 3");
  expect(await read(hanh, "households", hamlet)).toMatch(/Nguyễn Thị Sáu.*Trần Văn Minh.*Thạch Sa Rươl/);
  expect(await read(minh, "households", hamlet)).toMatch(/Nguyễn Thị Sáu(?!.*Rươl)/);
  const handed = await read(minh, "handover", handover);
  expect(handed).toMatch(/Bên giao: Võ Văn Tài\..*Bên nhận: Trần Văn Minh\..*Nguyễn Thị Sáu/);
  expect(handed).not.toContain("không ghi tên");
});

it("says on a handover how many households are left out because the person does not look after them", async () => {
  await stage.sql.run(
    "INSERT INTO handover_households SELECT $1, id FROM households WHERE head_name = 'Thạch Sa Rươl'",
    [handover],
  );
  const hers = await read(minh, "handover", handover);
  expect(hers).toMatch(/2 hộ cùng sổ.*Nguyễn Thị Sáu.*Còn 1 hộ không ghi tên/);
  expect(hers).not.toContain("Rươl");
  expect(await read(hanh, "handover", handover)).toMatch(/2 hộ cùng sổ.*Thạch Sa Rươl(?!.*không ghi tên)/);
});

it("is nothing for whoever works elsewhere, and for what is not there", async () => {
  for (const paper of ["minutes", "participants", "invitation"] as const)
    expect(await read(elsewhere, paper, meeting)).toBeNull();
  expect(await read(elsewhere, "households", hamlet)).toBeNull();
  expect(await read(elsewhere, "handover", handover)).toBeNull();
  for (const paper of ["minutes", "households", "handover"] as const)
    expect(await read(hanh, paper, "nothing")).toBeNull();
});
