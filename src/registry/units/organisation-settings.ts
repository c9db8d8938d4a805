import { z } from "zod";
import type { LocalDate } from "../../calendar/local-date.ts";
import { AppError } from "../../domain/app-error.ts";
import type { Sql } from "../../turns/ports.ts";

const Text = z.string().trim().min(1).max(200);

/**
 * What the papers of an organisation look like, and how it works. Each part may be missing: then that of the organisation
 * above holds.
 */
export const OrganisationSettings = z.object({
  /** Head of its papers: the body above it, its own name, the place that stands before the date, its mark in numbers. */
  header: z
    .object({ above: Text.optional(), name: Text.optional(), place: Text.optional(), mark: Text.optional() })
    .optional(),
  /** To whom its reports go, in the order in which they are listed. */
  recipients: z.array(Text).max(30).optional(),
  /** Who signs: on whose behalf, in what office, and the name where one person always does. */
  signatory: z.object({ onBehalfOf: Text.optional(), office: Text, name: Text.optional() }).optional(),
  /** Which form its papers have: the union's (29-HD/TWĐTN-VP) or the state's (NĐ 30/2020). */
  form: z.enum(["union", "state"]).optional(),
  /** To whom its reports are addressed ("Kính gửi"), and on what they are based ("Căn cứ"). */
  addressed_to: z.array(Text).max(10).optional(),
  basis: z.array(z.string().trim().min(1).max(500)).max(20).optional(),
  /** Whether somebody may approve a plan that he wrote down himself. */
  own_entry_allowed: z.boolean().optional(),
  /** How many yeses a plan needs: the officer's, or the officer's and then the leader's. */
  plan_approvals: z.int().min(1).max(2).optional(),
  /** How many questions the phone of a household gets in seven days (`store/load-budget.ts` reads it). */
  questions_a_week: z.int().min(1).max(50).optional(),
});
export type OrganisationSettings = z.infer<typeof OrganisationSettings>;

const SettingsRow = z.object({ settings: OrganisationSettings });
const IdRow = z.object({ id: z.string() });

/** The settings of an organisation, with what it does not say itself taken from those above it, the nearest first. */
export async function settingsOf(sql: Sql, organisation: string): Promise<OrganisationSettings> {
  const rows = await sql.rows(
    SettingsRow,
    `WITH RECURSIVE up (id, depth) AS (
       SELECT $1::uuid, 0
       UNION ALL SELECT o.parent_id, depth + 1 FROM organisations o JOIN up USING (id)
       WHERE o.parent_id IS NOT NULL AND depth < 20
     )
     SELECT settings FROM up JOIN organisations USING (id) ORDER BY depth DESC`,
    [organisation],
  );
  return rows.reduce<OrganisationSettings>((all, { settings }) => ({ ...all, ...settings }), {});
}

/** What an organisation says of itself, without what those above it say: whose name stands on a paper is not passed on. */
export async function ownSettingsOf(sql: Sql, organisation: string): Promise<OrganisationSettings> {
  const [row] = await sql.rows(SettingsRow, "SELECT settings FROM organisations WHERE id = $1", [
    organisation,
  ]);
  return row?.settings ?? {};
}

/**
 * Keeps these parts of an organisation's settings; the others stay. Throws an AppError where a part is not as it should be,
 * or there is no such organisation.
 */
export async function keepSettings(sql: Sql, organisation: string, settings: unknown): Promise<void> {
  const parsed = OrganisationSettings.strict().safeParse(settings);
  if (!parsed.success)
    throw new AppError(
      "bad_settings",
      `The settings are not as they should be. ${z.prettifyError(parsed.error)}`,
      1,
    );
  const written = await sql.run("UPDATE organisations SET settings = settings || $2::jsonb WHERE id = $1", [
    organisation,
    JSON.stringify(parsed.data),
  ]);
  if (written === 0)
    throw new AppError("no_organisation", `There is no organisation ${organisation}: add it first.`, 1);
}

/** The organisation of this kind that covers a place on the day: its own, or that of the nearest place around it. */
export async function organisationOf(
  sql: Sql,
  { unit, kind, on }: { unit: string; kind: string; on: LocalDate },
): Promise<string | null> {
  const [nearest] = await sql.rows(
    IdRow,
    `WITH RECURSIVE up (unit_id, depth) AS (
       SELECT $1::uuid, 0
       UNION ALL SELECT v.parent_id, depth + 1 FROM unit_versions v JOIN up USING (unit_id)
       WHERE v.parent_id IS NOT NULL AND depth < 20 AND v.valid_from <= $3 AND (v.valid_to IS NULL OR v.valid_to > $3)
     )
     SELECT o.id FROM up JOIN organisation_units ou USING (unit_id) JOIN organisations o ON o.id = ou.organisation_id
     WHERE o.kind = $2 AND o.valid_from <= $3 AND (o.valid_to IS NULL OR o.valid_to > $3)
     ORDER BY up.depth, o.valid_from DESC LIMIT 1`,
    [unit, kind, on],
  );
  return nearest?.id ?? null;
}

/** The organisation of this kind that covers the unit itself on the day; null where only one of a place around it does. */
export async function organisationAt(
  sql: Sql,
  { unit, kind, on }: { unit: string; kind: string; on: LocalDate },
): Promise<string | null> {
  const [own] = await sql.rows(
    IdRow,
    `SELECT o.id FROM organisation_units ou JOIN organisations o ON o.id = ou.organisation_id
     WHERE ou.unit_id = $1 AND o.kind = $2 AND o.valid_from <= $3 AND (o.valid_to IS NULL OR o.valid_to > $3)
     ORDER BY o.valid_from DESC, o.id LIMIT 1`,
    [unit, kind, on],
  );
  return own?.id ?? null;
}
