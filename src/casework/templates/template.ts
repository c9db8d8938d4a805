import { z } from "zod";

const Code = z.string().regex(/^[a-z][a-z0-9_]*$/);
const Month = z.int().min(1).max(12);
const Dong = z.int().positive();

/** What shows that a step is done; a word of the family is enough unless a picture or a figure says more. */
export const PROOFS = ["photo", "number", "word"] as const;
export type Proof = (typeof PROOFS)[number];

/** The most steps that a plan shows; more is not remembered. */
export const MOST_STEPS = 6;

/** A file of `data/livelihoods`: what is usual for a livelihood. Its words stand in the locales under the same codes. */
export const Template = z.strictObject({
  livelihood: Code,
  /** The month in which the file was written, YYYY-MM. */
  as_of: z.string().regex(/^\d{4}-\d{2}$/),
  cycle_months: z.int().positive(),
  first_income_month: z.int().positive(),
  start: z.strictObject({ good: z.array(Month), poor: z.array(Month) }),
  /** How much, what is there, what often goes wrong. */
  questions: z.tuple([Code, Code, Code]),
  steps: z
    .array(z.strictObject({ code: Code, month: z.int().min(0).max(36), proof: z.enum(PROOFS) }))
    .min(3)
    .max(MOST_STEPS),
  inputs: z
    .array(
      z
        .strictObject({
          code: Code,
          low: Dong,
          high: Dong,
          source: z.string().min(1),
          to_confirm: z.boolean(),
        })
        .refine(({ low, high }) => low <= high, "low is more than high"),
    )
    .min(1),
  risks: z.array(z.strictObject({ code: Code, months: z.array(Month).min(1) })).min(1),
  ask_officer: z.array(Code).min(1),
  progress: z.strictObject({ what: Code, unit: z.string() }),
});
export type Template = z.infer<typeof Template>;
