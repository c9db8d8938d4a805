import { z } from "zod";
import { addDays, DAY_MS, localDateOf } from "../calendar/local-date.ts";
import { IN_CHARGE, REACHED } from "../registry/rights.ts";
import { unitName } from "../registry/unit-names.ts";
import { RecordId } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { allowed } from "./allowed.ts";
import { mergeHouseholds, Moved, undoMerge } from "./merge.ts";

/** How long a merge can be taken back. */
export const UNDO_DAYS = 30;
const MOST = 30;

const PairRow = z.object({
  one: z.string(),
  other: z.string(),
  name: z.string(),
  other_name: z.string(),
  place: z.string().nullable(),
  other_place: z.string().nullable(),
  why: z.string(),
});
const SideRow = z.object({
  id: z.string(),
  name: z.string(),
  code: z.string(),
  hamlet: z.string().nullable(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  birth: z.int().nullable(),
  since: z.date(),
  plans: z.int(),
  entries: z.int(),
  phones: z.int(),
});
const MergeRow = z.object({
  id: z.string(),
  kept: z.string(),
  gone: z.string(),
  kept_name: z.string().nullable(),
  gone_code: z.string(),
  gone_row: z.string(),
  moved: Moved,
  at: z.date(),
});

const MERGES = `SELECT m.id, m.kept_id AS kept, m.gone_id AS gone, h.head_name AS kept_name, m.gone_code,
  m.gone_row::text AS gone_row, m.moved, m.merged_at AS at
FROM household_merges m LEFT JOIN households h ON h.id = m.kept_id WHERE m.undone_at IS NULL`;

/**
 * Pairs of households that may be one: the same phone, or the same name in one hamlet, or the same name and year of birth.
 * Only where the person leads both places, or looks after both; pairs that were told apart are left out.
 */
export const duplicates = command({
  name: "households.duplicates",
  takes: z.object({}),
  async run({ sql, me, now }) {
    const pairs = await sql.rows(
      PairRow,
      `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, mine AS (
         SELECT h.id, h.head_name, h.head_folded, h.unit_id, h.phone, p.birth_year AS birth FROM households h
         LEFT JOIN household_members m ON m.household_id = h.id AND m.relation = 'head' AND m.valid_to IS NULL
         LEFT JOIN people p ON p.id = m.person_id
         WHERE h.unit_id IN (SELECT unit_id FROM reached WHERE role = 'leader')
           OR h.id IN (SELECT household_id FROM in_charge)
       ), pairs AS (
         SELECT a.id AS one, b.id AS other, 'phone' AS why, 1 AS rank FROM mine a JOIN mine b ON a.phone = b.phone AND a.id < b.id
         UNION ALL
         SELECT a.id, b.id, 'name', 2 FROM mine a JOIN mine b ON a.head_folded = b.head_folded AND a.id < b.id
         WHERE a.birth = b.birth OR (a.unit_id = b.unit_id AND (a.birth IS NULL OR b.birth IS NULL))
       ), best AS (SELECT DISTINCT ON (one, other) one, other, why, rank FROM pairs ORDER BY one, other, rank)
       SELECT best.one, best.other, a.head_name AS name, b.head_name AS other_name, best.why,
         ${unitName("a.unit_id", "$2")} AS place, ${unitName("b.unit_id", "$2")} AS other_place
       FROM best JOIN mine a ON a.id = best.one JOIN mine b ON b.id = best.other
       WHERE NOT EXISTS (SELECT FROM not_duplicates n WHERE n.one_id = best.one AND n.other_id = best.other)
       ORDER BY best.rank, a.head_folded, b.head_folded, place, other_place, best.one, best.other LIMIT ${MOST}`,
      [me.person, localDateOf(now)],
    );
    return {
      code: "ok",
      value: pairs.map(({ one, other, ...pair }) => ({ ...pair, id: `${one}+${other}`, label: pair.name })),
    };
  },
});

const Pair = z
  .union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])
  .transform((id) => id.split("+"));

/** Both households of a pair, side by side; the one with more on record is put first, as the one to keep. */
export const pair = command({
  name: "households.pair",
  takes: z.object({ pair: Pair }),
  codes: ["not_allowed"],
  async run(context, { pair: ids }) {
    const both = await bothOf(context, ids);
    if (both === null) return { code: "not_allowed" };
    const sides = await context.sql.rows(
      SideRow,
      `SELECT h.id, h.head_name AS name, h.code, ${unitName("h.unit_id", "$2")} AS hamlet, h.address, h.phone,
         p.birth_year AS birth, h.created_at AS since,
         (SELECT count(*)::int FROM plans WHERE household_id = h.id) AS plans,
         (SELECT count(*)::int FROM diary_entries WHERE household_id = h.id) AS entries,
         (SELECT count(*)::int FROM household_contacts WHERE household_id = h.id AND valid_to IS NULL) AS phones
       FROM households h
       LEFT JOIN household_members m ON m.household_id = h.id AND m.relation = 'head' AND m.valid_to IS NULL
       LEFT JOIN people p ON p.id = m.person_id WHERE h.id = ANY ($1)`,
      [both, localDateOf(context.now)],
    );
    const [keep, gone] = sides
      .toSorted((a, b) => weight(b) - weight(a) || a.since.getTime() - b.since.getTime())
      .map(({ since, ...side }) => ({ ...side, label: side.name, since: localDateOf(since) }));
    return keep === undefined || gone === undefined
      ? { code: "not_allowed" }
      : { code: "ok", value: { keep, gone } };
  },
});

/** Says that the two of a pair are two; they are not shown again. */
export const tellApart = command({
  name: "households.tell_apart",
  takes: z.object({ pair: Pair }),
  codes: ["not_allowed"],
  async run(context, { pair: ids }) {
    const both = await bothOf(context, ids);
    if (both === null) return { code: "not_allowed" };
    await context.sql.run(
      `INSERT INTO not_duplicates (one_id, other_id, said_by, said_at) VALUES (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), $3, $4)
       ON CONFLICT DO NOTHING`,
      [...both, context.me.person, context.now],
    );
    return { code: "ok", value: {} };
  },
});

/** Makes one of two households; it can be taken back for 30 days. */
export const merge = command({
  name: "households.merge",
  takes: z.object({ keep: RecordId, gone: RecordId }),
  codes: ["not_allowed"],
  async run(context, { keep, gone }) {
    const { sql, now, me } = context;
    const both = await bothOf(context, [keep ?? "", gone ?? ""]);
    if (both === null || keep === null || gone === null) return { code: "not_allowed" };
    // In the order of their ids, so that two merges cannot wait for one another.
    await sql.run("SELECT FROM households WHERE id = ANY ($1) ORDER BY id FOR UPDATE", [both]);
    const { row, code, moved } = await mergeHouseholds(context, keep, gone);
    await sql.run(
      `INSERT INTO household_merges (id, kept_id, gone_id, gone_code, gone_row, moved, merged_at, merged_by)
       VALUES (gen_random_uuid(), $1, $2, $3, $4::jsonb, $5::jsonb, $6, $7)`,
      [keep, gone, code, row, JSON.stringify(moved), now, me.person],
    );
    return { code: "ok", value: { until: addDays(localDateOf(now), UNDO_DAYS) } };
  },
});

/** The merges that the person may still take back, the newest first. */
export const merges = command({
  name: "households.merges",
  takes: z.object({}),
  async run(context) {
    const rows = await context.sql.rows(
      MergeRow,
      `${MERGES} AND m.merged_at > $1 ORDER BY m.merged_at DESC, h.head_folded, m.gone_code, m.id LIMIT 200`,
      [new Date(context.now.getTime() - UNDO_DAYS * DAY_MS)],
    );
    const mine = [];
    for (const row of rows)
      if ((await allowed(context, row.kept, "manage")) !== null && mine.length < MOST) mine.push(row);
    return {
      code: "ok",
      value: mine.map(({ id, kept_name, gone_code, at }) => ({
        id,
        label: kept_name ?? gone_code,
        code: gone_code,
        on: localDateOf(at),
      })),
    };
  },
});

/** Takes a merge back. `gone` where that was done, or the 30 days are over. */
export const undo = command({
  name: "households.undo_merge",
  takes: z.object({ merge: RecordId }),
  codes: ["gone"],
  async run(context, { merge: id }) {
    const { sql, now, me } = context;
    const [row] = await sql.rows(MergeRow, `${MERGES} AND m.id = $1 AND m.merged_at > $2 FOR UPDATE OF m`, [
      id,
      new Date(now.getTime() - UNDO_DAYS * DAY_MS),
    ]);
    // One word for both, or a guessed id would tell that there was a merge.
    if (row === undefined || (await allowed(context, row.kept, "manage")) === null) return { code: "gone" };
    await undoMerge(sql, { kept: row.kept, gone: row.gone, row: row.gone_row, moved: row.moved });
    await sql.run("UPDATE household_merges SET undone_at = $2, undone_by = $3 WHERE id = $1", [
      row.id,
      now,
      me.person,
    ]);
    return { code: "ok", value: {} };
  },
});

/** Both ids where the person may manage both and they are two; else null. */
async function bothOf(
  context: CommandContext,
  [one = "", other = ""]: readonly string[],
): Promise<[string, string] | null> {
  if (one === other) return null;
  const first = await allowed(context, one, "manage");
  const second = await allowed(context, other, "manage");
  return first === null || second === null ? null : [first.id, second.id];
}

function weight({ plans, entries, phones }: z.infer<typeof SideRow>): number {
  return plans * 5 + phones * 3 + entries;
}
