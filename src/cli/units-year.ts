import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { AppError } from "../domain/app-error.ts";
import { appendAudit } from "../registry/audit/append.ts";
import { designate, DESIGNATIONS, notChosenYet, setQuota, takeBack } from "../registry/units/designations.ts";
import { findUnit } from "../registry/units/find-unit.ts";
import type { Sql } from "../turns/ports.ts";
import { householdCoded } from "./household-coded.ts";

/** Beside the models of a year: how many households take part. */
const TAKING_PART = "taking_part" as const;
const KINDS = [...DESIGNATIONS, TAKING_PART];

const QuotaRow = z.object({
  kind: z.string(),
  quota: z.int(),
  document: z.string().nullable(),
  chosen: z.array(z.string()),
});
type QuotaRow = z.infer<typeof QuotaRow>;

export type YearAsked = Partial<Record<"kind" | "year" | "set" | "choose" | "document", string>> & {
  back: boolean;
};
export type Quotas = {
  year: number;
  quotas: QuotaRow[];
  waiting: { unit: string; name: string; kind: string; missing: number }[];
};

/**
 * `units quota CODE`: how many models a unit chooses in a year and which they are, who below has not chosen yet, how many
 * households take part; with --kind and --set enters one. Throws an AppError for what is no quota.
 */
export async function quotaOf(sql: Sql, unit: string, asked: YearAsked, now: Date): Promise<Quotas> {
  const year = yearOf(asked.year, now);
  const kind = asked.kind === undefined ? null : kindOf(asked.kind);
  if (asked.set !== undefined) {
    if (kind === null) throw bad(`Say of what: --kind ${KINDS.join(", ")}.`);
    const quota = /^\d+$/.test(asked.set) ? Number(asked.set) : Number.NaN;
    if (!Number.isInteger(quota)) throw bad(`--set ${asked.set} is no quota: give a whole number.`);
    const document = asked.document ?? null;
    if (kind === TAKING_PART) await setTakingPart(sql, { unit, year, quota, document }, now);
    else await setQuota(sql, { unit, kind, year, quota }, { document, person: null, now });
    await onRecord(sql, "quota_set", unit, { kind, year, quota }, now);
  }
  const on = localDateOf(now);
  const waiting = [];
  for (const each of DESIGNATIONS)
    for (const { unit: id, name, quota, chosen } of await notChosenYet(sql, {
      kind: each,
      year,
      within: unit,
      on,
    }))
      waiting.push({ unit: id, name, kind: each, missing: quota - chosen });
  return { year, quotas: await quotasOf(sql, unit, year), waiting };
}

/**
 * `units designate CODE --kind K --choose WHAT`: chooses a place or a household as a model of the year, or with --back takes
 * the choice back. Throws an AppError where there is no quota left, or what was chosen does not lie there.
 */
export async function designateIn(
  sql: Sql,
  unit: string,
  asked: YearAsked,
  now: Date,
): Promise<{ year: number; changed: boolean }> {
  const year = yearOf(asked.year, now);
  const kind = DESIGNATIONS.find((one) => one === asked.kind);
  if (kind === undefined || asked.choose === undefined)
    throw bad(
      `Say what is chosen: units designate CODE --kind ${DESIGNATIONS.join("|")} --choose CODE [--year 2026] [--back]`,
    );
  const chosen =
    kind === "household" ? await householdCoded(sql, asked.choose) : await findUnit(sql, asked.choose);
  if (chosen === null) throw bad(`There is no ${kind} ${asked.choose}: give its code.`);
  const designation = { kind, year, chooser: unit, chosen };
  const on = localDateOf(now);
  const changed = asked.back
    ? await takeBack(sql, designation, on)
    : (await designate(sql, designation, { on, document: asked.document ?? null, person: null }), true);
  const action = asked.back ? "designation_taken_back" : "designated";
  if (changed) await onRecord(sql, action, unit, { kind, year, chosen }, now);
  return { year, changed };
}

/** A unit's quotas as people read them on a terminal. */
export function quotasInWords({ year, quotas, waiting }: Quotas): string {
  if (quotas.length === 0 && waiting.length === 0) return `Nothing is set for ${year}: add --kind and --set.`;
  return [
    ...quotas.map(
      ({ kind, quota, document, chosen }) =>
        `${year}  ${kind}: ${chosen.length} of ${quota}${chosen.length === 0 || kind === TAKING_PART ? "" : ` (${chosen.join(", ")})`}${document === null ? "" : `  [${document}]`}`,
    ),
    ...waiting.map(({ name, kind, missing }) => `  ${name} has still to choose: ${kind}, ${missing}`),
  ].join("\n");
}

async function quotasOf(sql: Sql, unit: string, year: number): Promise<QuotaRow[]> {
  return sql.rows(
    QuotaRow,
    `SELECT q.kind, q.quota, q.document, ARRAY(
       SELECT coalesce(h.head_name, (SELECT name FROM unit_versions v WHERE v.unit_id = d.unit_id ORDER BY valid_from DESC LIMIT 1))
       FROM designations d LEFT JOIN households h ON h.id = d.household_id
       WHERE d.chosen_by = q.unit_id AND d.kind = q.kind AND d.year = q.year AND d.ended_on IS NULL ORDER BY 1) AS chosen
     FROM designation_quotas q WHERE q.unit_id = $1 AND q.year = $2
     UNION ALL
     SELECT '${TAKING_PART}', q.quota, q.document, ARRAY(
       SELECT h.code FROM households h JOIN enrolments e ON e.household_id = h.id AND e.valid_to IS NULL
       WHERE e.status = 'taking_part' AND h.erased_at IS NULL AND h.unit_id IN (
         WITH RECURSIVE inside (unit_id) AS (
           SELECT q.unit_id UNION SELECT v.unit_id FROM unit_versions v JOIN inside ON v.parent_id = inside.unit_id
           WHERE v.valid_to IS NULL) SELECT unit_id FROM inside) ORDER BY 1)
     FROM enrolment_quotas q WHERE q.unit_id = $1 AND q.year = $2 ORDER BY 1`,
    [unit, year],
  );
}

async function setTakingPart(
  sql: Sql,
  { unit, year, quota, document }: { unit: string; year: number; quota: number; document: string | null },
  now: Date,
): Promise<void> {
  if (quota > 100_000) throw bad(`${quota} is no quota of households: give a whole number up to 100000.`);
  await sql.run(
    `INSERT INTO enrolment_quotas (unit_id, year, quota, document, entered_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (unit_id, year) DO UPDATE SET quota = excluded.quota, document = excluded.document,
       entered_by = NULL, entered_at = excluded.entered_at`,
    [unit, year, quota, document, now],
  );
}

async function onRecord(
  sql: Sql,
  action: string,
  unit: string,
  detail: Record<string, string | number>,
  now: Date,
): Promise<void> {
  await appendAudit(
    sql,
    { person: null, action, object: { kind: "unit", id: unit }, road: "cli", detail },
    now,
  );
}

function kindOf(text: string): (typeof DESIGNATIONS)[number] | typeof TAKING_PART {
  const kind = [...DESIGNATIONS, TAKING_PART].find((one) => one === text);
  if (kind === undefined) throw bad(`--kind ${text} is none of ${KINDS.join(", ")}.`);
  return kind;
}

function yearOf(text: string | undefined, now: Date): number {
  const year = Number(text ?? localDateOf(now).slice(0, 4));
  if (!Number.isInteger(year) || year < 2020 || year > 2100)
    throw bad(`--year ${text ?? ""} is no year: write it like 2027.`);
  return year;
}

function bad(message: string): AppError {
  return new AppError("bad_argument", message, 1);
}
