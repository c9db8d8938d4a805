import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { unitsWhere } from "../registry/rights.ts";
import { unitName } from "../registry/unit-names.ts";
import { OptionalText, RecordId } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";

const QuotaRow = z.object({
  unit: z.string(),
  name: z.string().nullable(),
  quota: z.int(),
  document: z.string().nullable(),
});
const CountRow = z.object({ proposed: z.int(), taking_part: z.int() });
const UnitRow = z.object({ id: z.string(), label: z.string().nullable() });

/** How many households a unit takes in this year, and how many are proposed and take part; null where nobody set it. */
export type Quota = {
  name: string;
  year: number;
  quota: number;
  proposed: number;
  taking_part: number;
  left: number;
};

/** The quota that counts for a household's home: the nearest unit upwards that has one for the year. */
export async function quotaFor(
  { sql, now }: Pick<CommandContext, "sql" | "now">,
  unit: string,
): Promise<Quota | null> {
  const today = localDateOf(now);
  const year = Number(today.slice(0, 4));
  const [found] = await sql.rows(
    QuotaRow,
    `WITH RECURSIVE up (unit_id, depth) AS (
       SELECT $1::uuid, 0
       UNION
       SELECT v.parent_id, depth + 1 FROM unit_versions v JOIN up ON v.unit_id = up.unit_id
       WHERE v.parent_id IS NOT NULL AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2) AND depth < 20
     )
     SELECT q.unit_id AS unit, ${unitName("q.unit_id", "$2")} AS name, q.quota, q.document
     FROM up JOIN enrolment_quotas q ON q.unit_id = up.unit_id AND q.year = $3 ORDER BY depth LIMIT 1`,
    [unit, today, year],
  );
  if (found === undefined) return null;
  const [count] = await sql.rows(
    CountRow,
    `WITH RECURSIVE inside (unit_id) AS (
       SELECT $1::uuid
       UNION
       SELECT v.unit_id FROM unit_versions v JOIN inside ON v.parent_id = inside.unit_id
       WHERE v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
     )
     SELECT count(*) FILTER (WHERE e.status = 'proposed')::int AS proposed,
       count(*) FILTER (WHERE e.status = 'taking_part')::int AS taking_part
     FROM inside JOIN households h ON h.unit_id = inside.unit_id
     JOIN enrolments e ON e.household_id = h.id AND e.valid_to IS NULL`,
    [found.unit, today],
  );
  const { proposed = 0, taking_part = 0 } = count ?? {};
  return {
    name: found.name ?? "",
    year,
    quota: found.quota,
    proposed,
    taking_part,
    left: Math.max(0, found.quota - taking_part),
  };
}

/** The units that the person leads herself, by name. */
export const unitsLed = command({
  name: "households.units_led",
  takes: z.object({}),
  async run(context) {
    return { code: "ok", value: await ledBy(context) };
  },
});

/** The same for other commands; those below them are not among them. */
export async function ledBy({ sql, me, now }: CommandContext): Promise<z.infer<typeof UnitRow>[]> {
  return sql.rows(
    UnitRow,
    `SELECT r.unit_id AS id, ${unitName("r.unit_id", "$2")} AS label FROM roles r
     WHERE r.person_id = $1 AND r.role = 'leader' AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2)
     ORDER BY 2, 1`,
    [me.person, localDateOf(now)],
  );
}

/** Sets how many households a unit takes in this year; whoever leads it may. */
export const setEnrolmentQuota = command({
  name: "households.set_quota",
  takes: z.object({ unit: RecordId, quota: z.int().min(0).max(100_000), document: OptionalText }),
  codes: ["not_allowed"],
  async run(context, { unit, quota, document }) {
    if (unit === null || !(await unitsWhere(context, "lead")).includes(unit)) return { code: "not_allowed" };
    const { sql, now, me } = context;
    await sql.run(
      `INSERT INTO enrolment_quotas (unit_id, year, quota, document, entered_by, entered_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (unit_id, year) DO UPDATE SET quota = excluded.quota, document = excluded.document,
         entered_by = excluded.entered_by, entered_at = excluded.entered_at`,
      [unit, Number(localDateOf(now).slice(0, 4)), quota, document, me.person, now],
    );
    return { code: "ok", value: { ...(await quotaFor(context, unit)) } };
  },
});
