import { systemClock } from "../clock.ts";
import { AppError } from "../domain/app-error.ts";
import { findUnit } from "../registry/import/the-unit.ts";
import { figureOf } from "../reports/figures/all.ts";
import { setReached, setTarget, targetsOf } from "../reports/targets.ts";
import { sqlOf } from "../store/sql.ts";
import { inTransaction } from "../store/in-transaction.ts";
import { readArguments } from "./arguments.ts";
import { print } from "./print.ts";
import { withDatabase } from "./with-database.ts";

const HOW =
  'Say what is aimed at: target --unit CODE --year 2027 --value 17 --figure left_poverty, or --label "Thẻ BHYT" --measure percent [--reached 92]';
const MEASURES = ["count", "percent", "money"] as const;

/** `sinh-ke target`: enters what a unit aims at in a year; a figure of the reports, or one of its own with a label. */
export async function target(args: string[]): Promise<void> {
  const { values } = readArguments(args, {
    unit: { type: "string" },
    year: { type: "string" },
    figure: { type: "string", default: "own" },
    label: { type: "string" },
    value: { type: "string" },
    measure: { type: "string", default: "count" },
    reached: { type: "string" },
    document: { type: "string" },
    json: { type: "boolean", default: false },
  });
  const { unit: code, figure, label } = values;
  const [year, value, reached] = [Number(values.year), Number(values.value), Number(values.reached ?? 0)];
  const measure = MEASURES.find((one) => one === values.measure);
  const named = figure === "own" ? label !== undefined : figureOf(figure) !== null;
  if (code === undefined || !Number.isInteger(year) || !Number.isFinite(value) || !Number.isFinite(reached))
    throw new AppError("bad_target", HOW, 1);
  if (measure === undefined || !named) throw new AppError("bad_target", HOW, 1);
  const now = systemClock.now();
  const unit = await withDatabase((pool) =>
    inTransaction(pool, async (client) => {
      const sql = sqlOf(client);
      const found = await findUnit(sql, code, now);
      const entered = { unit: found.id, year, figure, label: label ?? null, measure, value };
      await setTarget(sql, { ...entered, document: values.document ?? null }, null, now);
      const own = (await targetsOf(sql, found.id, year)).findLast(({ label: one }) => one === label);
      if (figure === "own" && values.reached !== undefined && own !== undefined)
        await setReached(sql, own.id, reached);
      return found;
    }),
  );
  print(values.json, { unit: unit.label, year, figure, value }, `${unit.label} aims at ${value} in ${year}.`);
}
