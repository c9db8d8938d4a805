import { z } from "zod";
import { may } from "../../domain/scope.ts";
import { relationsTo } from "../../registry/rights.ts";
import { ChoiceId, isRecordId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { monthFigures, writeEntry, type EntryKind } from "./book.ts";
import { AmountColumn, OptionalAmount } from "../given.ts";
import { readBackLater } from "./read-back.ts";

const KINDS = [
  "progress",
  "output",
  "income",
  "cost",
  "sale",
  "purchase",
  "event",
  "difficulty",
  "photo",
  "voice",
] as const satisfies readonly EntryKind[];
const Row = z.object({
  household_id: z.string(),
  plan_id: z.string().nullable(),
  kind: z.enum(KINDS),
  code: z.string().nullable(),
  item: z.string().nullable(),
  amount: AmountColumn,
  quantity: z.number().nullable(),
  unit: z.string().nullable(),
  text: z.string().nullable(),
  period: z.string(),
  on: z.string(),
});

/**
 * Puts a line of the book right: with another amount or quantity, or struck out where `amount` is missing. The first value
 * stays on record. `gone` where the line was put right already or is none of one's business.
 */
export const correctEntry = command({
  name: "casework.correct_entry",
  takes: z.object({ entry: ChoiceId, amount: OptionalAmount }),
  codes: ["gone"],
  async run(context, { entry: id, amount }) {
    const { sql, now, me } = context;
    if (!isRecordId(id)) return { code: "gone" };
    const [entry] = await sql.rows(
      Row,
      `SELECT household_id, plan_id, kind, code, item, amount::text, quantity, unit, text, period, happened_on AS on
       FROM diary_entries book WHERE id = $1 AND NOT EXISTS (SELECT FROM diary_entries c WHERE c.corrects = book.id)
       FOR UPDATE`,
      [id],
    );
    if (entry === undefined) return { code: "gone" };
    const relations = await relationsTo(context, entry.household_id);
    if (!may(relations, "act_for")) return { code: "gone" };
    const onBehalf = !relations.includes("own");
    const counted = entry.amount === null;
    await writeEntry(
      sql,
      {
        household: entry.household_id,
        plan: entry.plan_id,
        kind: entry.kind,
        period: entry.period,
        amount: counted ? null : (amount ?? 0),
        quantity: counted ? (amount ?? 0) : entry.quantity,
        unit: entry.unit,
        item: entry.item,
        code: entry.code,
        text: entry.text,
        file: null,
        on: entry.on,
        enteredBy: me.person,
        onBehalf,
        corrects: id,
        source: "questions",
      },
      now,
    );
    if (onBehalf) await readBackLater(context, entry.household_id);
    return { code: "ok", value: await monthFigures(sql, entry.household_id, entry.period) };
  },
});
