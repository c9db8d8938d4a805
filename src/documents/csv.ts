import { createReadStream } from "node:fs";
import { AppError } from "../domain/app-error.ts";
import { fontOf } from "../language/old-fonts.ts";
import { LONGEST_CELL, MOST_COLUMNS, type Table, type TableRow } from "./table.ts";

const DELIMITERS = [",", ";", "\t"] as const;
const SAMPLE = 64 * 1024;
/** A quote that is never closed would swallow the rest of the file into one cell. */
const LONGEST_RECORD = 100_000;
const NONE: ReadonlySet<number> = new Set();

/**
 * Opens a .csv: comma, semicolon or tab, whichever there are most of outside quotes; UTF-8, UTF-16, and Windows-1258 where
 * it is neither. It is one sheet without a name.
 */
export async function openCsv(path: string): Promise<Table> {
  const encoding = await encodingOf(path);
  let start = "";
  for await (const text of decoded(path, encoding)) {
    start += text;
    if (start.length >= SAMPLE) break;
  }
  // A file of pictures or programs has them; a list never does.
  if (start.includes("\0") || start.trim() === "")
    throw new AppError(
      "not_a_table",
      "This is no list that can be read: save it as .xlsx or .csv, and import that.",
      1,
    );
  if ((start.replaceAll(LINK, "").match(LOST)?.length ?? 0) >= FEWEST_LOST)
    throw new AppError(
      "letters_lost",
      'The letters of this file are lost: "?" stands in their place. In Excel save the list as .xlsx, or as "CSV UTF-8", and import that.',
      1,
    );
  const delimiter = delimiterOf(start);
  return {
    sheets: [{ name: "", hidden: false, rows: () => rowsOf(decoded(path, encoding), delimiter) }],
    close: async () => undefined,
  };
}

/** What Excel's plain "CSV" makes of letters that the machine's own alphabet does not have: `Nguy?n`. */
const LOST = /(?<=\p{L})\?(?=\p{L})/gu;
const FEWEST_LOST = 5;
/** A form on the web gives a link to each picture: `https://drive.google.com/open?id=…`. */
const LINK = /https?:\/\/[^\s",;]+/giu;

type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1258" | "windows-1252";

async function encodingOf(path: string): Promise<Encoding> {
  const strict = new TextDecoder("utf-8", { fatal: true });
  let first = true;
  try {
    for await (const piece of createReadStream(path)) {
      if (!Buffer.isBuffer(piece)) break;
      if (first && piece[0] === 0xff && piece[1] === 0xfe) return "utf-16le";
      if (first && piece[0] === 0xfe && piece[1] === 0xff) return "utf-16be";
      if (first && piece.length > 3 && piece[1] === 0 && piece[3] === 0) return "utf-16le";
      first = false;
      strict.decode(piece, { stream: true });
    }
    strict.decode();
    return "utf-8";
  } catch (error) {
    if (error instanceof TypeError) return oneByteOf(path);
    throw error;
  }
}

/** A tone behind its vowel, as only Windows-1258 writes it. */
const TONE_BEHIND = /[aeiouyăâêôơư][\u0300\u0301\u0303\u0309\u0323]/giu;

/**
 * One byte a letter is Windows-1258, unless the signs of an old font are what most lines have: those are kept as the
 * Latin letters that the font drew otherwise.
 */
async function oneByteOf(path: string): Promise<Encoding> {
  const sample: Buffer[] = [];
  let length = 0;
  for await (const piece of createReadStream(path)) {
    if (!Buffer.isBuffer(piece)) break;
    sample.push(piece);
    length += piece.length;
    if (length >= SAMPLE) break;
  }
  const bytes = Buffer.concat(sample);
  const tones = new TextDecoder("windows-1258").decode(bytes).match(TONE_BEHIND)?.length ?? 0;
  const cells = new TextDecoder("windows-1252").decode(bytes).split(/[,;\t\r\n]/);
  const old = cells.filter((cell) => !["unicode", null].includes(fontOf(cell))).length;
  return old > tones ? "windows-1252" : "windows-1258";
}

async function* decoded(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of createReadStream(path))
    if (Buffer.isBuffer(piece)) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

function delimiterOf(sample: string): string {
  const bare = sample.replace(/"[^"]*"/g, "");
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: bare.split(delimiter).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.delimiter ?? ",";
}

/** RFC 4180, forgiving: a quote in the middle of a cell is a quote, and a line may end in any way. */
async function* rowsOf(pieces: AsyncIterable<string>, delimiter: string): AsyncGenerator<TableRow> {
  let cells: string[] = [];
  let [cell, past] = ["", ""];
  let [quoted, closed] = [false, false];
  let [number, length] = [0, 0];
  const endCell = (): void => {
    if (cells.length < MOST_COLUMNS) cells.push(cell.trim().normalize("NFC").slice(0, LONGEST_CELL));
    cell = "";
  };
  const endRow = (): TableRow => {
    endCell();
    number += 1;
    const row = { number, hidden: false, cells, fromAbove: NONE, hiddenColumns: NONE };
    [cells, length] = [[], 0];
    return row;
  };
  for await (const piece of pieces)
    for (const character of piece) {
      length += 1;
      if (length > LONGEST_RECORD) throw unclosed(number + 1);
      const justClosed = closed;
      closed = quoted && character === '"';
      if (quoted) {
        if (closed) quoted = false;
        else cell += character;
      } else if (character === '"' && (justClosed || cell === "")) {
        // Behind its closing quote a second one stands for one quote in the text.
        if (justClosed) cell += '"';
        quoted = true;
      } else if (character === delimiter) endCell();
      else if (character === "\n" && past === "\r") length = 0;
      else if (character === "\n" || character === "\r") yield endRow();
      else cell += character;
      past = character;
    }
  if (cell !== "" || cells.length > 0) yield endRow();
}

function unclosed(row: number): AppError {
  return new AppError(
    "unclosed_quote",
    `Row ${row} does not end: a quotation mark (") in it is not closed. Mend it, or save the list as .xlsx.`,
    1,
  );
}
