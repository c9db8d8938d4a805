import { z } from "zod";
import { isLocalDate, localDateOf } from "../calendar/local-date.ts";
import { systemClock } from "../clock.ts";
import { AppError } from "../domain/app-error.ts";
import { below } from "../casework/followed.ts";
import { appendAudit } from "../registry/audit/append.ts";
import { findUnit } from "../registry/import/the-unit.ts";
import { OFFICIAL_ROLES } from "../registry/invite-official.ts";
import { sqlOf } from "../store/sql.ts";
import { inTransaction } from "../store/in-transaction.ts";
import type { Sql } from "../turns/ports.ts";
import { readArguments } from "./arguments.ts";
import { personOf } from "./find-person.ts";
import { print } from "./print.ts";
import { withDatabase } from "./with-database.ts";

const RoleRow = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  unit: z.string().nullable(),
  valid_from: z.string(),
  valid_to: z.string().nullable(),
});

const USAGE =
  "Say what: people list [--unit CODE] [--role officer] [--on D], people give NAME --role officer --unit CODE, or people end NAME --role officer [--unit CODE]";

/**
 * `sinh-ke people`: who of the staff has which role where, of a unit and below it, a role or a day where these are named;
 * gives a role from a day on, and ends one.
 */
export async function people(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    role: { type: "string" },
    unit: { type: "string" },
    on: { type: "string" },
    json: { type: "boolean", default: false },
  });
  const [what = "list", who] = positionals;
  const now = systemClock.now();
  const on = values.on ?? localDateOf(now);
  if (!isLocalDate(on)) throw new AppError("bad_date", `--on ${on} is no date: write it like 2026-11-22.`, 1);
  await withDatabase((pool) =>
    inTransaction(pool, async (client) => {
      const sql = sqlOf(client);
      const role = OFFICIAL_ROLES.find((one) => one === values.role) ?? null;
      if (role === null && (values.role !== undefined || (what !== "list" && who !== undefined)))
        throw new AppError("bad_role", `Say which role: --role ${OFFICIAL_ROLES.join(", ")}`, 1);
      const unit = values.unit === undefined ? null : (await findUnit(sql, values.unit, now)).id;
      if (what === "list") return list(sql, { unit, role, on: values.on ?? null, today: on }, values.json);
      if (who === undefined || role === null || !["give", "end"].includes(what))
        throw new AppError("bad_people", USAGE, 1);
      const person = await personOf(sql, who);
      const changed =
        what === "give"
          ? await give(sql, person.id, role, unit, on)
          : await end(sql, person.id, role, unit, on);
      const object = { kind: "person", id: person.id };
      const detail = { role, unit, on };
      if (changed > 0)
        await appendAudit(sql, { person: null, action: `role_${what}`, object, road: "cli", detail }, now);
      const done =
        what === "give" ? `has the role ${role} from ${on} on` : `is ${role} no more from ${on} on`;
      const until = what === "give" && unit !== null ? await endOf(sql, person.id, role, unit, on) : null;
      const ends = until === null ? "" : ` It ends on ${until}: give it from that day on where it goes on.`;
      print(
        values.json,
        { person: person.id, role, on, until, changed },
        `${changed === 0 ? "It is so already." : `${person.name} ${done}.`}${ends}`,
      );
    }),
  );
}

async function list(
  sql: Sql,
  { unit, role, on, today }: { unit: string | null; role: string | null; on: string | null; today: string },
  json: boolean,
): Promise<void> {
  const rows = await sql.rows(
    RoleRow,
    `WITH RECURSIVE ${below("$1", "$4")}
     SELECT p.id, p.name, r.role, v.name AS unit, r.valid_from::text AS valid_from, r.valid_to::text AS valid_to
     FROM roles r JOIN people p ON p.id = r.person_id
     LEFT JOIN LATERAL (SELECT name FROM unit_versions WHERE unit_id = r.unit_id ORDER BY valid_from DESC LIMIT 1) v ON true
     WHERE ($1::uuid IS NULL OR r.unit_id IN (SELECT unit_id FROM below)) AND ($2::text IS NULL OR r.role = $2)
       AND ($3::date IS NULL OR r.valid_from <= $3 AND (r.valid_to IS NULL OR r.valid_to > $3))
     ORDER BY p.name, r.valid_from, r.role, r.id`,
    [unit, role, on, today],
  );
  const lines = rows.map((row) =>
    [row.name, row.role, row.unit ?? "-", `${row.valid_from} – ${row.valid_to ?? ""}`, row.id].join("  "),
  );
  print(
    json,
    { roles: rows },
    lines.length === 0 ? "Nobody has such a role: sinh-ke invite." : lines.join("\n"),
  );
}

async function give(
  sql: Sql,
  person: string,
  role: string,
  unit: string | null,
  on: string,
): Promise<number> {
  if (unit === null) throw new AppError("no_unit", "Say where: --unit CODE", 1);
  // What begins later begins on this day instead: the same role twice would have to be ended twice. Its end stays.
  const sooner = await sql.run(
    `UPDATE roles SET valid_from = $4 WHERE id = (
       SELECT id FROM roles WHERE person_id = $1 AND role = $2 AND unit_id = $3 AND valid_from > $4
         AND (valid_to IS NULL OR valid_to > valid_from) ORDER BY valid_from, id LIMIT 1)
     AND NOT EXISTS (SELECT FROM roles WHERE person_id = $1 AND role = $2 AND unit_id = $3
       AND valid_from <= $4 AND (valid_to IS NULL OR valid_to > $4))`,
    [person, role, unit, on],
  );
  if (sooner > 0) return sooner;
  return sql.run(
    `INSERT INTO roles (id, person_id, role, unit_id, valid_from)
     SELECT gen_random_uuid(), $1, $2, $3, $4 WHERE NOT EXISTS (SELECT FROM roles
       WHERE person_id = $1 AND role = $2 AND unit_id = $3 AND valid_from <= $4
         AND (valid_to IS NULL OR valid_to > $4))`,
    [person, role, unit, on],
  );
}

/** From which day on the role that somebody has on `on` ends, where an end is set. */
async function endOf(
  sql: Sql,
  person: string,
  role: string,
  unit: string,
  on: string,
): Promise<string | null> {
  const rows = await sql.rows(
    z.object({ until: z.string().nullable() }),
    `SELECT valid_to::text AS until FROM roles WHERE person_id = $1 AND role = $2 AND unit_id = $3
       AND valid_from <= $4 AND (valid_to IS NULL OR valid_to > $4) ORDER BY valid_to DESC NULLS FIRST, id LIMIT 1`,
    [person, role, unit, on],
  );
  return rows[0]?.until ?? null;
}

async function end(sql: Sql, person: string, role: string, unit: string | null, on: string): Promise<number> {
  return sql.run(
    `UPDATE roles SET valid_to = greatest($4::date, valid_from) WHERE person_id = $1 AND role = $2
       AND ($3::uuid IS NULL OR unit_id = $3) AND (valid_to IS NULL OR valid_to > $4)`,
    [person, role, unit, on],
  );
}
