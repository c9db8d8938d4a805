import { z } from "zod";
import type { LocalDate } from "../calendar/local-date.ts";
import {
  organisationAt,
  organisationOf,
  ownSettingsOf,
  settingsOf,
} from "../registry/units/organisation-settings.ts";
import type { Sql } from "../turns/ports.ts";
import type { ReportData } from "./report-data.ts";

const OrganisationRow = z.object({ name: z.string(), above: z.string().nullable() });
const NameRow = z.object({ name: z.string() });

/**
 * What the papers of a unit's organisation look like on a day. Form and basis hold for those below too; names, places,
 * marks, addressees and signatories are each organisation's own. A unit without an organisation stands below the nearest
 * one around it. What nobody says is null, and the paper finds a name or leaves a dotted place.
 */
export async function officeOf(
  sql: Sql,
  { unit, on }: { unit: string; on: LocalDate },
): Promise<ReportData["office"]> {
  const around = { unit, kind: "union", on };
  const own = await organisationAt(sql, around);
  const nearest = own ?? (await organisationOf(sql, around));
  const shared = nearest === null ? {} : await settingsOf(sql, nearest);
  const { header, signatory, recipients, addressed_to } = own === null ? {} : await ownSettingsOf(sql, own);
  const named = nearest === null ? null : await namesOf(sql, nearest);
  const form = shared.form ?? "union";
  return {
    form,
    above: header?.above ?? (own === null ? named?.name : named?.above) ?? null,
    name: header?.name ?? (own === null ? null : (named?.name ?? null)),
    place: header?.place ?? null,
    mark: header?.mark ?? null,
    to: addressed_to ?? [],
    basis: shared.basis ?? [],
    recipients: recipients ?? [],
    on_behalf_of: signatory?.onBehalfOf ?? null,
    office: signatory?.office ?? null,
    // Who leads the union signs its papers; on those of the state stands whoever the settings name.
    signed_by: signatory?.name ?? (form === "union" ? await leaderOf(sql, unit, on) : null),
  };
}

async function namesOf(sql: Sql, organisation: string): Promise<z.infer<typeof OrganisationRow> | null> {
  const [named] = await sql.rows(
    OrganisationRow,
    `SELECT o.name, above.name AS above FROM organisations o
     LEFT JOIN organisations above ON above.id = o.parent_id WHERE o.id = $1`,
    [organisation],
  );
  return named ?? null;
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
