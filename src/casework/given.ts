import { z } from "zod";
import { isLocalDate } from "../calendar/local-date.ts";
import { isRecordId } from "../turns/choice-id.ts";

const LocalDate = z.string().refine(isLocalDate, "is not a date YYYY-MM-DD");

/** A local date, however the talk has it: a day, or the first day of a stretch of days. */
export const OptionalDate = z
  .union([
    LocalDate,
    z.object({ date: LocalDate }).transform(({ date }) => date),
    z.object({ from: LocalDate }).transform(({ from }) => from),
  ])
  .nullish()
  .transform((date) => date ?? null);

/** Whole đồng. */
export const OptionalAmount = z
  .int()
  .nonnegative()
  .nullish()
  .transform((amount) => amount ?? null);

/** Our id of a file that was sent; null where none was, or where it could not be kept. */
export const OptionalFile = z
  .union([z.string(), z.object({ file: z.string() }).transform(({ file }) => file)])
  .nullish()
  .transform((file) => (file !== undefined && file !== null && isRecordId(file) ? file : null));

/** A bigint column as the driver gives it, as a number of đồng; amounts of households stay far below 2^53. */
export const AmountColumn = z
  .string()
  .nullable()
  .transform((amount) => (amount === null ? null : Number(amount)));
