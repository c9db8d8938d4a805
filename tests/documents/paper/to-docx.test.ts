import { beforeAll, describe, expect, it } from "vitest";
import { paperToDocx } from "../../../src/documents/paper/to-docx.ts";
import { samplePaper } from "./sample-paper.ts";
import { partOf } from "./unzip.ts";

/** Twips of so many millimetres. */
const mm = (millimetres: number): number => Math.round((millimetres * 1440) / 25.4);

describe.each(["union", "state"] as const)("a paper in the form of the %s", (form) => {
  let xml = "";
  let styles = "";
  let docx: Uint8Array;
  beforeAll(async () => {
    docx = await paperToDocx(samplePaper(form));
    xml = await partOf(docx, "word/document.xml");
    styles = await partOf(docx, "word/styles.xml");
  });

  it("is A4 with the margins of the rule, an annex lying", () => {
    const [main = "", annex = ""] = [...xml.matchAll(/<w:sectPr.*?<\/w:sectPr>/gs)].map(([part]) => part);
    expect(main).toContain(`<w:pgSz w:w="${mm(210)}" w:h="${mm(297)}"`);
    expect(main).toMatch(
      new RegExp(`w:top="${mm(20)}" w:right="${mm(20)}" w:bottom="${mm(20)}" w:left="${mm(30)}"`),
    );
    expect(annex).toContain(`<w:pgSz w:w="${mm(297)}" w:h="${mm(210)}" w:orient="landscape"`);
  });

  it("numbers its pages in the top margin from the second on", async () => {
    expect(xml.match(/<w:titlePg\/>/g)).toHaveLength(1);
    const rels = await partOf(docx, "word/_rels/document.xml.rels");
    const id = /<w:headerReference w:type="default" r:id="(\w+)"/.exec(xml)?.[1] ?? "";
    const file = new RegExp(`Id="${id}"[^>]*Target="(header\\d+\\.xml)"`).exec(rels)?.[1];
    const target = file ?? new RegExp(`Target="(header\\d+\\.xml)"[^>]*Id="${id}"`).exec(rels)?.[1] ?? "";
    const header = await partOf(docx, `word/${target}`);
    expect(header).toContain("PAGE");
    expect(header).toContain('<w:jc w:val="center"/>');
  });

  it("is written in Times New Roman and marked as Vietnamese", () => {
    expect(styles).toContain(
      '<w:rFonts w:ascii="Times New Roman" w:cs="Times New Roman" w:eastAsia="Times New Roman"',
    );
    expect(styles).toContain('<w:lang w:val="vi-VN"/>');
  });

  it("repeats the heading of each table and tears no row apart", () => {
    const rows = [...xml.matchAll(/<w:tr>.*?<\/w:tr>/gs)].map(([row]) => row);
    const inTables = rows.filter((row) => row.includes("<w:cantSplit/>") && row.includes("<w:tblHeader/>"));
    expect(inTables.map((row) => /<w:t(?: [^>]*)?>([^<]*)</.exec(row)?.[1])).toEqual(["STT", "STT"]);
    expect(rows.filter((row) => row.includes("Nuôi bò sinh sản") && !row.includes("<w:cantSplit/>"))).toEqual(
      [],
    );
  });

  it("marks the headings of the written parts, and itself", async () => {
    expect([...xml.matchAll(/<w:bookmarkStart w:name="([^"]+)"/g)].map(([, name]) => name)).toEqual([
      "_sk_0123456789ab_strengths",
      "_sk_0123456789ab_limits",
    ]);
    expect(await partOf(docx, "docProps/custom.xml")).toContain("report:0123456789ab");
  });

  it("carries the head of its form", () => {
    const union = form === "union";
    expect(xml.includes("ĐOÀN TNCS HỒ CHÍ MINH")).toBe(union);
    expect(xml.includes(">***<")).toBe(union);
    expect(xml.includes("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")).toBe(!union);
    expect(xml.includes("Độc lập - Tự do - Hạnh phúc")).toBe(!union);
    const big = /<w:b\/>(?:<w:bCs\/>)?<w:sz w:val="30"\/>(?:(?!<w:t ).)*<w:t [^>]*>ĐOÀN TNCS HỒ CHÍ MINH/s;
    expect(big.test(xml)).toBe(union);
  });
});
