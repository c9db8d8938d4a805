import { z } from "zod";
import { addDays, localDateOf } from "../../calendar/local-date.ts";
import { isRunning, REPORT_TAKEN_BACK } from "../../domain/plan-status.ts";
import { may, rolesFor } from "../../domain/scope.ts";
import { writeShortDate } from "../../language/write-date.ts";
import { namedIn } from "../../registry/household-named.ts";
import { IN_CHARGE, inSight, REACHED, relationsTo } from "../../registry/rights.ts";
import { OptionalText, RecordId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { movePlan } from "./plan-event.ts";
import { planById } from "./plan-rows.ts";
import { remindOfStep } from "./plan-timers.ts";
import { isToldOf } from "./unreport.ts";

/** For so long a step that was marked as done can be opened again. */
const WITHIN_DAYS = 30;
/** It is asked about again after this many days. */
const AGAIN_AFTER_DAYS = 7;
const MOST = 12;

const DoneRow = z.object({
  id: z.string(),
  plan: z.string(),
  household: z.string(),
  name: z.string(),
  done_on: z.string(),
});

/**
 * The steps that were marked as done lately, of one's own plan and of those that one looks after, the latest first; where the
 * `line` names a household, its steps only.
 */
export const stepsDoneLately = command({
  name: "casework.steps_done_lately",
  takes: z.object({ line: OptionalText }),
  async run(context, { line }) {
    const { sql, me, now } = context;
    const named = (await namedIn(context, line ?? "")).map(({ id }) => id);
    const rows = await sql.rows(
      DoneRow,
      `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$3")}
       SELECT s.id, p.id AS plan, h.id AS household, h.head_name AS name, s.done_on
       FROM plan_steps s JOIN plan_versions v ON v.id = s.plan_version_id
       JOIN plans p ON p.id = v.plan_id AND p.version = v.version JOIN households h ON h.id = p.household_id
       WHERE s.done_on >= $4 AND p.status = 'under_way'
         AND (h.id IN (SELECT household_id FROM in_sight) OR h.id = ANY ($5))
         AND (cardinality($6::uuid[]) = 0 OR h.id = ANY ($6))
       ORDER BY s.done_on DESC, s.done_by = $1 DESC, h.head_folded, s.position LIMIT ${MOST}`,
      [
        me.person,
        localDateOf(now),
        rolesFor("act_for"),
        addDays(localDateOf(now), -WITHIN_DAYS),
        me.households.map(({ id }) => id),
        named,
      ],
    );
    const steps = await Promise.all(
      rows.map(async ({ id, plan, name, done_on: on }) => {
        const what = (await planById(sql, plan))?.steps.find((step) => step.id === id)?.what ?? "";
        return {
          id,
          plan,
          label: `${name}: ${context.term("plan_steps", what)} · ${writeShortDate(on)}`,
          name,
        };
      }),
    );
    return { code: "ok", value: steps };
  },
});

/**
 * Opens a step again that was marked as done by mistake, with what was shown for it: it is asked about again in a week, and a
 * plan that nothing else was told of is approved and not begun. Another's household is told. `gone` where it is open already,
 * the plan has ended, or it is none of one's business.
 */
export const undoStep = command({
  name: "casework.undo_step",
  takes: z.object({ step: RecordId, plan: RecordId }),
  codes: ["gone"],
  async run(context, { step: stepId, plan: planId }) {
    const { sql, now } = context;
    if (stepId === null || planId === null) return { code: "gone" };
    await sql.run("SELECT FROM plan_steps WHERE id = $1 FOR UPDATE", [stepId]);
    const plan = await planById(sql, planId);
    if (plan === null) return { code: "gone" };
    const relations = await relationsTo(context, plan.household_id);
    if (!may(relations, "act_for")) return { code: "gone" };
    const step = plan.steps.find(({ id }) => id === stepId);
    if (step === undefined || step.done === null || !isRunning(plan.status)) return { code: "gone" };
    await sql.run(
      `WITH dropped AS (DELETE FROM diary_entries WHERE source = 'step' AND plan_id = $2
         AND file_id = (SELECT done_file FROM plan_steps WHERE id = $1))
       UPDATE plan_steps SET done_on = NULL, done_by = NULL, done_on_behalf = false, done_file = NULL, done_amount = NULL,
         done_text = NULL WHERE id = $1`,
      [step.id, plan.id],
    );
    if (plan.status === "under_way" && !(await isToldOf(context, plan)))
      await movePlan(context, plan, "take_back", REPORT_TAKEN_BACK);
    const again = addDays(localDateOf(now), AGAIN_AFTER_DAYS);
    await remindOfStep(context, plan, step, again, `step:${plan.version_id}:${step.position}:${again}`);
    const household = { id: plan.household_id, label: plan.household_name, name: plan.household_name };
    await context.errand({
      kind: "plan_card",
      about: { household: plan.household_id },
      flow: "picture_ready",
    });
    const told =
      !relations.includes("own") &&
      (await context.tell({ household: plan.household_id }, "plan_card", { household }));
    return { code: "ok", value: { household_name: plan.household_name, told, again } };
  },
});
