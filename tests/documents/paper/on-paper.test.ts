import { expect, it } from "vitest";
import { tableFile } from "../../../src/documents/table-bytes.ts";
import { paperToDocx } from "../../../src/documents/paper/to-docx.ts";
import { hasCalc, hasLibreOffice, pagesOf, sheetsOf } from "./libreoffice.ts";
import { samplePaper } from "./sample-paper.ts";

it("LibreOffice lays both forms out as an office expects", async () => {
  if (!(await hasLibreOffice())) return;
  const forms = ["union", "state"] as const;
  const [union, state] = await pagesOf(
    await Promise.all(forms.map(async (form) => paperToDocx(samplePaper(form)))),
  );
  expect(union).toHaveLength(4);
  const [first = "", second = "", third = ""] = union ?? [];
  expect(first).toMatch(/TỈNH ĐOÀN VĨNH LONG +ĐOÀN TNCS HỒ CHÍ MINH/);
  expect(first).toMatch(/Số: 12-BC\/ĐTN +Bình Phú Đông, ngày 05 tháng 01 năm 2027\n/);
  // No number on the first page, then at the top; headings of a table stand again.
  expect(first.trimStart()).not.toMatch(/^1\n/);
  expect(second.trimStart()).toMatch(/^2\n/);
  expect(third.trimStart()).toMatch(/^3\n\s*STT +Họ và tên chủ hộ/);
  // Quốc hiệu on one line, which is what the width of its column is for.
  expect(state?.[0]).toMatch(/CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n/);
  expect(state?.[0]).toMatch(/Nơi nhận: +TM\. BAN THƯỜNG VỤ ĐOÀN XÃ/);
});

it("LibreOffice Calc reads every sheet: days as days, numbers as numbers, texts as they are, and runs nothing", async () => {
  if (!(await hasCalc())) return;
  const now = new Date("2026-11-22T02:00:00Z");
  const sheets = [
    { name: "Thông tin", headings: 1, rows: [["Ngày lập", { day: "2026-11-22" }]] },
    {
      name: "Danh sách",
      headings: 1,
      rows: [
        ["Chủ hộ", "Điện thoại", "Số tiền"],
        ["Trần Thị Sáu", "0901234567", 1_250_000],
        ["=1+1", "+84901234567", 0.5],
        ["@SUM(C1)", "09******67", -3],
      ],
    },
  ];
  const { bytes } = await tableFile("so", "xlsx", sheets, now);
  expect(await sheetsOf(bytes)).toEqual({
    "Thông tin": ['"Ngày lập"\t22/11/2026'],
    "Danh sách": [
      '"Chủ hộ"\t"Điện thoại"\t"Số tiền"',
      '"Trần Thị Sáu"\t"0901234567"\t1,250,000',
      `"'=1+1"\t"'+84901234567"\t0.50`,
      `"'@SUM(C1)"\t"09******67"\t-3`,
    ],
  });
});
