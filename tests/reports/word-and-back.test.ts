import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { paperToDocx } from "../../src/documents/paper/to-docx.ts";
import { readMarkedParts } from "../../src/documents/paper/read-marks.ts";
import { bookmarkOf } from "../../src/reports/paper/report-paper.ts";
import { reportById } from "../../src/reports/report-rows.ts";
import { dataOfReport } from "../../src/reports/report-of.ts";
import { newestSnapshot } from "../../src/reports/snapshot.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { samplePaper } from "../documents/paper/sample-paper.ts";

let app: TestApp;
let hanh = "";
const url = (bytes: Uint8Array): string =>
  `data:application/vnd.openxmlformats-officedocument.wordprocessingml.document;base64,${Buffer.from(bytes).toString("base64")}`;

async function says(text: string): Promise<string> {
  const heard = (await app.simulator?.act(hanh, { text })) ?? [];
  return heard.map((message) => message.text).join("\n");
}

async function sends(bytes: Uint8Array): Promise<string> {
  await says("báo cáo");
  await says("gửi lại bản word đã sửa");
  const heard = (await app.simulator?.act(hanh, { document: url(bytes) })) ?? [];
  return heard.map((message) => message.text).join("\n");
}

/** A Word file as the leader would send it back: ours, with these words below its headings. */
async function edited(report: string, words: { strengths: string; limits: string }): Promise<Uint8Array> {
  const paper = samplePaper("union", 1);
  const body = [
    {
      kind: "heading" as const,
      level: 2 as const,
      text: "1. Ưu điểm",
      mark: bookmarkOf(report, "strengths"),
    },
    { kind: "text" as const, text: words.strengths },
    { kind: "heading" as const, level: 2 as const, text: "2. Hạn chế", mark: bookmarkOf(report, "limits") },
    { kind: "text" as const, text: words.limits },
  ];
  return paperToDocx({ ...paper, body });
}

const bytesOf = () => Promise.resolve(Buffer.from("a file"));

async function reportId(): Promise<string> {
  const [row] = await app.parts.store.transaction(({ sql }) =>
    sql.rows(z.object({ id: z.string() }), "SELECT id FROM reports"),
  );
  return row?.id ?? "";
}

describe("a report in Word and back", () => {
  beforeAll(async () => {
    app = await startTestApp();
    hanh = (await app.simulator?.people())?.find(({ name }) => name === "Lê Thị Mỹ Hạnh")?.id ?? "";
    await says("báo cáo");
  });
  afterAll(() => app.stop());

  it("takes the written parts over, and nothing where nothing was changed or written", async () => {
    const report = await reportId();
    const file = await edited(report, { strengths: "Bà con chịu làm.\nCán bộ sát hộ.", limits: "……………" });
    expect(await sends(file)).toContain("Em đã lấy 1 phần nhận xét");
    expect(await sends(file)).toContain("vẫn như cũ");
    const data = await app.parts.store.transaction(async ({ sql }) => {
      const row = await reportById(sql, report);
      return row === null ? null : dataOfReport(sql, row, app.clock.now());
    });
    expect(data?.written).toEqual({ strengths: "Bà con chịu làm.\nCán bộ sát hộ." });
  });

  it("refuses kindly what is not its own draft", async () => {
    expect(await sends(Buffer.from("no Word file at all"))).toContain("không phải bản nháp em gửi");
    expect(await sends(await paperToDocx({ ...samplePaper("union", 1), body: [] }))).toContain(
      "không phải bản nháp em gửi",
    );
    expect(await sends(await paperToDocx(samplePaper("union", 1)))).toContain("là của báo cáo khác");
  });

  it("asks again for the right when a file is made, and puts on record what was given out", async () => {
    const report = await reportId();
    const Row = z.object({ person: z.string(), unit: z.string() });
    await app.parts.store.transaction(async ({ sql }) => {
      const [{ person: leads, unit } = { person: "", unit: "" }] = await sql.rows(
        Row,
        `SELECT r.person_id AS person, p.unit_id AS unit FROM roles r JOIN reports p USING (unit_id)
         WHERE r.role = 'leader' AND p.id = $1`,
        [report],
      );
      const made = async (kind: string, personId: string, about: object): Promise<unknown> => {
        const { words } = app.parts.library;
        const context = { sql, now: app.clock.now(), personId, contactId: hanh, locale: "vi", words };
        const all = { ...context, channel: "zalo-oa" as const, vault: app.parts.vault, bytesOf };
        const { vars, file } = (await app.parts.errands.get(kind)?.run(all, about)) ?? { vars: {} };
        return vars["made"] ?? vars["allowed"] ?? vars["outcome"] ?? vars["level"] ?? file?.name;
      };
      const all = async (personId: string): Promise<unknown[]> => [
        await made("report_draft", personId, { report }),
        await made("report_annexes", personId, { report }),
        await made("figure_list", personId, { report, figure: "quota" }),
        await made("report_word", personId, { report, file: "" }),
        await made("unit_picture", personId, { unit, picture: "meetings" }),
        await made("unit_glance", personId, { unit }),
        await made("unit_glance", personId, { units: [unit] }),
      ];
      const Exported = z.object({ person_id: z.string(), detail: z.record(z.string(), z.unknown()) });
      const exported =
        "SELECT person_id, detail FROM audit WHERE action = 'export' AND object_id = $1 ORDER BY id";
      const before = (await sql.rows(Exported, exported, [report])).length;
      expect(await all(crypto.randomUUID())).toEqual([
        false,
        false,
        false,
        "not_allowed",
        false,
        "not_allowed",
        "not_allowed",
      ]);
      expect(await sql.rows(Exported, exported, [report])).toHaveLength(before);
      expect(await all(leads)).toEqual([true, true, true, "not_ours", undefined, "commune", "province"]);
      // Cards have names and codes.
      expect(await made("invitation_cards", leads, { unit, household: null })).toBe("the-moi.pdf");
      expect((await sql.rows(Exported, exported, [unit])).at(-1)).toMatchObject({ person_id: leads });
      expect((await sql.rows(Exported, exported, [report])).slice(before)).toEqual([
        { person_id: leads, detail: {} },
        { person_id: leads, detail: { annexes: true } },
        { person_id: leads, detail: { figure: "quota", rows: 0 } },
      ]);
    });
  });

  it("freezes what was handed in: printed again it says the same, whatever is entered later", async () => {
    const report = await reportId();
    await says("báo cáo");
    await says("nộp báo cáo");
    expect(await says("nộp luôn")).toContain("Đã nộp báo cáo và chốt số liệu");
    await app.parts.store.transaction(async ({ sql }) => {
      const snapshot = await newestSnapshot(sql, report);
      const [row] = await sql.rows(
        z.object({ data: z.string(), sha256: z.string() }),
        "SELECT data, sha256 FROM report_snapshots",
      );
      expect(
        createHash("sha256")
          .update(row?.data ?? "")
          .digest("hex"),
      ).toBe(row?.sha256);
      await sql.run("UPDATE enrolments SET valid_to = valid_from");
      const found = await reportById(sql, report);
      const printed = found === null ? null : await dataOfReport(sql, found, app.clock.now());
      expect(printed?.figures).toEqual(snapshot?.data.figures);
      expect(printed?.figures["taking_part"]).toBe(12);
      await sql.run("UPDATE report_snapshots SET data = replace(data, '12', '13')");
      await expect(newestSnapshot(sql, report)).rejects.toThrow("was changed after it was taken");
    });
  });

  it("reads parts as Word leaves them: several runs, tabs, and text up to the table with the signature", async () => {
    const found = await readMarkedParts(await edited("0123456789ab-x", { strengths: "a", limits: "b\nc" }));
    expect(found?.paper).toBe("0123456789ab");
    expect(Object.fromEntries(found?.parts ?? [])).toEqual({ strengths: "a", limits: "b\nc" });
  });
});
