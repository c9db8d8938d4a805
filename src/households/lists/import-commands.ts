import { z } from "zod";
import { columnLetters } from "../../documents/table.ts";
import { FIELDS } from "../../registry/import/columns.ts";
import { unitsWhere } from "../../registry/rights.ts";
import { OptionalChoiceId, OptionalText, RecordId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { Corrections } from "./take-in.ts";

const IdRow = z.object({ id: z.string() });
const SheetsRow = z.object({
  report: z
    .array(
      z.object({
        columns: z.array(
          z.object({ column: z.int(), heading: z.string(), field: z.enum(FIELDS).nullable() }),
        ),
      }),
    )
    .nullable(),
  corrections: Corrections,
});
/** A file as a question keeps it. */
const SentFile = z.object({ file: z.string() });

/** A list was sent: it is read by a job, and what it says comes back as a flow. */
export const beginImport = command({
  name: "households.begin_import",
  takes: z.object({ unit: RecordId, file: SentFile }),
  codes: ["not_allowed"],
  async run(context, { unit, file: { file } }) {
    const { sql, now, me, contactId } = context;
    if (unit === null || !(await unitsWhere(context, "register")).includes(unit))
      return { code: "not_allowed" };
    const [made] = await sql.rows(
      IdRow,
      `INSERT INTO household_imports (id, contact_id, person_id, unit_id, file_id, created_at)
       SELECT gen_random_uuid(), $1, $2, $3, id, $5 FROM files WHERE id::text = $4 AND contact_id = $1 RETURNING id`,
      [contactId, me.person, unit, file, now],
    );
    if (made === undefined) return { code: "not_allowed" };
    await readAgain(context, made.id, false);
    return { code: "ok", value: {} };
  },
});

/** The columns of a list as they were understood, to choose one that was not. */
export const importColumns = command({
  name: "households.import_columns",
  takes: z.object({ import: RecordId }),
  async run(context, { import: id }) {
    const row = await mine(context, id);
    const columns = (row?.report ?? []).flatMap((sheet) => sheet.columns);
    return {
      code: "ok",
      value: columns.map(({ column, heading, field }) => ({
        id: columnLetters(column),
        label: heading,
        heading: heading.slice(0, 30),
        field: field ?? "unknown",
      })),
    };
  },
});

/** Says what a column holds, what to do with hidden rows, or by which decision the classes are, and has the list read once more. */
export const correctImport = command({
  name: "households.correct_import",
  takes: z.object({
    import: RecordId,
    column: OptionalChoiceId,
    field: OptionalChoiceId,
    hidden: OptionalChoiceId,
    decision: OptionalText,
    from: z
      .string()
      .nullish()
      .transform((day) => day ?? null),
  }),
  codes: ["gone"],
  async run(context, { import: id, column, field: wanted, hidden, decision, from }) {
    const row = await mine(context, id);
    if (row === null || id === null) return { code: "gone" };
    const field = FIELDS.find((one) => one === wanted) ?? null;
    const corrections =
      column === null
        ? row.corrections
        : [
            // Another column that was taken for the same is left out.
            ...row.corrections.filter((one) => one.column !== column && one.field !== field),
            { column, field },
          ];
    await context.sql.run(
      `UPDATE household_imports SET corrections = $2::jsonb, hidden = coalesce($3, hidden),
         decision_no = CASE WHEN $5::date IS NULL THEN decision_no ELSE $4 END, classes_from = coalesce($5, classes_from)
       WHERE id = $1`,
      [
        id,
        JSON.stringify(corrections),
        hidden === "take" || hidden === "skip" ? hidden : null,
        decision,
        from,
      ],
    );
    await readAgain(context, id, false);
    return { code: "ok", value: {} };
  },
});

/** Writes a list that was tried into the record. */
export const writeImport = command({
  name: "households.write_import",
  takes: z.object({ import: RecordId }),
  codes: ["gone"],
  async run(context, { import: id }) {
    if (id === null || (await mine(context, id)) === null) return { code: "gone" };
    await readAgain(context, id, true);
    return { code: "ok", value: {} };
  },
});

async function readAgain(context: CommandContext, id: string, write: boolean): Promise<void> {
  await context.errand({
    kind: "household_import",
    about: { import: id, write },
    flow: write ? "households_import_done" : "households_import_tried",
  });
}

/** An import of one's own that was not written yet. */
async function mine(
  { sql, me }: CommandContext,
  id: string | null,
): Promise<z.infer<typeof SheetsRow> | null> {
  if (id === null) return null;
  const [row] = await sql.rows(
    SheetsRow,
    "SELECT report, corrections FROM household_imports WHERE id = $1 AND person_id = $2 AND written_at IS NULL FOR UPDATE",
    [id, me.person],
  );
  return row ?? null;
}
