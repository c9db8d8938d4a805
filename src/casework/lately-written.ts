import { z } from "zod";
import { DAY_MS } from "../calendar/local-date.ts";
import { writeShortDate } from "../language/write-date.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { written } from "./book/book-lines.ts";
import { AmountColumn } from "./given.ts";

/** For so long what one wrote for the wrong household can be taken back by oneself. */
export const WITHIN_MS = DAY_MS;
const MOST = 12;

const WrittenRow = z.object({
  id: z.string(),
  kind: z.enum(["visit", "visit_again", "report", "need", "job", "line"]),
  household: z.string(),
  name: z.string(),
  day: z.string(),
  code: z.string().nullable(),
  book_kind: z.string().nullable(),
  amount: AmountColumn,
  quantity: z.number().nullable(),
  unit: z.string().nullable(),
  text: z.string().nullable(),
  at: z.date(),
});
export type Written = z.infer<typeof WrittenRow>;

/**
 * SQL of what person $1 wrote for households since $2: visits, needs, lines of the book, and a month's report as one. What
 * somebody else put right or built on since is left out: it is not one's own any more; nor is the picture of a step that is done.
 */
const WRITTEN = `
WITH mine AS (
  SELECT v.id, CASE WHEN v.before IS NULL THEN 'visit' ELSE 'visit_again' END AS kind, v.household_id, v.visited_on AS day, NULL AS code, NULL AS book_kind, NULL::bigint AS amount,
    NULL::float8 AS quantity, NULL AS unit, NULL AS text, v.created_at AS at FROM visits v
  WHERE v.entered_by = $1 AND v.created_at > $2 AND NOT EXISTS (SELECT FROM agreed_actions a WHERE a.visit_id = v.id AND a.created_at >= v.created_at)
  UNION ALL
  SELECT n.id, 'need', n.household_id, n.noted_on, n.category, NULL, NULL, NULL, NULL, n.text, n.created_at FROM needs n
  WHERE n.entered_by = $1 AND n.created_at > $2 AND n.status = 'noted' AND n.plan_id IS NULL
    AND NOT EXISTS (SELECT FROM supports s WHERE s.need_id = n.id) AND NOT EXISTS (SELECT FROM loans l WHERE l.need_id = n.id)
  UNION ALL
  SELECT w.id, 'job', w.household_id, w.happened_on, NULL, NULL, NULL, NULL, NULL, w.who, w.created_at FROM work_results w
  WHERE w.entered_by = $1 AND w.created_at > $2 AND w.who IS NOT NULL AND w.ended_on IS NULL
  UNION ALL
  SELECT DISTINCT ON (d.household_id, d.created_at, CASE WHEN d.source = 'report' THEN '' ELSE d.id::text END) d.id,
    CASE WHEN d.source = 'report' THEN 'report' ELSE 'line' END, d.household_id,
    CASE WHEN d.source = 'report' THEN (d.period || '-01')::date ELSE d.happened_on END, d.code, d.kind, d.amount, d.quantity, d.unit, d.text, d.created_at
  FROM diary_entries d WHERE d.entered_by = $1 AND d.created_at > $2 AND d.kind <> 'voice' AND d.source IS DISTINCT FROM 'step'
    AND NOT EXISTS (SELECT FROM diary_entries c WHERE c.corrects = d.id) AND (d.source IS DISTINCT FROM 'report' OR NOT EXISTS (
      SELECT FROM diary_entries r JOIN diary_entries c ON c.corrects = r.id WHERE r.household_id = d.household_id
        AND r.created_at = d.created_at AND r.source = 'report' AND c.entered_by IS DISTINCT FROM $1)) AND (d.kind <> 'difficulty' OR NOT EXISTS (SELECT FROM visits v
      WHERE v.household_id = d.household_id AND v.entered_by = $1 AND v.created_at = d.created_at))
)
SELECT m.id, m.kind, m.household_id AS household, h.head_name AS name, m.day, m.code, m.book_kind, m.amount::text, m.quantity, m.unit, m.text, m.at
FROM mine m JOIN households h ON h.id = m.household_id`;

/** The newest first. Says nothing about rights: they are one's own words. */
export async function writtenBy(
  { sql, now }: Pick<CommandContext, "sql" | "now">,
  person: string,
): Promise<Written[]> {
  return sql.rows(WrittenRow, `${WRITTEN} ORDER BY m.at DESC, h.head_folded, m.kind, m.id LIMIT ${MOST}`, [
    person,
    new Date(now.getTime() - WITHIN_MS),
  ]);
}

/** What whoever asks has written for households within a day, to be taken back where it was the wrong household. */
export const latelyWritten = command({
  name: "casework.lately_written",
  takes: z.object({}),
  async run(context) {
    const { me } = context;
    if (me.person === null) return { code: "ok", value: [] };
    const rows = await writtenBy(context, me.person);
    return { code: "ok", value: rows.map((row) => ({ id: row.id, label: labelOf(context, row) })) };
  },
});

/** `Lê Văn Bền: chuyến thăm 22/11/2026`, `Lê Văn Bền: bán, 12.000.000 đ`. */
function labelOf(context: CommandContext, row: Written): string {
  const { name, kind, day, code, book_kind: of } = row;
  const called = context.term("lately_written", kind);
  const what: Record<Written["kind"], () => string> = {
    visit: () => `${called} ${writeShortDate(day)}`,
    visit_again: () => `${called} ${writeShortDate(day)}`,
    report: () => `${called} ${Number(day.slice(5, 7))}/${day.slice(0, 4)}`,
    need: () => `${called} ${context.term("need_categories", code ?? "other")}`,
    job: () => `${called}, ${row.text ?? ""}`,
    line: () => written(context, { ...row, kind: of ?? "event" }),
  };
  return `${name}: ${what[kind]()}`.slice(0, 90);
}
