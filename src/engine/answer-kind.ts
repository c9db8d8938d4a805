import { z } from "zod";

/** What kind of answer a question expects; each has its reader in the language room. */
export const AnswerKind = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("text"),
    /** Letters and digits at least; one alone is a slip of the finger, or the number of an option that is not there. */
    min: z.int().default(2),
    max: z.int().default(500),
    /** Refuses, and does not keep, what holds the number of a bank account, a card or an identity paper. */
    no_accounts: z.boolean().default(false),
    /** What of a longer line is heard as this text: the things that it counts, what it is about, what somebody promised, what she says is not so, what a loan is for, what somebody is to do, or all of a line that tells more than a name. */
    told: z.enum(["things", "topic", "promise", "objection", "purpose", "order", "all"]).optional(),
  }),
  z.strictObject({
    kind: z.literal("number"),
    min: z.number().optional(),
    max: z.number().optional(),
    whole: z.boolean().default(true),
  }),
  /** A year of birth or the like; two digits mean one of the last hundred years up to `max`. */
  z.strictObject({ kind: z.literal("year"), min: z.int().default(1900), max: z.int().default(2100) }),
  /** `per: month` says what the sum is for: one of another stretch of time (`60tr/năm`) is asked. */
  z.strictObject({
    kind: z.literal("money"),
    min: z.number().default(0),
    max: z.number().default(1e9),
    per: z.enum(["month"]).optional(),
  }),
  z.strictObject({ kind: z.literal("quantity") }),
  /** `region` says how large a sào and a mẫu are; without it they are asked. */
  z.strictObject({ kind: z.literal("area"), region: z.enum(["north", "central", "south"]).optional() }),
  z.strictObject({
    kind: z.literal("date"),
    direction: z.enum(["forward", "back"]).optional(),
    /** The end of a term: in a longer line `6 tháng sau` is heard as so far away. */
    term: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal("time") }),
  /** `own`: the number of whoever answers, which some channels can hand over at a tap. */
  z.strictObject({ kind: z.literal("phone"), own: z.boolean().default(false) }),
  z.strictObject({ kind: z.literal("yes_no") }),
  z.strictObject({ kind: z.literal("person_name") }),
  z.strictObject({ kind: z.literal("photo") }),
  /** A file: Word, Excel, PDF. */
  z.strictObject({ kind: z.literal("document") }),
  z.strictObject({ kind: z.literal("code") }),
  /** Twelve digits; asked with `secret` only. A picture sent instead is refused and not kept. */
  z.strictObject({ kind: z.literal("identity_number") }),
  /** Lines of a numbered list that the question shows: `1 3 5-9`, `đủ`, `đủ trừ 4 7`. */
  z.strictObject({ kind: z.literal("marks") }),
]);
export type AnswerKind = z.infer<typeof AnswerKind>;
