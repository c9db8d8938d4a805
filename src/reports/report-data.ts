import { createHash } from "node:crypto";
import { z } from "zod";
import { SECTIONS } from "./sections.ts";

const Numbers = z.record(z.string(), z.number());

/** One line about a unit inside: a hamlet of a commune, a commune of a province; `own` is what belongs to none of them. */
const PartRow = z.object({ name: z.string(), own: z.boolean(), figures: Numbers, meetings: Numbers });

const QuarterRow = z.object({
  id: z.string(),
  /** Units inside that held a dialogue, or whose households came to one of the commune. */
  met: z.array(z.string()),
  not_met: z.array(z.string()),
  meetings: z.number(),
  people: z.number(),
  raised: z.number(),
  solved: z.number(),
});

const HouseholdRow = z.object({
  name: z.string(),
  birth: z.number().nullable(),
  unit: z.string(),
  class: z.string().nullable(),
  livelihood: z.string().nullable(),
  own_words: z.string().nullable(),
  capital: z.number().nullable(),
  source: z.string().nullable(),
  officer: z.string().nullable(),
  plan: z.string().nullable(),
  left: z.boolean(),
});

const MeetingRow = z.object({
  on: z.string(),
  kind: z.string(),
  unit: z.string(),
  place: z.string().nullable(),
  chair: z.string().nullable(),
  people: z.number(),
  topics: z.string().nullable(),
  raised: z.number(),
  solved: z.number(),
});

const ModelRow = z.object({
  name: z.string(),
  unit: z.string(),
  started: z.string(),
  households: z.number(),
  cost: z.number().nullable(),
  result: z.string().nullable(),
  rating: z.number().nullable(),
});

const PilotRow = z.object({ kind: z.string(), name: z.string(), unit: z.string(), on: z.string() });
const TargetRow = z.object({
  figure: z.string(),
  label: z.string().nullable(),
  measure: z.string(),
  value: z.number(),
  reached: z.number().nullable(),
  document: z.string().nullable(),
});
const SourceRow = z.object({ source: z.string(), amount: z.number(), households: z.number() });
const NeedRow = z.object({ category: z.string(), households: z.number(), cost: z.number() });

/** Head and foot of the paper as the organisation had them on the day. */
const Office = z.object({
  form: z.enum(["union", "state"]),
  above: z.string().nullable(),
  name: z.string().nullable(),
  place: z.string().nullable(),
  mark: z.string().nullable(),
  to: z.array(z.string()),
  basis: z.array(z.string()),
  recipients: z.array(z.string()),
  on_behalf_of: z.string().nullable(),
  office: z.string().nullable(),
  signed_by: z.string().nullable(),
});

/**
 * Everything that stands in a report. The paper is made of this and nothing else, so that what was handed in can be printed
 * again at any time, word for word.
 */
export const ReportData = z.object({
  version: z.literal(1),
  report: z.string(),
  unit: z.object({ id: z.string(), name: z.string(), type: z.string(), above: z.string().nullable() }),
  /** commune: names of households stand in the annex; province: numbers only. */
  level: z.enum(["commune", "province"]),
  period: z.object({
    id: z.string(),
    kind: z.enum(["half_year", "report_year"]),
    year: z.number(),
    index: z.number(),
  }),
  from: z.string(),
  to: z.string(),
  made_on: z.string(),
  number: z.string().nullable(),
  office: Office,
  figures: Numbers,
  previous: Numbers,
  targets: z.array(TargetRow),
  parts: z.array(PartRow),
  quarters: z.array(QuarterRow),
  households: z.array(HouseholdRow),
  meetings: z.array(MeetingRow),
  models: z.array(ModelRow),
  pilots: z.array(PilotRow),
  sources: z.array(SourceRow),
  needs: z.array(NeedRow),
  written: z.partialRecord(z.enum(SECTIONS), z.string()),
});
export type ReportData = z.infer<typeof ReportData>;
export type PartRow = z.infer<typeof PartRow>;
export type QuarterRow = z.infer<typeof QuarterRow>;
export type TargetRow = z.infer<typeof TargetRow>;

/** The data as text that is the same whenever the data are the same: keys in order, no spaces. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value)
      .filter(([, held]) => held !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, held]) => `${JSON.stringify(key)}:${canonical(held)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/** SHA-256 of a text, in hexadecimal. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
