import { fontOf, fromOldFont, type OldFont } from "../language/old-fonts.ts";
import type { Sheet, TableRow } from "./table.ts";

/** So many rows say in which font a sheet was typed. */
const SAMPLE = 300;
/** One sign may stand in any text; a list in an old font is full of them. */
const FEWEST = 2;

/**
 * The same sheet with what was typed in a font of before Unicode (TCVN3, VNI-Windows) as everybody reads it. The first
 * rows tell, column by column, for names and headings were often typed at different times.
 */
export function inUnicode(sheet: Sheet): Sheet {
  return { ...sheet, rows: () => readable(sheet.rows()) };
}

async function* readable(rows: AsyncIterable<TableRow>): AsyncGenerator<TableRow> {
  const sample: TableRow[] = [];
  let fonts: Fonts | null = null;
  for await (const row of rows) {
    if (fonts !== null) yield changed(row, fonts);
    else if (sample.push(row) === SAMPLE) {
      fonts = fontsOf(sample);
      for (const one of sample) yield changed(one, fonts);
    }
  }
  if (fonts !== null) return;
  fonts = fontsOf(sample);
  for (const one of sample) yield changed(one, fonts);
}

type Fonts = { whole: OldFont | null; columns: readonly (OldFont | "unicode" | null)[] };
type Count = Record<OldFont | "unicode", number>;

function fontsOf(rows: readonly TableRow[]): Fonts {
  const all = rows.map(({ cells }) => cells.map(fontOf));
  const whole = counted(all.flat());
  const old = whole.tcvn3 >= whole.vni ? "tcvn3" : "vni";
  // A row that was typed anew tells nothing of the others: `Ấp 1` in one leaves `Êp 5` in the next as it was typed.
  const ofBefore = all.filter((fonts) => !isModern(fonts, old));
  const width = Math.max(0, ...all.map((fonts) => fonts.length));
  return {
    whole: whole[old] >= FEWEST ? old : null,
    columns: Array.from({ length: width }, (_unused, column) => {
      const count = counted(ofBefore.map((fonts) => fonts[column] ?? null));
      if (count.unicode + count[old] === 0) return null;
      // One heading typed anew over one name in the old font.
      return count[old] >= count.unicode ? old : "unicode";
    }),
  };
}

function counted(fonts: readonly (OldFont | "unicode" | null)[]): Count {
  const count: Count = { unicode: 0, tcvn3: 0, vni: 0 };
  for (const font of fonts) if (font !== null) count[font] += 1;
  return count;
}

/** A row that was typed anew, such as the headings, says so itself. */
function isModern(fonts: readonly (OldFont | "unicode" | null)[], old: OldFont): boolean {
  return fonts.includes("unicode") && !fonts.includes(old);
}

function changed(row: TableRow, { whole, columns }: Fonts): TableRow {
  if (whole === null) return row;
  const fonts = row.cells.map(fontOf);
  if (isModern(fonts, whole)) return row;
  const cells = row.cells.map((cell, column) => {
    const font = fonts[column] ?? columns[column] ?? whole;
    return font === "unicode" ? cell : fromOldFont(cell, whole);
  });
  return { ...row, cells };
}
