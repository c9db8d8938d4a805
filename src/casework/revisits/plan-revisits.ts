import { createHash } from "node:crypto";
import { z } from "zod";
import { addDays, localDateOf } from "../../calendar/local-date.ts";
import { periodOf } from "../../calendar/periods.ts";
import { isRunning, statusesWhere } from "../../domain/plan-status.ts";
import { COMMUNE_TYPES } from "../../domain/unit-types.ts";
import { addTaskOnce } from "../../desk/add-task.ts";
import type { Sql } from "../../turns/ports.ts";
import { below, isFollowed } from "../followed.ts";
import { communesLed } from "../meetings/meeting-duty.ts";
import { visitWindow } from "../visits/visit-window.ts";
import { drawRevisits, REVISIT_RULE } from "./draw.ts";

const UnitRow = z.object({ unit_id: z.string() });
const HomeRow = z.object({ id: z.string(), code: z.string(), in_charge: z.string().nullable() });
const PersonRow = z.object({ id: z.string() });

/** From the second month of a quarter on, each commune has its households drawn, once, and each visitor has a task. */
export async function planRevisits(sql: Sql, now: Date): Promise<void> {
  const today = localDateOf(now);
  const quarter = periodOf("quarter", today);
  if (today < addDays(quarter.from, REVISIT_RULE.fromDay)) return;
  const units = await sql.rows(
    UnitRow,
    `WITH RECURSIVE ${communesLed("$1", "$2")}
     SELECT unit_id FROM commune c
     WHERE NOT EXISTS (SELECT FROM revisits r WHERE r.unit_id = c.unit_id AND r.period = $3) ORDER BY unit_id`,
    [today, COMMUNE_TYPES, quarter.id],
  );
  for (const { unit_id: unit } of units) await drawFor(sql, now, unit, quarter.id);
}

async function drawFor(sql: Sql, now: Date, unit: string, period: string): Promise<void> {
  const today = localDateOf(now);
  const homes = await sql.rows(
    HomeRow,
    `WITH RECURSIVE ${below("$1", "$2")}
     SELECT h.id, h.code, (SELECT a.person_id FROM assignments a WHERE a.household_id = h.id AND a.kind = 'officer'
       AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2) LIMIT 1) AS in_charge
     FROM households h WHERE h.unit_id IN (SELECT unit_id FROM below) AND h.erased_at IS NULL AND ${isFollowed("h.id", "$2")}
       AND EXISTS (SELECT FROM plans p WHERE p.household_id = h.id AND p.status = ANY ($3)) ORDER BY h.id`,
    [unit, today, statusesWhere(isRunning)],
  );
  if (homes.length === 0) return;
  // An officer of the whole commune reaches every household of it; leaders go where there is nobody else.
  const officers = await peopleWith(sql, unit, today, "officer");
  const visitors =
    officers.length > 1 ? officers : [...officers, ...(await peopleWith(sql, unit, today, "leader"))];
  // Nobody knows beforehand the millisecond in which the lot is drawn; afterwards it is on record.
  const seed = createHash("sha256").update(`${period} ${now.toISOString()}`).digest("hex").slice(0, 16);
  const drawn = drawRevisits(
    homes.map(({ id, code, in_charge }) => ({ id, code, inCharge: in_charge })),
    visitors,
    seed,
  );
  for (const { household, visitor } of drawn)
    await sql.run(
      `INSERT INTO revisits (unit_id, period, household_id, seed, drawn_at, visitor_id) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT DO NOTHING`,
      [unit, period, household, seed, now, visitor],
    );
  const window = visitWindow(today);
  for (const person of new Set(drawn.flatMap(({ visitor }) => visitor ?? [])))
    await addTaskOnce(
      { sql, now },
      `revisit:${unit}:${period}:${person}`,
      {
        kind: "revisit",
        household: null,
        note: null,
        due: today < window.due ? window.due : window.until,
        until: window.until,
        source: { kind: "revisit", id: period },
      },
      { person, unit },
    );
}

async function peopleWith(sql: Sql, unit: string, today: string, role: string): Promise<string[]> {
  const rows = await sql.rows(
    PersonRow,
    `SELECT id FROM people WHERE id IN (SELECT person_id FROM roles WHERE unit_id = $1 AND role = $2
       AND valid_from <= $3 AND (valid_to IS NULL OR valid_to > $3)) ORDER BY folded, id`,
    [unit, role, today],
  );
  return rows.map(({ id }) => id);
}
