import { z } from "zod";
import { addDays, localDateOf } from "../../calendar/local-date.ts";
import { handOver } from "../../desk/hand-over.ts";
import { isRunning } from "../../domain/plan-status.ts";
import { may } from "../../domain/scope.ts";
import { mayBeFollowed } from "../../registry/consent.ts";
import { relationsTo } from "../../registry/rights.ts";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { movePlan } from "./plan-event.ts";
import { planById } from "./plan-rows.ts";
import { remindOfStep } from "./plan-timers.ts";

/** A step that is not done yet is asked about again after this many days. */
const AGAIN_AFTER_DAYS = 7;

/**
 * Keeps what became of a plan's step: done, not yet (asked again in a week), or cannot be done (a task of
 * whoever is in charge). `gone` where the plan has ended or has a newer version, the step is done, or it is none of
 * one's business.
 */
export const stepDone = command({
  name: "casework.step_done",
  takes: z.object({
    plan: ChoiceId,
    step: ChoiceId,
    done: ChoiceId.pipe(z.enum(["done", "not_yet", "cannot"])),
    note: OptionalText,
  }),
  codes: ["gone"],
  async run(context, { plan: planId, step: stepId, done, note: said }) {
    const { sql, now, me } = context;
    const plan = await planById(sql, planId);
    if (plan === null || !isRunning(plan.status)) return { code: "gone" };
    const household = plan.household_id;
    const relations = await relationsTo(context, household);
    if (!may(relations, "act_for") || !(await mayBeFollowed(sql, household))) return { code: "gone" };
    await sql.run("SELECT FROM plan_steps WHERE id::text = $1 FOR UPDATE", [stepId]);
    // Read again under the lock: of two phones that answer at once, the second finds it done.
    const step = (await planById(sql, planId))?.steps.find(({ id }) => id === stepId);
    if (step === undefined || step.done !== null) return { code: "gone" };
    switch (done) {
      case "done":
        await sql.run("UPDATE plan_steps SET done_on = $2, done_by = $3, done_on_behalf = $4 WHERE id = $1", [
          step.id,
          localDateOf(now),
          me.person,
          !relations.includes("own"),
        ]);
        await movePlan(context, plan, "report", null);
        break;
      case "not_yet": {
        const again = addDays(localDateOf(now), AGAIN_AFTER_DAYS);
        const key = `step:${plan.version_id}:${step.position}:${again}`;
        await remindOfStep(context, plan, step, again, key);
        break;
      }
      case "cannot": {
        const note = [context.term("plan_steps", step.what), said].filter((part) => part !== null).join(": ");
        await handOver(context, { kind: "step_cannot", household, note });
        break;
      }
      default:
        return done satisfies never;
    }
    return { code: "ok", value: {} };
  },
});
