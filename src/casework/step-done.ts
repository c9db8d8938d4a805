import { z } from "zod";
import { addDays, localDateOf } from "../calendar/local-date.ts";
import { handOver } from "../desk/hand-over.ts";
import { isRunning } from "../domain/plan-status.ts";
import { mayBeFollowed } from "../registry/consent.ts";
import { mayWith } from "../registry/rights.ts";
import { ChoiceId, isRecordId, OptionalText } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { movePlan } from "./plan-event.ts";
import { planById } from "./plan-rows.ts";
import { remindOfStep } from "./plan-timers.ts";

/** A step that is not done yet is asked about again after this many days. */
const AGAIN_AFTER_DAYS = 7;
const StepRow = z.object({ id: z.string(), position: z.int(), text: z.string().nullable() });

/**
 * Keeps what became of a plan's step: done, not yet (asked again in a week), or cannot be done (a task of whoever is in
 * charge). `gone` where the plan has ended or has a newer version, the step is done, or it is none of one's business.
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
  async run(context, { plan: planId, step: stepId, done, note }) {
    const { sql, now } = context;
    const plan = await planById(sql, planId);
    if (plan === null || !isRunning(plan.status) || !isRecordId(stepId)) return { code: "gone" };
    const household = plan.household_id;
    if (!(await mayWith(context, household, "act_for")) || !(await mayBeFollowed(sql, household)))
      return { code: "gone" };
    const [step] = await sql.rows(
      StepRow,
      `SELECT id, position, text FROM plan_steps
       WHERE id = $1 AND plan_version_id = $2 AND done_on IS NULL FOR UPDATE`,
      [stepId, plan.version_id],
    );
    if (step === undefined) return { code: "gone" };
    const today = localDateOf(now);
    switch (done) {
      case "done":
        await sql.run("UPDATE plan_steps SET done_on = $2 WHERE id = $1", [step.id, today]);
        await movePlan(context, plan, "report", null);
        break;
      case "not_yet": {
        const again = addDays(today, AGAIN_AFTER_DAYS);
        const key = `step:${plan.version_id}:${step.position}:${again}`;
        await remindOfStep(context, plan, step, again, key);
        break;
      }
      case "cannot": {
        const what = [step.text, note].filter((part) => part !== null).join(": ");
        await handOver(context, { kind: "step_cannot", household, note: what });
        break;
      }
      default:
        return done satisfies never;
    }
    return { code: "ok", value: {} };
  },
});
