import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { fold } from "../language/normalise.ts";
import { OptionalChoiceId, OptionalText, RecordId } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { allowed } from "./allowed.ts";

/** What somebody is to the head of the household. */
export const RELATIONS = ["spouse", "child", "parent", "sibling", "grandchild", "other"] as const;
export type MemberRelation = (typeof RELATIONS)[number];

const MemberRow = z.object({
  id: z.string(),
  name: z.string(),
  relation: z.string(),
  birth: z.int().nullable(),
});

/** The people of a household, the head first: name, relation and year of birth, and nothing more is kept of them. */
export const members = command({
  name: "households.members",
  takes: z.object({ household: OptionalChoiceId }),
  async run(context, { household: handed }) {
    const found = await allowed(context, handed, "see");
    if (found === null) return { code: "ok", value: [] };
    const rows = await context.sql.rows(
      MemberRow,
      `SELECT p.id, p.name, m.relation, p.birth_year AS birth FROM household_members m
       JOIN people p ON p.id = m.person_id
       WHERE m.household_id = $1 AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2)
       ORDER BY m.relation <> 'head', p.birth_year NULLS LAST, p.name, p.id`,
      [found.id, localDateOf(context.now)],
    );
    return { code: "ok", value: rows.map((row) => ({ ...row, label: row.name })) };
  },
});

/** Adds somebody to a household. */
export const addMember = command({
  name: "households.add_member",
  takes: z.object({
    household: OptionalChoiceId,
    name: OptionalText,
    relation: OptionalChoiceId,
    birth_year: z.int().nullish(),
  }),
  codes: ["not_allowed"],
  async run(context, { household: handed, name, relation, birth_year: birthYear }) {
    const found = await allowed(context, handed, "manage");
    if (found === null || name === null) return { code: "not_allowed" };
    await writeMember(context, found.id, {
      name,
      relation: RELATIONS.find((one) => one === relation) ?? "other",
      birthYear: birthYear ?? null,
    });
    return { code: "ok", value: {} };
  },
});

/** Writes a member down. Says nothing about rights. */
export async function writeMember(
  { sql, now }: Pick<CommandContext, "sql" | "now">,
  household: string,
  { name, relation, birthYear }: { name: string; relation: MemberRelation; birthYear: number | null },
): Promise<void> {
  await sql.run(
    `WITH made AS (
       INSERT INTO people (id, name, folded, birth_year, created_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4) RETURNING id
     )
     INSERT INTO household_members (household_id, person_id, relation, valid_from)
     SELECT $5, id, $6, $7 FROM made`,
    [name, fold(name), birthYear, now, household, relation, localDateOf(now)],
  );
}

/**
 * Somebody is not of the household any more. `is_head` for the head: without one nobody could be spoken to, so another
 * has to be named first.
 */
export const endMember = command({
  name: "households.end_member",
  takes: z.object({ household: OptionalChoiceId, member: RecordId }),
  codes: ["not_allowed", "gone", "is_head"],
  async run(context, { household: handed, member }) {
    const found = await allowed(context, handed, "manage");
    if (found === null || member === null) return { code: "not_allowed" };
    const { sql, now } = context;
    const day = localDateOf(now);
    const [row] = await sql.rows(
      z.object({ relation: z.string() }),
      `SELECT relation FROM household_members WHERE household_id = $1 AND person_id = $2 AND valid_to IS NULL`,
      [found.id, member],
    );
    if (row === undefined) return { code: "gone" };
    if (row.relation === "head") return { code: "is_head" };
    await sql.run(
      "UPDATE household_members SET valid_to = $3 WHERE household_id = $1 AND person_id = $2 AND valid_to IS NULL",
      [found.id, member, day],
    );
    return { code: "ok", value: {} };
  },
});

/** Makes somebody of the household its head; who was it before stays in it. */
export const makeHead = command({
  name: "households.make_head",
  takes: z.object({ household: OptionalChoiceId, member: RecordId }),
  codes: ["not_allowed", "gone"],
  async run(context, { household: handed, member }) {
    const found = await allowed(context, handed, "manage");
    if (found === null || member === null) return { code: "not_allowed" };
    const name = await changeHead(context, found.id, member);
    return name === null ? { code: "gone" } : { code: "ok", value: { name }, acting: { id: found.id, name } };
  },
});

/** Changes the head and the name that the household goes by; null where that person is not of it. */
export async function changeHead(
  { sql, now }: Pick<CommandContext, "sql" | "now">,
  household: string,
  member: string,
): Promise<string | null> {
  const [row] = await sql.rows(
    z.object({ name: z.string() }),
    `SELECT p.name FROM household_members m JOIN people p ON p.id = m.person_id
     WHERE m.household_id = $1 AND m.person_id = $2 AND m.valid_to IS NULL`,
    [household, member],
  );
  if (row === undefined) return null;
  const day = localDateOf(now);
  await sql.run(
    `WITH ended AS (
       UPDATE household_members SET valid_to = $3
       WHERE household_id = $1 AND valid_to IS NULL AND (relation = 'head' OR person_id = $2) RETURNING person_id
     )
     INSERT INTO household_members (household_id, person_id, relation, valid_from)
     SELECT $1, person_id, CASE WHEN person_id = $2 THEN 'head' ELSE 'other' END, $3 FROM ended
     ON CONFLICT (household_id, person_id, valid_from)
       DO UPDATE SET relation = excluded.relation, valid_to = NULL`,
    [household, member, day],
  );
  await sql.run("UPDATE households SET head_name = $2, head_folded = $3 WHERE id = $1", [
    household,
    row.name,
    fold(row.name),
  ]);
  return row.name;
}
