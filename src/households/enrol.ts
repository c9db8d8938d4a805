import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import {
  ENROLMENT_ACTS,
  enrolmentActs,
  ENROLMENTS,
  nextEnrolment,
  type Enrolment,
} from "../domain/enrolment.ts";
import { OptionalChoiceId, OptionalText, RecordId } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { allowed } from "./allowed.ts";
import { mayBeFollowed } from "../registry/consent.ts";
import { planFollowUps } from "./follow-up.ts";
import { quotaFor } from "./quota.ts";

const StateRow = z.object({
  status: z.enum(ENROLMENTS).nullable(),
  unit: z.string(),
  since: z.string().nullable(),
});

/** How a household stands in the scheme, what can be done, and the quota of its unit as it stands. */
export const enrolment = command({
  name: "households.enrolment",
  takes: z.object({ household: OptionalChoiceId }),
  codes: ["not_allowed"],
  async run(context, { household: handed }) {
    const found = await allowed(context, handed, "manage");
    if (found === null) return { code: "not_allowed" };
    const { status, unit, since } = await stateOf(context, found.id);
    const acts = enrolmentActs(status);
    return {
      code: "ok",
      value: {
        status: status ?? "never",
        since,
        quota: await quotaFor(context, unit),
        ...Object.fromEntries(ENROLMENT_ACTS.map((act) => [`may_${act}`, acts.includes(act)])),
      },
    };
  },
});

/**
 * Takes a household one step on in the scheme: propose, take part, replace by another, withdraw, leave. To replace it the
 * other household must be one that the person may manage, too; it is proposed in its place. Who leaves is looked after for
 * 36 months. `no_consent`: nobody takes part who has not agreed. `quota_full`: only with `anyway`.
 */
export const enrol = command({
  name: "households.enrol",
  takes: z.object({
    household: OptionalChoiceId,
    act: OptionalChoiceId,
    reason: OptionalText,
    replacement: RecordId,
    anyway: z.boolean().nullish(),
  }),
  codes: ["not_allowed", "does_not_fit", "no_consent", "quota_full"],
  async run(context, { household: handed, act: wanted, reason, replacement, anyway }) {
    const found = await allowed(context, handed, "manage");
    const act = ENROLMENT_ACTS.find((one) => one === wanted);
    if (found === null || act === undefined) return { code: "not_allowed" };
    const { sql } = context;
    await sql.run("SELECT FROM households WHERE id = $1 FOR UPDATE", [found.id]);
    const { status, unit } = await stateOf(context, found.id);
    const next = nextEnrolment(status, act);
    if (next === null) return { code: "does_not_fit" };
    if (act === "take_part") {
      if (!(await mayBeFollowed(sql, found.id))) return { code: "no_consent" };
      const quota = await quotaFor(context, unit);
      if (quota !== null && quota.left === 0 && anyway !== true) return { code: "quota_full", value: quota };
    }
    if (act === "replace") {
      const other = replacement === null ? null : await allowed(context, replacement, "manage");
      if (other === null || other.id === found.id) return { code: "not_allowed" };
      const its = await stateOf(context, other.id);
      const then = nextEnrolment(its.status, "propose");
      // Proposed already is as good.
      if (then !== null) await write(context, other.id, { status: then, reason, replacedBy: null });
      else if (its.status !== "proposed") return { code: "does_not_fit" };
    }
    await write(context, found.id, {
      status: next,
      reason,
      replacedBy: act === "replace" ? replacement : null,
    });
    const checks = next === "left_poverty" ? await planFollowUps(context, found.id) : null;
    return { code: "ok", value: { status: next, next_check: checks } };
  },
});

async function stateOf(
  { sql }: Pick<CommandContext, "sql">,
  household: string,
): Promise<z.infer<typeof StateRow>> {
  const [state] = await sql.rows(
    StateRow,
    `SELECT e.status, h.unit_id AS unit, e.valid_from AS since FROM households h
     LEFT JOIN enrolments e ON e.household_id = h.id AND e.valid_to IS NULL
     WHERE h.id = $1 ORDER BY e.valid_from DESC NULLS LAST LIMIT 1`,
    [household],
  );
  if (state === undefined) throw new Error("a household that may be managed is not there");
  return state;
}

async function write(
  { sql, now, me }: CommandContext,
  household: string,
  { status, reason, replacedBy }: { status: Enrolment; reason: string | null; replacedBy: string | null },
): Promise<void> {
  const today = localDateOf(now);
  await sql.run("UPDATE enrolments SET valid_to = $2 WHERE household_id = $1 AND valid_to IS NULL", [
    household,
    today,
  ]);
  await sql.run(
    `INSERT INTO enrolments (id, household_id, status, reason, valid_from, entered_by, replaced_by)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6)`,
    [household, status, reason, today, me.person, replacedBy],
  );
}
