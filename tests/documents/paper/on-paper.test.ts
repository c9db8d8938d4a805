import { expect, it } from "vitest";
import { paperToDocx } from "../../../src/documents/paper/to-docx.ts";
import { hasLibreOffice, pagesOf } from "./libreoffice.ts";
import { samplePaper } from "./sample-paper.ts";

it("LibreOffice lays both forms out as an office expects", async () => {
  if (!(await hasLibreOffice())) return;
  const [union, state] = await Promise.all(
    (["union", "state"] as const).map(async (form) => pagesOf(await paperToDocx(samplePaper(form)))),
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
