import { z } from "zod";
import { DAY_MS, localDateOf } from "../calendar/local-date.ts";
import { outOfSight } from "../registry/out-of-sight.ts";
import { ChoiceId } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { ASKS_STILL, MAYBE_TOLD } from "./restored-words.ts";

/** So long after a restore what may have been asked is still shown. */
const SHOWN_DAYS = 14;
/** What was opened again from the list is not on it any more. */
const OPENED = "opened_after_restore";

const Row = z.object({
  id: z.string(),
  kind: z.string(),
  household: z.string().nullable(),
  name: z.string().nullable(),
  flow: z.string(),
  vars: z.record(z.string(), z.json()),
});
export type MaybeAsked = z.infer<typeof Row>;

/** Households as the payloads of timers name them: alone, or as a choice. */
const HOUSEHOLD =
  "coalesce(t.payload -> 'vars' -> 'household' ->> 'id', t.payload -> 'vars' ->> 'household')";

/**
 * What this person, or a household that she answers for, may have been asked between a backup and its restore, and what
 * still makes sense: a meeting that is still to come, an offer that can still be answered, a household that is still hers.
 */
export async function maybeAsked({
  sql,
  me,
  now,
  contactId,
}: Pick<CommandContext, "sql" | "me" | "now" | "contactId">): Promise<MaybeAsked[]> {
  const left = await sql.rows(
    Row,
    `SELECT DISTINCT ON (t.kind, name, t.payload) t.id::text, t.kind, t.payload ->> 'flow' AS flow, t.payload -> 'vars' AS vars,
       h.id AS household, h.head_name AS name
     FROM timers t LEFT JOIN households h ON h.id = coalesce(t.household_id::text, ${HOUSEHOLD},
       (SELECT l.household_id::text FROM loans l WHERE l.id::text = t.payload -> 'vars' ->> 'loan'))::uuid
     WHERE t.outcome = $1 AND t.fired_at > $4 AND t.kind = ANY ($2)
       AND (t.person_id = $5 OR t.household_id = ANY ($6::uuid[]))
       AND CASE t.kind
         WHEN 'meeting' THEN EXISTS (SELECT FROM meetings m WHERE m.id::text = t.payload -> 'vars' ->> 'meeting'
           AND m.status = 'planned' AND m.meets_on >= $3)
         WHEN 'offer' THEN EXISTS (SELECT FROM offers o WHERE o.id::text = t.payload -> 'vars' -> 'offer' ->> 'id'
           AND o.cancelled_at IS NULL AND (o.expires_on >= $3 OR t.payload ->> 'flow' = 'offer_after'))
         ELSE true END
     ORDER BY t.kind, name, t.payload, t.id`,
    [
      MAYBE_TOLD,
      ASKS_STILL,
      localDateOf(now),
      new Date(now.getTime() - SHOWN_DAYS * DAY_MS),
      me.person,
      me.households.map(({ id }) => id),
    ],
  );
  const own = new Set(me.households.map(({ id }) => id));
  const others = new Set(left.flatMap(({ household }) => household ?? []).filter((id) => !own.has(id)));
  const gone = new Set(others.size === 0 ? [] : await outOfSight({ sql, now, me, contactId }, [...others]));
  return left.filter(({ household }) => household === null || !gone.has(household));
}

/** Whether anything is left of it; `nothing` where not, and then nothing is said. */
export const askedMaybe = command({
  name: "reminders.after_restore",
  takes: z.object({}),
  codes: ["nothing"],
  async run(context) {
    const left = await maybeAsked(context);
    return left.length === 0 ? { code: "nothing" } : { code: "ok", value: { count: left.length } };
  },
});

/** The same, to choose from. */
export const restoredLeft = command({
  name: "reminders.maybe_asked",
  takes: z.object({}),
  async run(context) {
    const left = await maybeAsked(context);
    const several = context.me.person !== null && context.me.households.length !== 1;
    return {
      code: "ok",
      value: left.map(({ id, kind, name }) => ({ id, label: kind, kind, name: several ? name : null })),
    };
  },
});

/**
 * Begins one of them with whoever asks, and comes back to what is left of them when the talk about it is over; `gone` where
 * it is none of hers, or no more.
 */
export const restoredOpen = command({
  name: "reminders.ask_again",
  takes: z.object({ item: ChoiceId }),
  codes: ["gone"],
  async run(context, { item }) {
    const found = (await maybeAsked(context)).find(({ id }) => id === item);
    if (found === undefined) return { code: "gone" };
    const { sql, me, contactId } = context;
    // What was asked twice in between is asked once now.
    await sql.run(
      `UPDATE timers t SET outcome = $2 FROM timers o WHERE o.id = $1::bigint AND t.outcome = $3 AND t.kind = o.kind
         AND t.payload = o.payload AND (t.person_id = $4 OR t.household_id = ANY ($5::uuid[]))`,
      [item, OPENED, MAYBE_TOLD, me.person, me.households.map(({ id }) => id)],
    );
    await context.tell({ contact: contactId }, found.flow, found.vars);
    if ((await maybeAsked(context)).length > 0)
      await context.tell({ contact: contactId }, "after_restore", { further: true });
    return { code: "ok" };
  },
});
