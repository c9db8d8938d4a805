import { z } from "zod";
import { mayWith, unitsWhere } from "../registry/rights.ts";
import { isRecordId } from "../turns/choice-id.ts";
import type { CommandContext } from "../turns/command.ts";

/** Where something was agreed, as far as the person may write there. */
export type Agreed = {
  kind: "decision" | "promise" | "recommendation" | "answer";
  unit: string;
  household: string | null;
  householdName: string | null;
  source: { kind: "meeting" | "visit" | "inspection"; id: string };
};
type Named = {
  meeting: string | null;
  visit: string | null;
  inspection: string | null;
  statement: string | null;
  household: string | null;
};

const UnitRow = z.object({ unit_id: z.string() });
const VisitRow = z.object({ household_id: z.string() });
const HomeRow = z.object({ unit_id: z.string(), head_name: z.string() });
const StatementRow = z.object({ household_id: z.string().nullable() });

/** Null where nothing is named, where it does not exist, and where the person may not write there. */
export async function agreedWhere(context: CommandContext, named: Named): Promise<Agreed | null> {
  if (named.visit !== null) {
    const [visit] = await context.sql.rows(VisitRow, "SELECT household_id FROM visits WHERE id = $1", [
      named.visit,
    ]);
    const home = visit === undefined ? null : await homeOf(context, visit.household_id);
    return visit === undefined || home === null
      ? null
      : {
          kind: "promise",
          unit: home.unit_id,
          household: visit.household_id,
          householdName: home.head_name,
          source: { kind: "visit", id: named.visit },
        };
  }
  const at = named.meeting ?? named.inspection;
  if (at === null) return null;
  const table = named.meeting === null ? "inspections" : "meetings";
  const [place] = await context.sql.rows(UnitRow, `SELECT unit_id FROM ${table} WHERE id = $1`, [at]);
  const may = await unitsWhere(context, named.meeting === null ? "inspect" : "meet");
  if (place === undefined || !may.includes(place.unit_id)) return null;
  const household = named.household ?? (await householdOfStatement(context, named.statement, at));
  const home = household === null ? null : await homeOf(context, household);
  if (household !== null && home === null) return null;
  return {
    kind: named.meeting === null ? "recommendation" : named.statement === null ? "decision" : "answer",
    unit: place.unit_id,
    household,
    householdName: home?.head_name ?? null,
    source: { kind: named.meeting === null ? "inspection" : "meeting", id: at },
  };
}

/** A household that the person looks after; null for every other. */
async function homeOf(context: CommandContext, household: string): Promise<z.infer<typeof HomeRow> | null> {
  if (!isRecordId(household) || !(await mayWith(context, household, "manage"))) return null;
  const [home] = await context.sql.rows(HomeRow, "SELECT unit_id, head_name FROM households WHERE id = $1", [
    household,
  ]);
  return home ?? null;
}

async function householdOfStatement(
  context: CommandContext,
  statement: string | null,
  meeting: string,
): Promise<string | null> {
  if (statement === null) return null;
  const [row] = await context.sql.rows(
    StatementRow,
    "SELECT household_id FROM meeting_statements WHERE id = $1 AND meeting_id = $2",
    [statement, meeting],
  );
  return row?.household_id ?? null;
}
