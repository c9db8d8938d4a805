import { writeFile } from "node:fs/promises";
import { afterAll, afterEach, expect, it } from "vitest";
import { zipPieces } from "../../../src/documents/write-zip.ts";
import { NOW, openCommune, refusedRows } from "./commune.ts";

/** Ways of writing a list that were tried after the reader was made; each showed something. */
const place = await openCommune();
afterEach(() => place.clear());
afterAll(() => place.close());

type Rows = (string | number | null)[][];
/** Takes a list in twice: who is kept, which rows are refused, and nothing changes the second time. */
async function twice(take: () => ReturnType<typeof place.take>): Promise<string[]> {
  const first = await take();
  const kept = await place.households();
  const second = await take();
  expect([second.added, second.updated, second.unchanged]).toEqual([0, 0, first.added]);
  return [
    ...kept.map(({ name, birth, unit, phone }) => [name, birth, unit, phone].join(" ").trim()),
    ...refusedRows(first),
  ];
}

const book = (rows: Rows) => async () =>
  twice(() => place.takeBook((made) => void made.addWorksheet("DS").addRows(rows)));
const file = (name: string, content: string | Buffer) => async () => {
  await writeFile(place.at(name), content);
  return twice(() => place.take(place.at(name)));
};
const zip = (name: string, parts: Readonly<Record<string, string>>) => async () => {
  const pieces: Buffer[] = [];
  const entries = Object.entries(parts).map(([part, text]) => ({ name: part, pieces: [text] }));
  for await (const piece of zipPieces(entries, NOW)) pieces.push(piece);
  return file(name, Buffer.concat(pieces))();
};

const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
const cell = (text: string, of = ""): string => `<w:tc><w:tcPr>${of}</w:tcPr>${paragraph(text)}</w:tc>`;
const WORD = `<w:document xmlns:w="w"><w:body>${paragraph("DANH SÁCH HỘ NGHÈO")}<w:tbl>
<w:tr>${cell("STT")}${cell("Họ và tên chủ hộ")}${cell("Năm sinh", '<w:gridSpan w:val="2"/>')}${cell("Ấp")}</w:tr>
<w:tr>${cell("1")}${cell("Nguyễn Văn An")}${cell("1975")}${cell("")}${cell("Ấp 1", '<w:vMerge w:val="restart"/>')}</w:tr>
<w:tr>${cell("2")}${cell("Lê Thị Bé")}${cell("")}${cell("1968")}${cell("", "<w:vMerge/>")}</w:tr>
</w:tbl>${paragraph("NGƯỜI LẬP BIỂU")}${paragraph("Trần Thị Lập")}</w:body></w:document>`;

const ods = (text: string, of = ""): string =>
  `<table:table-cell ${of}><text:p>${text}</text:p></table:table-cell>`;
const WORKBOOK = `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles>
<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>
<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles><table:table table:name="DS" table:style-name="ta1">
<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="900"/></table:table-row>
<table:table-row>${ods("STT")}${ods("Họ và tên chủ hộ")}${ods("Ngày sinh")}${ods("Ấp")}${ods("SĐT")}</table:table-row>
<table:table-row>${ods("1")}${ods("Nguyễn Văn<text:line-break/>An")}${ods("3 thg 5", 'office:date-value="1975-05-03"')}${ods("Ấp 1", 'table:number-rows-spanned="2"')}
${ods("9,01E+08", 'office:value-type="float" office:value="901234567"')}</table:table-row>
<table:table-row>${ods("2")}<table:table-cell><office:annotation><text:p>mất</text:p></office:annotation><text:p>Lê Thị Bé</text:p></table:table-cell>${ods("1968")}
<table:covered-table-cell/>${ods("")}</table:table-row>
<table:table-row table:visibility="filter">${ods("3")}${ods("Võ Văn Cò")}${ods("1960")}${ods("Ấp 2")}${ods("")}</table:table-row>
</table:table><table:table table:name="cũ" table:style-name="ta2">
<table:table-row>${ods("STT")}${ods("Họ và tên chủ hộ")}${ods("Ấp")}</table:table-row>
<table:table-row>${ods("1")}${ods("Phan Văn Cũ")}${ods("Ấp 2")}</table:table-row></table:table></office:document-content>`;

const AN = "Nguyễn Văn An 1975 Ấp 1";
const BE = "Lê Thị Bé 1968 Ấp 1";

it.each<[string, () => Promise<string[]>, string[]]>([
  [
    "members below their head without a number: nobody says that they are no households",
    book([
      ["STT", "Họ và tên", "Năm sinh", "Ấp"],
      [1, "Nguyễn Văn An", 1975, "Ấp 1"],
      [null, "Trần Thị Vợ", 1978, "Ấp 1"],
      [2, "Lê Thị Bé", 1968, "Ấp 1"],
    ]),
    [BE, AN, "3 no_number"],
  ],
  [
    "members below their head under a heading of members",
    book([
      ["STT", "Họ và tên chủ hộ, thành viên", "Năm sinh", "Ấp"],
      [1, "Nguyễn Văn An", 1975, "Ấp 1"],
      [null, "Trần Thị Vợ", 1978, "Ấp 1"],
    ]),
    [AN],
  ],
  [
    "a head who has no number, and a relation that says so",
    book([
      ["STT", "Họ và tên", "Quan hệ", "Năm sinh", "Ấp"],
      [1, "Nguyễn Văn An", "Chủ hộ", 1975, "Ấp 1"],
      [null, "Lê Thị Bé", "Chủ hộ", 1968, "Ấp 1"],
    ]),
    [BE, AN],
  ],
  [
    "members in columns: their years of birth are not the head's",
    book([
      ["STT", "Chủ hộ", "Năm sinh", "Vợ/chồng", "Năm sinh", "Ấp"],
      [1, "Nguyễn Văn An", null, "Trần Thị Vợ", 1978, "Ấp 1"],
    ]),
    ["Nguyễn Văn An  Ấp 1"],
  ],
  [
    "as above, written in six ways; a phone is nobody else's by a mark",
    book([
      ["STT", "Họ tên chủ hộ", "NS", "Ấp", "ĐT"],
      [1, "Nguyễn Văn An", 1975, "Ấp 1", null],
      [2, "Lê Thị Bé", 1968, "nt", null],
      [3, "Lê Thị Cúc", 1968, "〃", null],
      [4, "Lê Thị Dư", 1968, "-nt-", null],
      [5, "Lê Thị Em", 1968, '"', null],
      [6, "Lê Thị Ga", 1968, "như trên", null],
      [7, "Lê Thị Hên", 1968, "//", "nt"],
    ]),
    [
      BE,
      "Lê Thị Cúc 1968 Ấp 1",
      "Lê Thị Dư 1968 Ấp 1",
      "Lê Thị Em 1968 Ấp 1",
      "Lê Thị Ga 1968 Ấp 1",
      AN,
      "8 bad_phone",
    ],
  ],
  [
    "a name on two lines, and two names on two",
    book([
      ["STT", "Họ tên chủ hộ", "NS", "Ấp"],
      [1, "NGUYỄN VĂN\nAN", 1975, "Ấp 1"],
      [2, "Võ Văn Cò\nTrần Thị Vợ", 1960, "Ấp 2"],
    ]),
    [AN, "3 bad_name"],
  ],
  [
    "numbers with decimals",
    file(
      "a.csv",
      "STT;Họ và tên chủ hộ;Năm sinh;Ấp;SĐT\r\n1,0;Nguyễn Văn An;1975,0;Ấp 1;901234567,0\r\n2,0;Lê Thị Bé;1968.0;1;không có sđt\r\n",
    ),
    [BE, `${AN} +84901234567`],
  ],
  [
    "the questions of a form on the web",
    file(
      "b.csv",
      'Dấu thời gian,Họ và tên chủ hộ:,Năm sinh của chủ hộ?,Anh/chị ở ấp nào?\n"1/10/2026 9:05:22",Nguyễn Văn An,1975,Ấp 1\n',
    ),
    [AN],
  ],
  [
    "a web page with the name of a workbook, carelessly made",
    file(
      "c.xls",
      `\r\n   <html><style>td{color:red}</style><!--[if mso]><xml>A</xml><![endif]--><p>DANH SÁCH</p><table><tr><th>STT<th>Họ và tên chủ hộ
       <th>Năm sinh<th>Ấp<tr><td>1<td>Nguyễn V&#259;n<br>An<td>1975<td rowspan=2>Ấp&nbsp;1<tr><td>2<td>Lê Thị B&eacute;<td>1968
       <tr style='display:none'><td>3<td>Võ Văn Cò<td>1960<td>Ấp 2</table>`,
    ),
    [BE, AN, "5 hidden_row"],
  ],
  [
    "a web page with signs that no record can keep, a table that never ends, and a tag longer than any",
    file(
      "f.html",
      `<html><table><tr><th>STT<th>Họ và tên chủ hộ<th>Năm sinh<th>Ấp<th>Địa chỉ<tr><td>1<td>Nguyễn Văn&#0; An<td>1975<td>Ấp 1<td>Tổ&#0; 4&#xd800;</tr>
       <table><tr><td>2<td>Lê Thị Bé<td>1968<td>Ấp 1<td>Tổ 5</table><p ${"a".repeat(9_000_000)}>`,
    ),
    [BE, AN],
  ],
  ["a table of Word", zip("d.docx", { "word/document.xml": WORD }), [BE, AN]],
  [
    "a workbook of LibreOffice",
    zip("e.ods", { mimetype: "application/vnd.oasis.opendocument.spreadsheet", "content.xml": WORKBOOK }),
    [BE, `${AN} +84901234567`, "7 hidden_row"],
  ],
])("%s", async (_, take, kept) => {
  expect(await take()).toEqual(kept);
});
