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
  const whole: Count = { unicode: 0, tcvn3: 0, vni: 0 };
  const columns: Count[] = [];
  for (const { cells } of rows)
    cells.forEach((cell, column) => {
      const font = fontOf(cell);
      const count = (columns[column] ??= { unicode: 0, tcvn3: 0, vni: 0 });
      if (font === null) return;
      whole[font] += 1;
      count[font] += 1;
    });
  const old = whole.tcvn3 >= whole.vni ? "tcvn3" : "vni";
  return {
    whole: whole[old] >= FEWEST ? old : null,
    columns: Array.from(columns, (count: Count | undefined) => {
      if (count === undefined || count.unicode + count[old] === 0) return null;
      // One heading typed anew over one name in the old font.
      return count[old] >= count.unicode ? old : "unicode";
    }),
  };
}

function changed(row: TableRow, { whole, columns }: Fonts): TableRow {
  if (whole === null) return row;
  const fonts = row.cells.map(fontOf);
  // A row that was typed anew, such as the headings, says so itself.
  const modern = fonts.includes("unicode") && !fonts.includes(whole);
  if (modern) return row;
  const cells = row.cells.map((cell, column) => {
    const font = fonts[column] ?? columns[column] ?? whole;
    return font === "unicode" ? cell : fromOldFont(cell, whole);
  });
  return { ...row, cells };
}
