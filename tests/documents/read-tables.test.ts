import { writeFile } from "node:fs/promises";
import { deflateRawSync } from "node:zlib";
import ExcelJS from "exceljs";
import { assert as holds, asyncProperty, integer, nat } from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { AppError } from "../../src/domain/app-error.ts";
import { openTable } from "../../src/documents/open-table.ts";
import { openZip } from "../../src/documents/zip-directory.ts";
import { readAll, tempFolder } from "./temp-files.ts";

const folder = await tempFolder();
afterAll(() => folder.remove());

async function csv(name: string, bytes: string | Buffer): Promise<string[][]> {
  await writeFile(folder.at(name), bytes);
  return (await readAll(folder.at(name)))[""] ?? [];
}

async function failure(path: string): Promise<string> {
  const outcome = await readAll(path).then(
    () => "read",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
  return outcome;
}

describe("workbooks", () => {
  it("gives dates, numbers, rich text, formulas and merged cells as people see them", async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet("Ấp 1");
    sheet.addRow(["Họ tên", "Ngày sinh", "SĐT", "Ghi chú"]);
    sheet.addRow([
      "Lê Thị Bé",
      new Date(Date.UTC(1975, 4, 12)),
      901234567,
      { richText: [{ text: "a" }, { text: "b" }] },
    ]);
    sheet.getCell("B2").numFmt = "dd/mm/yyyy";
    sheet.addRow(["Trần Văn Út", 1980, "0901 234 567", { formula: "1+1", result: 2 }]);
    sheet.addRow(["", 0.1 + 0.2]);
    sheet.mergeCells("A3:A4");
    sheet.getRow(3).hidden = true;
    const other = book.addWorksheet("Ẩn", { state: "hidden" });
    other.addRow(["x"]);
    await book.xlsx.writeFile(folder.at("seen.xlsx"));
    const table = await openTable(folder.at("seen.xlsx"));
    const rows = [];
    for await (const row of table.sheets[0]?.rows() ?? []) rows.push(row);
    await table.close();
    expect(table.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ["Ấp 1", false],
      ["Ẩn", true],
    ]);
    expect(rows.map(({ cells }) => cells)).toEqual([
      ["Họ tên", "Ngày sinh", "SĐT", "Ghi chú"],
      ["Lê Thị Bé", "12/05/1975", "901234567", "ab"],
      ["Trần Văn Út", "1980", "0901 234 567", "2"],
      ["Trần Văn Út", "0.3"],
    ]);
    expect(rows.map(({ hidden, fromAbove }) => [hidden, fromAbove.size])).toEqual([
      [false, 0],
      [false, 0],
      [true, 0],
      [false, 1],
    ]);
  });

  it("refuses what is no workbook, or was made to harm, with a sentence", async () => {
    await writeFile(folder.at("old.xls"), Buffer.from("d0cf11e0a1b11ae1", "hex"));
    await writeFile(folder.at("a.pdf"), "%PDF-1.4 nothing");
    await writeFile(folder.at("empty.xlsx"), "");
    await writeFile(folder.at("cut.xlsx"), Buffer.from("504b030414000000", "hex"));
    await writeFile(folder.at("bomb.xlsx"), zipOf("xl/workbook.xml", Buffer.alloc(30_000_000)));
    await writeFile(folder.at("other.xlsx"), zipOf("mimetype", Buffer.from("application/epub")));
    await writeFile(folder.at("large.csv"), Buffer.alloc(51 * 1024 * 1024, "a,b\n"));
    await writeFile(folder.at("picture.csv"), Buffer.from([1, 0, 2, 0, 0, 0, 9]));
    const codes: Record<string, string> = {};
    for (const name of [
      "old.xls",
      "a.pdf",
      "empty.xlsx",
      "cut.xlsx",
      "bomb.xlsx",
      "other.xlsx",
      "large.csv",
      "picture.csv",
      "none.csv",
    ])
      codes[name] = await failure(folder.at(name));
    expect(codes).toEqual({
      "old.xls": "old_or_locked_workbook",
      "a.pdf": "not_a_table",
      "empty.xlsx": "empty_file",
      "cut.xlsx": "broken_workbook",
      "bomb.xlsx": "unpacks_too_large",
      "other.xlsx": "not_a_workbook",
      "large.csv": "file_too_large",
      "picture.csv": "not_a_table",
      "none.csv": "no_such_file",
    });
  });

  it("stops unpacking where a file is larger than its directory says", async () => {
    await writeFile(folder.at("liar.zip"), zipOf("a", Buffer.alloc(900_000), 50_000));
    const zip = await openZip(folder.at("liar.zip"));
    const unpacked = async (): Promise<number> => {
      let length = 0;
      for await (const piece of zip.read("a")) length += piece.length;
      return length;
    };
    await expect(unpacked()).rejects.toMatchObject({ code: "broken_workbook" });
    await zip.close();
  });

  it("reads a damaged workbook or says that it is damaged, whatever byte is wrong", async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet("A").addRows([
      ["Họ tên", "SĐT"],
      ["Lê Văn A", 1],
    ]);
    const whole = Buffer.from(await book.xlsx.writeBuffer());
    await holds(
      asyncProperty(nat(whole.length - 1), integer({ min: 1, max: 255 }), async (at, flip) => {
        const bytes = Buffer.from(whole);
        bytes.writeUInt8(bytes.readUInt8(at) ^ flip, at);
        await writeFile(folder.at("damaged.xlsx"), bytes);
        expect(await failure(folder.at("damaged.xlsx"))).toMatch(/^[a-z_]+$/);
      }),
      { numRuns: 150 },
    );
  });
});

describe(".csv", () => {
  it("finds the delimiter and reads quotes, empty cells and any line ending", async () => {
    expect(await csv("c.csv", 'a,"b, ""c""",\r\n,,x\r\n')).toEqual([
      ["a", 'b, "c"', ""],
      ["", "", "x"],
    ]);
    expect(await csv("s.csv", 'Họ tên;SĐT\rLê, Bé;"x\ny"\r')).toEqual([
      ["Họ tên", "SĐT"],
      ["Lê, Bé", "x\ny"],
    ]);
    expect(await csv("t.csv", 'a\tb\n""""\tc')).toEqual([
      ["a", "b"],
      ['"', "c"],
    ]);
  });

  it("reads UTF-8, UTF-16 and Windows-1258", async () => {
    const wanted = [
      ["Họ tên", "Ấp"],
      ["Lê Thị Bé", "Ấp 1"],
    ];
    const text = "Họ tên;Ấp\nLê Thị Bé;Ấp 1\n";
    expect(await csv("u8.csv", `\uFEFF${text}`)).toEqual(wanted);
    expect(await csv("u16.csv", Buffer.from(`\uFEFF${text}`, "utf16le"))).toEqual(wanted);
    expect(await csv("u16be.csv", Buffer.from(`\uFEFF${text}`, "utf16le").swap16())).toEqual(wanted);
    // Marks that follow their letter: 0xF2 is the dot below, 0xEC the acute.
    const old = Buffer.from("Ho\xf2 t\xean;\xc2\xecp\nL\xea Thi\xf2 B\xe9;\xc2\xecp 1\n", "latin1");
    expect(await csv("1258.csv", old)).toEqual(wanted);
  });

  it("stops at a quotation mark that is never closed", async () => {
    await writeFile(folder.at("open.csv"), `a,b\n"c,${"d".repeat(200_000)}`);
    expect(await failure(folder.at("open.csv"))).toBe("unclosed_quote");
  });
});

/** A zip archive of one file; `size` is what its directory says. */
function zipOf(name: string, content: Buffer, size = content.length): Buffer {
  const packed = deflateRawSync(content);
  const common = Buffer.alloc(24);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(size, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([
    Buffer.from("504b0304", "hex"),
    common,
    Buffer.alloc(2),
    Buffer.from(name),
    packed,
  ]);
  const entry = Buffer.concat([
    Buffer.from("504b01021400", "hex"),
    common,
    Buffer.alloc(16),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}
