import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { isSettled, mayBecome, NEED_STATUSES, type NeedStatus } from "../../domain/need-status.ts";
import { mayWith } from "../../registry/rights.ts";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { closeFollowUps } from "../follow-up.ts";
import { OptionalAmount, OptionalDate } from "../given.ts";
import { OptionalSource } from "./need-categories.ts";
import { needById, type NeedRow } from "./need-rows.ts";

/**
 * Says how it stands with a need: looked at, promised (by when), received, not possible (why). The household hears of each
 * change at once; `told` is false where it has no phone.
 */
export const moveNeed = command({
  name: "needs.move",
  takes: z.object({
    need: ChoiceId,
    status: ChoiceId.pipe(z.enum(NEED_STATUSES)),
    note: OptionalText,
    due: OptionalDate,
    cost: OptionalAmount,
    source: OptionalSource,
  }),
  codes: ["gone", "not_allowed"],
  async run(context, { need: id, status, note, due, cost, source }) {
    const need = await needById(context.sql, id);
    if (need === null || !(await mayWith(context, need.household_id, "decide")))
      return { code: "not_allowed" };
    if (!mayBecome(need.status, status)) return { code: "gone" };
    await setNeed(context, need, status, note, { due, cost, source });
    const told = await tellHousehold(context, need, status, note, due);
    return { code: "ok", value: { told, household_name: need.household_name } };
  },
});

/** Writes the new state with its event. What is not said anew (date, cost, source) stays; whoever acts, acts from now on. */
export async function setNeed(
  context: Pick<CommandContext, "sql" | "now" | "me">,
  need: Pick<NeedRow, "id">,
  status: NeedStatus,
  note: string | null,
  more: { due?: string | null; cost?: number | null; source?: string | null; own?: boolean } = {},
): Promise<void> {
  const { sql, now, me } = context;
  await sql.run(
    `UPDATE needs SET status = $2, due_on = CASE WHEN $4::date IS NULL THEN due_on ELSE $4 END,
       cost = coalesce($5, cost), source = coalesce($6, source), closed_on = $3,
       person_id = CASE WHEN $8 THEN person_id ELSE $7 END
     WHERE id = $1`,
    [
      need.id,
      status,
      isSettled(status) ? localDateOf(now) : null,
      more.due ?? null,
      more.cost ?? null,
      more.source ?? null,
      me.person,
      more.own === true,
    ],
  );
  await sql.run(
    "INSERT INTO need_events (need_id, status, note, person_id, at) VALUES ($1, $2, $3, $4, $5)",
    [need.id, status, note, me.person, now],
  );
  await closeFollowUps(context, "need", need.id);
}

async function tellHousehold(
  context: CommandContext,
  need: NeedRow,
  status: NeedStatus,
  note: string | null,
  due: string | null,
): Promise<boolean> {
  const { me } = context;
  return context.tell({ household: need.household_id }, "need_news", {
    need: need.id,
    household: { id: need.household_id, label: need.household_name, name: need.household_name },
    category: need.category,
    status,
    note,
    due,
    officer: { name: me.name, address: me.address === "unknown" ? null : me.address },
  });
}
