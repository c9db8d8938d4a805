import { z } from "zod";
import type { Sql } from "../turns/ports.ts";
import { COMMON, paramsOf } from "./compute-figures.ts";
import type { Figure } from "./figures/figure.ts";
import { SAID_BY } from "./figures/said-by.ts";
import type { Span } from "./span.ts";

const BehindRow = z.object({
  label: z.string().nullable(),
  unit: z.string().nullable(),
  detail: z.string().nullable(),
  amount: z.coerce.number().nullable(),
  /** Who said it, on which day, and whether it was the household itself; nobody but a day where the office read in a list. */
  said_by: z.string().nullable(),
  said_on: z.string().nullable(),
  by_household: z.boolean(),
});
export type BehindRow = z.infer<typeof BehindRow>;

/** What a figure was counted from and who said it, by unit and name; at most `limit` of them. */
export async function behind(
  sql: Sql,
  figure: Figure,
  unit: string,
  span: Span,
  limit: number,
): Promise<BehindRow[]> {
  const said = SAID_BY[figure.code];
  return sql.rows(
    BehindRow,
    `${COMMON}, listed AS (SELECT b.id, b.label, b.detail, b.amount,
         (SELECT v.name FROM unit_versions v WHERE v.unit_id = b.unit_id AND v.valid_from <= $3
           AND (v.valid_to IS NULL OR v.valid_to > $3) LIMIT 1) AS unit
       FROM (${figure.sql}) b ORDER BY unit, label, detail, id LIMIT $5)
     SELECT b.label, b.unit, b.detail, b.amount, p.name AS said_by, said.day::text AS said_on,
       p.id IS NOT NULL AND NOT EXISTS (SELECT FROM roles r WHERE r.person_id = p.id) AS by_household
     FROM listed b LEFT JOIN LATERAL (${said ?? "SELECT NULL::uuid AS person, NULL::date AS day"}) said ON true
     LEFT JOIN people p ON p.id = said.person
     ORDER BY b.unit, b.label, b.detail, b.id`,
    [...paramsOf(unit, span), limit],
  );
}
