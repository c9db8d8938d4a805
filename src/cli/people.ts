import { z } from "zod";
import { isLocalDate, localDateOf } from "../calendar/local-date.ts";
import { systemClock } from "../clock.ts";
import { AppError } from "../domain/app-error.ts";
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
  "Say what: people list, people give NAME --role officer --unit CODE, or people end NAME --role officer [--unit CODE]";

/** `sinh-ke people`: who of the staff has which role where; gives a role from a day on, and ends one. */
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
      if (what === "list") return list(sql, values.json);
      if (who === undefined || !["give", "end"].includes(what)) throw new AppError("bad_people", USAGE, 1);
      const role = OFFICIAL_ROLES.find((one) => one === values.role);
      if (role === undefined)
        throw new AppError("bad_role", `Say which role: --role ${OFFICIAL_ROLES.join(", ")}`, 1);
      const person = await personOf(sql, who);
      const unit = values.unit === undefined ? null : (await findUnit(sql, values.unit, now)).id;
      const changed =
        what === "give"
          ? await give(sql, person.id, role, unit, on)
          : await end(sql, person.id, role, unit, on);
      const object = { kind: "person", id: person.id };
      const detail = { role, unit, on };
      await appendAudit(sql, { person: null, action: `role_${what}`, object, road: "cli", detail }, now);
      const done =
        what === "give" ? `has the role ${role} from ${on} on` : `is ${role} no more from ${on} on`;
      print(
        values.json,
        { person: person.id, role, on, changed },
        changed === 0 ? "It is so already." : `${person.name} ${done}.`,
      );
    }),
  );
}

async function list(sql: Sql, json: boolean): Promise<void> {
  const rows = await sql.rows(
    RoleRow,
    `SELECT p.id, p.name, r.role, v.name AS unit, r.valid_from::text AS valid_from, r.valid_to::text AS valid_to
     FROM roles r JOIN people p ON p.id = r.person_id
     LEFT JOIN LATERAL (SELECT name FROM unit_versions WHERE unit_id = r.unit_id ORDER BY valid_from DESC LIMIT 1) v ON true
     ORDER BY p.name, r.valid_from`,
  );
  const lines = rows.map(({ id, name, role, unit, valid_from, valid_to }) =>
    [name, role, unit ?? "-", `${valid_from} – ${valid_to ?? ""}`, id].join("  "),
  );
  print(
    json,
    { roles: rows },
    lines.length === 0 ? "Nobody has a role yet: sinh-ke invite." : lines.join("\n"),
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
  return sql.run(
    `INSERT INTO roles (id, person_id, role, unit_id, valid_from)
     SELECT gen_random_uuid(), $1, $2, $3, $4 WHERE NOT EXISTS (SELECT FROM roles
       WHERE person_id = $1 AND role = $2 AND unit_id = $3 AND (valid_to IS NULL OR valid_to > $4))`,
    [person, role, unit, on],
  );
}

async function end(sql: Sql, person: string, role: string, unit: string | null, on: string): Promise<number> {
  return sql.run(
    `UPDATE roles SET valid_to = greatest($4::date, valid_from) WHERE person_id = $1 AND role = $2
       AND ($3::uuid IS NULL OR unit_id = $3) AND (valid_to IS NULL OR valid_to > $4)`,
    [person, role, unit, on],
  );
}
