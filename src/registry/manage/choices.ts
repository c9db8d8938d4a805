import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { AppError } from "../../domain/app-error.ts";
import { ChoiceId, OptionalText, RecordId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { appendAudit } from "../audit/append.ts";
import { unitsWhere } from "../rights.ts";
import { typeOfCode } from "../units/unit-types.ts";
import { designate, DESIGNATIONS, setQuota, takeBack } from "../units/designations.ts";
import { keepOrganisation, organisation } from "./letterhead.ts";
import { planApprovals, setPlanApprovals } from "./plan-approvals.ts";

const QuotaRow = z.object({
  unit: z.string(),
  place: z.string(),
  kind: z.enum(DESIGNATIONS),
  year: z.int(),
  quota: z.int(),
  chosen: z.int(),
  names: z.string().nullable(),
  set_by: z.string().nullable(),
  set_on: z.string().nullable(),
});
const ChoiceRow = z.object({
  id: z.string(),
  label: z.string(),
  type: z.string().nullable(),
  chosen: z.boolean(),
});
const MOST = 300;

/** How many models each of the leader's places chooses this year, and which they are so far; whole communes first. */
const quotas = command({
  name: "units.quotas",
  takes: z.object({}),
  async run(context) {
    const rows = await context.sql.rows(
      QuotaRow,
      `SELECT q.unit_id AS unit, v.name AS place, q.kind, q.year, q.quota,
         count(d.id)::int AS chosen, string_agg(coalesce(dv.name, h.head_name), ', ' ORDER BY coalesce(dv.name, h.head_name)) AS names,
         p.name AS set_by, (q.entered_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text AS set_on
       FROM designation_quotas q
       JOIN unit_versions v ON v.unit_id = q.unit_id AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
       LEFT JOIN designations d ON d.chosen_by = q.unit_id AND d.kind = q.kind AND d.year = q.year AND d.ended_on IS NULL
       LEFT JOIN unit_versions dv ON dv.unit_id = d.unit_id AND dv.valid_from <= $2 AND (dv.valid_to IS NULL OR dv.valid_to > $2)
       LEFT JOIN households h ON h.id = d.household_id
       LEFT JOIN people p ON p.id = q.entered_by
       WHERE q.unit_id = ANY ($1) AND q.year = $3
       GROUP BY q.unit_id, v.name, q.kind, q.year, q.quota, q.entered_at, p.name
       ORDER BY array_position(ARRAY['commune', 'hamlet', 'group', 'household'], q.kind), v.name, q.unit_id`,
      [await chooses(context), localDateOf(context.now), yearOf(context)],
    );
    return {
      code: "ok",
      value: rows.map((row) => ({
        id: `${row.unit}/${row.kind}`,
        label: `${row.place}: ${row.chosen}/${row.quota}`,
        kind: row.kind,
        place: row.place,
        names: row.names,
        set_by: row.set_by,
        set_on: row.set_on,
      })),
    };
  },
});

/**
 * Says how many models of a kind a place chooses this year, by a place that the person leads or oversees. `refused` where
 * that is no number of models.
 */
const giveQuota = command({
  name: "units.give_quota",
  takes: z.object({
    unit: RecordId,
    kind: ChoiceId.pipe(z.enum(DESIGNATIONS)),
    quota: z.number(),
    document: OptionalText,
  }),
  codes: ["not_allowed", "refused"],
  async run(context, { unit, kind, quota, document }) {
    const { sql, now, me, channel } = context;
    if (unit === null || !(await chooses(context)).includes(unit)) return { code: "not_allowed" };
    const year = yearOf(context);
    try {
      await setQuota(sql, { unit, kind, year, quota }, { document, person: me.person, now });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { code: "refused" };
    }
    await appendAudit(
      sql,
      {
        person: me.person,
        action: "quota_set",
        object: { kind: "unit", id: unit },
        road: channel,
        detail: { kind, year, quota },
      },
      now,
    );
    return { code: "ok", value: { year } };
  },
});

/** The places that a number of models can be given to: communes before what lies in them. */
const choosers = command({
  name: "units.choosers",
  takes: z.object({}),
  async run(context) {
    const rows = await context.sql.rows(
      z.object({ id: z.string(), label: z.string(), type: z.string() }),
      `SELECT v.unit_id AS id, v.name AS label, v.type FROM unit_versions v
       WHERE v.unit_id = ANY ($1) AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2) AND v.type <> 'to'`,
      [await chooses(context), localDateOf(context.now)],
    );
    const inTurn = rows.toSorted(
      (a, b) =>
        rankOf(a.type) - rankOf(b.type) ||
        a.label.localeCompare(b.label, "vi", { numeric: true }) ||
        a.id.localeCompare(b.id),
    );
    return { code: "ok", value: inTurn.slice(0, MOST).map(({ id, label }) => ({ id, label })) };
  },
});

/** What may be chosen there: places or households that lie in it, those that are chosen already marked. */
const candidates = command({
  name: "units.candidates",
  takes: z.object({ quota: ChoiceId }),
  async run(context, { quota }) {
    const wanted = await quotaOf(context, quota);
    if (wanted === null) return { code: "ok", value: [] };
    const rows = await context.sql.rows(
      ChoiceRow,
      `WITH RECURSIVE inside (unit_id) AS (
         SELECT $1::uuid
         UNION SELECT v.unit_id FROM unit_versions v JOIN inside i ON v.parent_id = i.unit_id
         WHERE v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
       )
       SELECT c.id, c.label, c.type, EXISTS (SELECT FROM designations d WHERE d.chosen_by = $1 AND d.kind = $3 AND d.year = $4
         AND d.ended_on IS NULL AND c.id IN (d.unit_id, d.household_id)) AS chosen
       FROM (
         SELECT v.unit_id AS id, v.name AS label, v.type FROM inside JOIN unit_versions v USING (unit_id)
         WHERE $3 <> 'household' AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2) AND v.unit_id <> $1
         UNION ALL
         SELECT h.id, h.head_name, NULL FROM households h WHERE $3 = 'household' AND h.erased_at IS NULL
           AND h.unit_id IN (SELECT unit_id FROM inside)
       ) c ORDER BY c.label, c.id`,
      [wanted.chooser, localDateOf(context.now), wanted.kind, yearOf(context)],
    );
    return {
      code: "ok",
      // A province that chooses communes is not shown their hamlets.
      value: rows
        .filter(({ type }) => type === null || typeOfCode(type).level === wanted.kind)
        .slice(0, MOST)
        .map(({ id, label, chosen }) => ({ id, label: chosen ? `✓ ${label}` : label, chosen })),
    };
  },
});

/** Chooses a model of the year, or takes the choice back where it was chosen before. */
const choose = command({
  name: "units.choose",
  takes: z.object({ quota: ChoiceId, chosen: RecordId, document: OptionalText }),
  codes: ["not_allowed", "full", "refused"],
  async run(context, { quota, chosen, document }) {
    const { sql, now, me } = context;
    const wanted = await quotaOf(context, quota);
    if (wanted === null || chosen === null) return { code: "not_allowed" };
    const designation = { ...wanted, year: yearOf(context), chosen };
    const on = localDateOf(now);
    if (await takeBack(sql, designation, on)) return { code: "ok", value: { taken_back: true } };
    try {
      await designate(sql, designation, { on, document, person: me.person });
      return { code: "ok", value: { taken_back: false } };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { code: error.code === "quota_full" ? "full" : "refused" };
    }
  },
});

export const choiceCommands = [
  quotas,
  choosers,
  giveQuota,
  candidates,
  choose,
  organisation,
  keepOrganisation,
  planApprovals,
  setPlanApprovals,
];

/** The units that choose: those that a leader leads, and at the province its own. */
async function chooses(context: CommandContext): Promise<string[]> {
  return unitsWhere(context, "designate");
}

async function quotaOf(
  context: CommandContext,
  quota: string,
): Promise<{ chooser: string; kind: (typeof DESIGNATIONS)[number] } | null> {
  const [chooser = "", wanted] = quota.split("/");
  const kind = DESIGNATIONS.find((one) => one === wanted);
  return kind !== undefined && (await chooses(context)).includes(chooser) ? { chooser, kind } : null;
}

function yearOf({ now }: CommandContext): number {
  return Number(localDateOf(now).slice(0, 4));
}

function rankOf(type: string): number {
  return ["province", "commune", "hamlet"].indexOf(typeOfCode(type).level);
}
