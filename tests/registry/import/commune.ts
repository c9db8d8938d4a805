import ExcelJS from "exceljs";
import { z } from "zod";
import { openTable } from "../../../src/documents/open-table.ts";
import { importHouseholds, type ImportOptions } from "../../../src/registry/import/import-households.ts";
import type { ImportReport } from "../../../src/registry/import/import-report.ts";
import { openPool } from "../../../src/store/pool.ts";
import { sqlOf } from "../../../src/store/sql.ts";
import { inTransaction } from "../../../src/store/in-transaction.ts";
import { tempFolder } from "../../documents/temp-files.ts";
import { createTestDatabase } from "../../support/postgres.ts";

export const NOW = new Date("2026-11-22T02:00:00Z");

const HouseholdRow = z.object({
  name: z.string(),
  birth: z.int().nullable(),
  unit: z.string(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
});
const IdRow = z.object({ id: z.string() });

/** A commune with three hamlets and nobody in it, and lists taken in as the command line does. */
export async function openCommune() {
  const database = await createTestDatabase();
  const pool = openPool(database.url, 2);
  const sql = sqlOf(pool);
  const folder = await tempFolder();

  const unit = async (name: string, type: string, parent: string | null): Promise<string> => {
    const [made] = await sql.rows(IdRow, "INSERT INTO units (id) VALUES (gen_random_uuid()) RETURNING id");
    const id = z.string().parse(made?.id);
    await sql.run(
      `INSERT INTO unit_versions (id, unit_id, parent_id, name, type, valid_from)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, '2025-07-01')`,
      [id, parent, name, type],
    );
    return id;
  };
  const commune = await unit("An Bình", "xa", null);
  for (const name of ["Ấp 1", "Ấp 2", "Ấp Mỹ Hòa"]) await unit(name, "ap", commune);

  const take = async (path: string, options: Partial<ImportOptions> = {}): Promise<ImportReport> => {
    const table = await openTable(path);
    try {
      return await inTransaction(pool, async (client) =>
        importHouseholds(
          sqlOf(client),
          table,
          { unit: commune, by: null, hidden: "ask", corrections: [], write: "good_rows", ...options },
          NOW,
        ),
      );
    } finally {
      await table.close();
    }
  };

  return {
    sql,
    pool,
    commune,
    unit,
    at: folder.at,
    take,
    /** Makes a workbook and takes it in. */
    takeBook: async (make: (book: ExcelJS.Workbook) => void, options: Partial<ImportOptions> = {}) => {
      const book = new ExcelJS.Workbook();
      make(book);
      await book.xlsx.writeFile(folder.at("list.xlsx"));
      return take(folder.at("list.xlsx"), options);
    },
    households: async (): Promise<z.infer<typeof HouseholdRow>[]> =>
      sql.rows(
        HouseholdRow,
        `SELECT h.head_name AS name, p.birth_year AS birth, v.name AS unit, h.phone, h.address FROM households h
         JOIN household_members m ON m.household_id = h.id AND m.relation = 'head' JOIN people p ON p.id = m.person_id
         JOIN unit_versions v ON v.unit_id = h.unit_id
         JOIN enrolments e ON e.household_id = h.id AND e.status = 'proposed' ORDER BY h.head_folded, birth`,
      ),
    clear: async () => {
      await sql.run("TRUNCATE households, people CASCADE");
    },
    close: async () => {
      await pool.end();
      await database.drop();
      await folder.remove();
    },
  };
}

/** What a report says about rows, as `row code`. */
export function refusedRows({ findings }: ImportReport): string[] {
  return findings.filter(({ level }) => level === "refused").map(({ row, code }) => `${row} ${code}`);
}
