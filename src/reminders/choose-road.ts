import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { CHANNELS } from "../turns/ports.ts";
import type { CommandContext } from "../turns/command.ts";
import type { Sql } from "../turns/ports.ts";
import { isOpen, roadTo, type Road } from "./roads.ts";

/** The road to one account, whether the assistant may take it itself, and what a message costs, in đồng. */
export type Chosen = { road: Road; open: boolean; price: number };

const AccountRow = z.object({
  channel: z.enum(CHANNELS),
  externalId: z.string(),
  lastInteractionAt: z.date().nullable(),
});
const PriceRow = z.object({ road: z.string(), price: z.int() });

/** The road to the account that is talked with. */
export async function chooseRoad({
  sql,
  contactId,
  now,
}: Pick<CommandContext, "sql" | "contactId" | "now">): Promise<Chosen> {
  const [account] = await sql.rows(
    AccountRow,
    `SELECT channel, external_id AS "externalId", last_interaction_at AS "lastInteractionAt" FROM contacts WHERE id = $1`,
    [contactId],
  );
  if (account === undefined) return { road: "other", open: true, price: 0 };
  const road = roadTo(account, now);
  return { road, open: isOpen(road, account.channel), price: (await pricesOn(sql, now)).get(road) ?? 0 };
}

/** What one message costs by each road today, in đồng. */
export async function pricesOn(sql: Sql, now: Date): Promise<Map<string, number>> {
  const rows = await sql.rows(
    PriceRow,
    "SELECT DISTINCT ON (road) road, price FROM road_prices WHERE valid_from <= $1 ORDER BY road, valid_from DESC",
    [localDateOf(now)],
  );
  return new Map(rows.map(({ road, price }) => [road, price]));
}
