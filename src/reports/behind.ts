import { z } from "zod";
import type { Sql } from "../turns/ports.ts";
import { COMMON, paramsOf } from "./compute-figures.ts";
import type { Figure } from "./figures/figure.ts";
import type { Span } from "./span.ts";

const BehindRow = z.object({
  label: z.string().nullable(),
  unit: z.string().nullable(),
  detail: z.string().nullable(),
  amount: z.coerce.number().nullable(),
});
export type BehindRow = z.infer<typeof BehindRow>;

/** What a figure was counted from, by unit and name; at most `limit` of them. */
export async function behind(
  sql: Sql,
  figure: Figure,
  unit: string,
  span: Span,
  limit: number,
): Promise<BehindRow[]> {
  return sql.rows(
    BehindRow,
    `${COMMON} SELECT label, (SELECT v.name FROM unit_versions v WHERE v.unit_id = b.unit_id AND v.valid_from <= $3
         AND (v.valid_to IS NULL OR v.valid_to > $3) LIMIT 1) AS unit, detail, amount
     FROM (${figure.sql}) b ORDER BY unit, label, detail, id LIMIT $5`,
    [...paramsOf(unit, span), limit],
  );
}
