import { z } from "zod";
import type { LocalDate } from "../calendar/local-date.ts";
import {
  organisationOf,
  settingsOf,
  type OrganisationSettings,
} from "../registry/units/organisation-settings.ts";
import type { Sql } from "../turns/ports.ts";
import type { ReportData } from "./report-data.ts";

const OrganisationRow = z.object({ name: z.string(), above: z.string().nullable() });
const NameRow = z.object({ name: z.string() });

/**
 * What the papers of a unit's organisation look like on a day. Names of the organisations themselves stand in for what its
 * settings do not say; what nobody says is null, and the paper leaves a dotted place for it.
 */
export async function officeOf(
  sql: Sql,
  { unit, on }: { unit: string; on: LocalDate },
): Promise<ReportData["office"]> {
  const organisation = await organisationOf(sql, { unit, kind: "union", on });
  const settings: OrganisationSettings = organisation === null ? {} : await settingsOf(sql, organisation);
  const [named] =
    organisation === null
      ? []
      : await sql.rows(
          OrganisationRow,
          `SELECT o.name, above.name AS above FROM organisations o
           LEFT JOIN organisations above ON above.id = o.parent_id WHERE o.id = $1`,
          [organisation],
        );
  const { header, signatory } = settings;
  return {
    form: settings.form ?? "union",
    above: header?.above ?? named?.above ?? null,
    name: header?.name ?? named?.name ?? null,
    place: header?.place ?? null,
    mark: header?.mark ?? null,
    to: settings.addressed_to ?? [],
    basis: settings.basis ?? [],
    recipients: settings.recipients ?? [],
    on_behalf_of: signatory?.onBehalfOf ?? null,
    office: signatory?.office ?? null,
    signed_by: signatory?.name ?? (await leaderOf(sql, unit, on)),
  };
}

/** Who leads the unit on the day; of several the one who has done so for longest. */
async function leaderOf(sql: Sql, unit: string, on: LocalDate): Promise<string | null> {
  const [leader] = await sql.rows(
    NameRow,
    `SELECT p.name FROM roles r JOIN people p ON p.id = r.person_id
     WHERE r.unit_id = $1 AND r.role IN ('leader', 'province') AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2)
     ORDER BY r.valid_from, p.name LIMIT 1`,
    [unit, on],
  );
  return leader?.name ?? null;
}
