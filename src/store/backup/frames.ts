import { z } from "zod";
import { AppError } from "../../domain/app-error.ts";
import { ByteReader } from "./byte-reader.ts";

/** What stands at the head of a backup. */
export const BackupHead = z.object({
  /** The moment whose state it holds: everything committed before it, nothing of what came after. */
  at: z.coerce.date(),
  /** Which changes the database had had, with their checksums, so that it can be made again. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** Where the numbering of rows goes on. */
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
  /** The installation's own key, without which the secrets among the settings cannot be read. */
  encryptionKey: z.string(),
});
export type BackupHead = z.infer<typeof BackupHead>;

export const BackupTable = z.object({ name: z.string(), columns: z.array(z.string()) });
export type BackupTable = z.infer<typeof BackupTable>;
const TableEnd = z.object({ rows: z.int() });

/** One piece of a backup: its head, a table, some of its rows as COPY writes them, its end; and the end of all. */
export type Frame =
  | { kind: "head"; head: BackupHead }
  | { kind: "table"; table: BackupTable }
  | { kind: "rows"; bytes: Buffer }
  | { kind: "table_end"; rows: number }
  | { kind: "end" };

const LETTERS = { head: "H", table: "T", rows: "R", table_end: "E", end: "Z" } as const;
/** No frame is longer: the server sends rows one by one, and none of ours comes near this. */
const LONGEST = 512 * 1024 * 1024;

/** A frame as it is written: one letter, the length, the content. */
export function writeFrame(frame: Frame): Buffer {
  const content = contentOf(frame);
  const start = Buffer.alloc(5);
  start.write(LETTERS[frame.kind], 0, "latin1");
  start.writeUInt32BE(content.length, 1);
  return Buffer.concat([start, content]);
}

function contentOf(frame: Frame): Buffer {
  switch (frame.kind) {
    case "head":
      return Buffer.from(JSON.stringify(frame.head));
    case "table":
      return Buffer.from(JSON.stringify(frame.table));
    case "rows":
      return frame.bytes;
    case "table_end":
      return Buffer.from(JSON.stringify({ rows: frame.rows }));
    case "end":
      return Buffer.alloc(0);
    default:
      return frame satisfies never;
  }
}

/** The frames of a backup, up to and with its end; an AppError where it ends before. */
export async function* readFrames(bytes: AsyncIterable<unknown>): AsyncGenerator<Frame> {
  const reader = new ByteReader(bytes);
  for (;;) {
    const start = await reader.take(5);
    const length = start.length < 5 ? LONGEST + 1 : start.readUInt32BE(1);
    if (length > LONGEST) throw unreadable();
    const frame = frameOf(start.toString("latin1", 0, 1), await reader.take(length));
    // What comes after the end is looked at too: only then is the whole file known to be sound.
    if (frame.kind === "end" && !(await reader.atEnd())) throw unreadable();
    yield frame;
    if (frame.kind === "end") return;
  }
}

function frameOf(letter: string, content: Buffer): Frame {
  const json = (): unknown => JSON.parse(content.toString("utf8"));
  switch (letter) {
    case LETTERS.head:
      return { kind: "head", head: BackupHead.parse(json()) };
    case LETTERS.table:
      return { kind: "table", table: BackupTable.parse(json()) };
    case LETTERS.rows:
      return { kind: "rows", bytes: content };
    case LETTERS.table_end:
      return { kind: "table_end", rows: TableEnd.parse(json()).rows };
    case LETTERS.end:
      return { kind: "end" };
    default:
      throw unreadable();
  }
}

function unreadable(): AppError {
  return new AppError(
    "backup_unreadable",
    "The backup holds something that this version of the program cannot read: install the version that made it, or take another backup.",
    1,
  );
}
