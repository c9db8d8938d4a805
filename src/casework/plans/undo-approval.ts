import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { nextStatus } from "../../domain/plan-status.ts";
import { rolesFor } from "../../domain/scope.ts";
import { IN_CHARGE, inSight, mayWith, REACHED } from "../../registry/rights.ts";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { approvalsOf } from "./approve.ts";
import { movePlan } from "./plan-event.ts";
import { holdHousehold, planById } from "./plan-rows.ts";
import { forgetReminders } from "./plan-timers.ts";

const Row = z.object({ id: z.string(), name: z.string(), at: z.string() });
const MOST = 30;

/** The plans that the person approved last and that nobody has begun to carry out, the latest first. */
export const approvedByMe = command({
  name: "casework.approved_by_me",
  takes: z.object({}),
  async run({ sql, me, now }) {
    const plans = await sql.rows(
      Row,
      `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$3")}
       SELECT p.id, h.head_name AS name, to_char(a.at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'FMHH24:MI FMDD/FMMM') AS at
       FROM in_sight JOIN plans p USING (household_id) JOIN households h ON h.id = p.household_id
       JOIN plan_approvals a ON a.plan_id = p.id AND a.version = p.version AND a.person_id = $1
       WHERE p.status = 'approved' AND a.step = (SELECT max(step) FROM plan_approvals l
         WHERE l.plan_id = p.id AND l.version = p.version)
       ORDER BY a.at DESC, p.id LIMIT ${MOST}`,
      [me.person, localDateOf(now), rolesFor("decide")],
    );
    return { code: "ok", value: plans.map(({ id, name, at }) => ({ id, label: `${name} · ${at}`, name })) };
  },
});

/**
 * Takes one's own yes to a plan back, with the reason: it waits for a decision again, and the household is told. That it
 * was approved stays in its history. `begun` where the household has told how it goes meanwhile.
 */
export const undoApproval = command({
  name: "casework.undo_approval",
  takes: z.object({ plan: ChoiceId, reason: z.string() }),
  codes: ["gone", "begun", "not_allowed"],
  async run(context, { plan: id, reason }) {
    const { sql, me } = context;
    const seen = await planById(sql, id);
    if (seen === null || !(await mayWith(context, seen.household_id, "decide")))
      return { code: "not_allowed" };
    await holdHousehold(sql, seen.household_id);
    const plan = await planById(sql, id);
    if (plan?.status === "under_way") return { code: "begun" };
    if (plan === null || nextStatus(plan.status, "unapprove") === null) return { code: "gone" };
    const last = (await approvalsOf(context, plan)).at(-1);
    if (last === undefined || last.person_id !== me.person) return { code: "gone" };
    await sql.run("DELETE FROM plan_approvals WHERE plan_id = $1 AND version = $2 AND step = $3", [
      id,
      plan.version,
      last.step,
    ]);
    await movePlan(context, plan, "unapprove", reason);
    await forgetReminders(context, plan);
    const told = await context.tell({ household: plan.household_id }, "plan_decided", {
      plan: id,
      decision: "undone",
      reason,
      officer: { name: me.name, address: me.address === "unknown" ? null : me.address },
      household: { id: plan.household_id, label: plan.household_name, name: plan.household_name },
    });
    return { code: "ok", value: { household_name: plan.household_name, told } };
  },
});
