import { z } from "zod";
import { localDateOf, type LocalDate } from "../../calendar/local-date.ts";
import { may, rolesFor } from "../../domain/scope.ts";
import type { Value } from "../../domain/value.ts";
import { IN_CHARGE, inSight, REACHED, relationsTo } from "../../registry/rights.ts";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import type { Sql } from "../../turns/ports.ts";
import { RETURN_COLUMNS, partOf, returnById, ReturnRow, RETURNS, shownReturn } from "./return-rows.ts";

const MOST = 60;

/**
 * What households in sight, and one's own, have to give back, and what one's own is to get: first what a household says it has given, then what is late,
 * then by day. With `settled` what is over, the latest first.
 */
export const returnsList = command({
  name: "returns.list",
  takes: z.object({ settled: z.boolean().nullish() }),
  async run({ sql, me, now, contactId, text }, { settled }) {
    const today = localDateOf(now);
    const over = settled === true;
    const rows = await sql.rows(
      ReturnRow.extend({ comes: z.boolean() }),
      `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$4")}, mine (household_id) AS (
         SELECT household_id FROM household_contacts
         WHERE contact_id = $5 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
       )
       SELECT ${RETURN_COLUMNS}, r.household_id NOT IN (SELECT household_id FROM in_sight UNION SELECT household_id FROM mine)
         AS comes FROM ${RETURNS}
       WHERE (r.state <> 'waiting') = $6
         AND (r.household_id IN (SELECT household_id FROM in_sight UNION SELECT household_id FROM mine)
           OR (r.next_id IN (SELECT household_id FROM mine) AND r.received_at IS NULL))
       ORDER BY ${over ? "r.settled_on DESC" : "r.said_at IS NULL, coalesce(r.promised_on, r.due_on)"},
         h.head_folded, r.what, r.id LIMIT $3`,
      [me.person, today, MOST, rolesFor("see"), contactId, over],
    );
    return { code: "ok", value: rows.map((row) => listed(row, row.comes, today, text)) };
  },
});

/**
 * What comes to one's own household is listed under its name: whoever gives it is not named. One of several parts says how
 * much it is, and money what is still to come, or three lines would read as three times the whole.
 */
function listed(
  row: ReturnRow,
  comes: boolean,
  today: LocalDate,
  text: CommandContext["text"],
): { [key: string]: Value } {
  const one = shownReturn(row, today, { names: false });
  const part = partOf(row);
  const money = row.state === "waiting" ? (one["rest_amount"] ?? row.amount) : row.amount;
  const shown =
    part !== null
      ? { ...one, what_name: text("common.return_part", { part, what: row.what }) }
      : money !== null
        ? { ...one, what_name: text("common.return_money", { amount: money, what: row.what }) }
        : one;
  if (!comes) return { ...shown, side: "gives" };
  return { ...shown, side: "gets", household: null, household_name: row.next_name };
}

/**
 * One of them: how it stands, whether the person decides about it, or answers for the household that gives it; `looking` is
 * whether a next household is still to be found.
 */
export const oneReturn = command({
  name: "returns.one",
  takes: z.object({ ret: ChoiceId }),
  codes: ["gone"],
  async run(context, { ret }) {
    const row = await returnById(context.sql, ret);
    if (row === null) return { code: "gone" };
    const relations = await relationsTo(context, row.household_id);
    if (!may(relations, "see")) return { code: "gone" };
    const decides = may(relations, "decide");
    const seesNext =
      row.next_id !== null && decides && may(await relationsTo(context, row.next_id), "decide");
    return {
      code: "ok",
      value: {
        ...shownReturn(row, localDateOf(context.now), { names: seesNext }),
        // What an officer has written about it is for those who decide.
        note: decides ? row.note : null,
        decides,
        looking: decides && row.next_id === null && (await isLookedFor(context.sql, ret)),
        own: relations.includes("own"),
      },
    };
  },
});

async function isLookedFor(sql: Sql, ret: string): Promise<boolean> {
  const open = await sql.rows(
    z.object({ id: z.string() }),
    "SELECT id FROM tasks WHERE source = 'return' AND source_id = $1 AND kind = 'return_next' AND done_at IS NULL LIMIT 1",
    [ret],
  );
  return open.length > 0;
}
