import { z } from "zod";
import { libraryOrError } from "../app/library.ts";
import { localDateOf } from "../calendar/local-date.ts";
import { systemClock } from "../clock.ts";
import { AppError } from "../domain/app-error.ts";
import { buildPaper, PAPERS } from "../papers/build-paper.ts";
import { papersToMake } from "../papers/papers-to-make.ts";
import { appendAudit } from "../registry/audit/append.ts";
import { findUnit } from "../registry/import/the-unit.ts";
import { sqlOf } from "../store/sql.ts";
import { inTransaction } from "../store/in-transaction.ts";
import type { Sql } from "../turns/ports.ts";
import { readArguments } from "./arguments.ts";
import { personOf } from "./find-person.ts";
import { print } from "./print.ts";
import { withDatabase } from "./with-database.ts";
import { writeOut } from "./write-out.ts";

const HOW =
  "Say which paper: paper list --unit CODE, or paper minutes|participants|invitation|handover --of ID --out FILE.docx, or paper households --unit CODE --out FILE.docx (with --as PERSON for what that person may see)";
const IdRow = z.object({ id: z.string() });
/** Nobody's phone: what is asked for here comes from the command line. */
const NO_CONTACT = "00000000-0000-0000-0000-000000000000";

/**
 * `sinh-ke paper KIND --of ID --out FILE.docx`: the minutes of a meeting, its list to sign, its invitation, the households of
 * a unit, a handover; with what the person named, or else whoever leads the unit, may see. `paper list` shows the ids.
 */
export async function paper(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    unit: { type: "string" },
    of: { type: "string" },
    as: { type: "string" },
    out: { type: "string" },
    locale: { type: "string", default: "vi" },
    json: { type: "boolean", default: false },
  });
  const [wanted] = positionals;
  const now = systemClock.now();
  if (wanted === "list" && values.unit !== undefined) return list(values.unit, values.json, now);
  const kind = PAPERS.find((one) => one === wanted);
  const { out, as: reader } = values;
  const about = kind === "households" ? values.unit : values.of;
  if (kind === undefined || about === undefined || out === undefined) throw new AppError("bad_paper", HOW, 1);
  if (!out.endsWith(".docx"))
    throw new AppError("no_such_format", `Give ${out} a name that ends with .docx.`, 1);
  const { words } = libraryOrError();
  const file = await withDatabase((pool) =>
    inTransaction(pool, async (client) => {
      const sql = sqlOf(client);
      const id = kind === "households" ? (await findUnit(sql, about, now)).id : about;
      const named = reader === undefined ? null : (await personOf(sql, reader)).id;
      const me = {
        person: named ?? (await leaderFor(sql, id, now)),
        name: "",
        address: "unknown",
        roles: [],
        households: [],
      };
      const asking = { sql, now, me, contactId: NO_CONTACT };
      const built = await buildPaper(asking, { paper: kind, id }, words, values.locale);
      const object = { kind, id };
      if (built !== null)
        await appendAudit(sql, { person: named, action: "export", object, road: "cli" }, now);
      return built;
    }),
  );
  if (file === null)
    throw new AppError("no_paper", `There is no such paper for ${about}, or nobody may see it: ${HOW}`, 1);
  await writeOut(out, file.bytes);
  print(values.json, { paper: kind, of: about, out }, `${out} has the paper (${kind}).`);
}

async function list(code: string, json: boolean, now: Date): Promise<void> {
  const found = await withDatabase((pool) =>
    inTransaction(pool, async (client) => {
      const sql = sqlOf(client);
      return papersToMake(sql, (await findUnit(sql, code, now)).id, now);
    }),
  );
  const lines = found.map(({ id, what, on, place }) => `${id}  ${on}  ${what}  ${place}`);
  print(json, { papers: found }, lines.length === 0 ? "Nothing is on record there yet." : lines.join("\n"));
}

/** Whoever leads the place that a unit, a meeting or a handover belongs to; null where nobody does. */
async function leaderFor(sql: Sql, id: string, now: Date): Promise<string | null> {
  const [leader] = await sql.rows(
    IdRow,
    `WITH RECURSIVE up (unit_id, depth) AS (
       SELECT coalesce((SELECT unit_id FROM meetings WHERE id::text = $1),
         (SELECT unit_id FROM handovers WHERE id::text = $1), (SELECT id FROM units WHERE id::text = $1)), 0
       UNION ALL SELECT v.parent_id, depth + 1 FROM unit_versions v JOIN up USING (unit_id)
       WHERE v.parent_id IS NOT NULL AND depth < 20 AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
     ) SELECT r.person_id AS id FROM up JOIN roles r USING (unit_id)
     WHERE r.role = 'leader' AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2)
     ORDER BY up.depth, r.valid_from, r.person_id LIMIT 1`,
    [id, localDateOf(now)],
  );
  return leader?.id ?? null;
}
