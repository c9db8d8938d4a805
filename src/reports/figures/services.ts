import type { Figure } from "./figure.ts";
import { written } from "./figure.ts";

/** The needs that belong to each of the basic services (NĐ 07/2021: việc làm, y tế, giáo dục, nhà ở, nước sạch, thông tin). */
export const SERVICES = {
  work: ["job", "training", "abroad"],
  health: ["insurance"],
  schooling: ["schooling"],
  housing: ["housing"],
  water: ["water", "toilet"],
  information: ["information"],
} as const;
export type Service = keyof typeof SERVICES;

function noted(service: Service): Figure {
  return {
    code: `need_${service}`,
    measure: "households",
    sql: needs(
      service,
      "n.noted_on <= $3 AND (n.closed_on IS NULL OR n.closed_on >= $2) AND n.status <> 'withdrawn'",
      "n.noted_on",
    ),
  };
}

function met(service: Service): Figure {
  return {
    code: `met_${service}`,
    measure: "households",
    sql: needs(service, "n.status = 'received' AND n.closed_on BETWEEN $2 AND $3", "n.closed_on"),
  };
}

function needs(service: Service, holds: string, day: string): string {
  const categories = SERVICES[service].map((category) => `'${category}'`).join(", ");
  return `SELECT DISTINCT ON (here.household_id) here.household_id AS id, here.unit_id, here.head_name AS label,
      concat_ws(': ', ${written(day)}, n.text) AS detail, NULL::bigint AS amount
    FROM here JOIN needs n USING (household_id) WHERE n.category IN (${categories}) AND ${holds}
    ORDER BY here.household_id, ${day} DESC`;
}

const EACH: readonly Service[] = ["work", "health", "schooling", "housing", "water", "information"];

/** II.3: households that lacked a basic service at some time of the period, and those whose need was met in it. */
export const SERVICE_FIGURES: readonly Figure[] = EACH.flatMap((service) => [noted(service), met(service)]);
