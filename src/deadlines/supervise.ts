import { z } from "zod";
import { addDays, localDateOf } from "../calendar/local-date.ts";
import { isIn } from "../domain/submission-state.ts";
import { unitsWhere, type Asking } from "../registry/rights.ts";
import { ChoiceId, RecordId } from "../turns/choice-id.ts";
import { command, type Command, type CommandContext } from "../turns/command.ts";
import { extendSubmission, moveSubmission, reopenSubmission } from "./move-submission.ts";
import { shownDeadline } from "./mine.ts";
import { submissionById, submissionsOf, type Submission } from "./submission.ts";

/** One that the person looks on from above; null where it is none of hers. */
export async function supervised(asking: Asking, id: string | null): Promise<Submission | null> {
  const found = id === null ? null : await submissionById(asking.sql, id, asking.now);
  if (found === null) return null;
  return (await unitsWhere(asking, "supervise")).includes(found.unit) ? found : null;
}

/** What the units below still owe, what is late first. */
export const overdue = command({
  name: "deadlines.overdue",
  takes: z.object({}),
  async run(context) {
    const units = await unitsWhere(context, "supervise");
    const today = localDateOf(context.now);
    const waiting = (await submissionsOf(context.sql, units, context.now)).filter(
      ({ state }) => !isIn(state),
    );
    return {
      code: "ok",
      value: waiting.map((one) => ({ id: one.id, unit: one.unit_name, ...shownDeadline(one, today) })),
    };
  },
});

const LineRow = z.object({
  rung: z.string(),
  name: z.string().nullable(),
  day: z.string(),
  state: z.string(),
  reason: z.string().nullable(),
  road: z.string().nullable(),
  /** In đồng: what the vendor took, else what was reckoned with. */
  price: z.int(),
});
/** Lines of the ledger that a message shows, the latest first. */
const LINES = 8;

/** One of them, with what was said to whom by the ledger: on which day, by which road, and what became of it. */
export const lookAtOverdue = command({
  name: "deadlines.look",
  takes: z.object({ submission: RecordId }),
  codes: ["gone"],
  async run(context, { submission }) {
    const found = await supervised(context, submission);
    if (found === null) return { code: "gone" };
    const lines = await context.sql.rows(
      LineRow,
      `SELECT r.rung, p.name, (r.decided_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text AS day, r.reason, r.road, CASE
           WHEN r.state <> 'told' THEN r.state
           WHEN r.answered_at IS NOT NULL THEN 'answered' WHEN o.read THEN 'read' WHEN o.delivered THEN 'delivered'
           ELSE coalesce(o.status, 'told') END AS state, coalesce(o.price, r.price, 0) AS price
       FROM reminders r LEFT JOIN people p ON p.id = r.person_id
       LEFT JOIN LATERAL (SELECT max(status) AS status, bool_or(read_at IS NOT NULL) AS read,
           bool_or(delivered_at IS NOT NULL) AS delivered, sum(price)::int AS price
         FROM outbox WHERE inbox_id = r.inbox_id) o ON true
       WHERE r.submission_id = $1 AND r.part <> 'above' AND r.state IN ('told', 'maybe_told', 'failed', 'held', 'needs_template')
       ORDER BY r.decided_at DESC, r.id DESC LIMIT ${LINES}`,
      [found.id],
    );
    const shown = shownDeadline(found, localDateOf(context.now));
    const cost = lines.reduce((sum, { price }) => sum + price, 0);
    return {
      code: "ok",
      value: {
        id: found.id,
        unit: found.unit_name,
        ...shown,
        locked: found.state === "open" && shown.state === "late",
        lines,
        cost: cost === 0 ? null : cost,
      },
    };
  },
});

/** More time than this is a slip of the pen: a day without a year that has passed is read as that of the next one. */
const FARTHEST = 120;

const Until = z.object({ submission: RecordId, until: z.string().nullish(), reason: z.string().nullish() });

/** Moves the last day of one unit (gia hạn), with the reason; its leaders hear of it. */
export const extend = granting("deadlines.extend", "extended", extendSubmission);

/** Opens a period again for one unit until a day, with the reason, also where it was locked or accepted. */
export const reopen = granting("deadlines.reopen", "reopened", reopenSubmission);

/** More time for one unit, in one way or the other. */
function granting(name: string, what: "extended" | "reopened", grant: typeof extendSubmission): Command {
  return command({
    name,
    takes: Until,
    codes: ["gone", "too_early", "too_far"],
    async run(context, { submission, until, reason }) {
      const found = await supervised(context, submission);
      if (found === null || context.me.person === null || until === null || until === undefined)
        return { code: "gone" };
      if (until > addDays(localDateOf(context.now), FARTHEST)) return { code: "too_far" };
      const given = { submission: found.id, until, by: context.me.person, reason: reason ?? "" };
      const code = await grant(context.sql, given, context.now);
      if (code === "ok") await tellUnit(context, found, what, { until, reason: reason ?? null });
      return { code };
    },
  });
}

/** Hands in for the unit what came by another way (paper, e-mail), or lets it off, with the reason. */
export const handInFor = command({
  name: "deadlines.settle",
  takes: z.object({
    submission: RecordId,
    how: ChoiceId.pipe(z.enum(["hand_in", "forgive"])),
    reason: z.string().nullish(),
  }),
  codes: ["gone", "bad_move"],
  async run(context, { submission, how, reason }) {
    const found = await supervised(context, submission);
    const { sql, me, now } = context;
    if (found === null || me.person === null) return { code: "gone" };
    const move = { submission: found.id, by: me.person, reason: reason ?? null };
    if (how === "hand_in" && found.locks_on !== null && found.locks_on <= localDateOf(now))
      await reopenSubmission(
        sql,
        { ...move, until: localDateOf(now), by: me.person, reason: reason ?? "" },
        now,
      );
    const to = how === "forgive" ? "forgiven" : "submitted";
    const code = await moveSubmission(sql, { ...move, to, onBehalf: how === "hand_in" }, now);
    if (code !== "ok") return { code: "bad_move" };
    if (how === "hand_in") await moveSubmission(sql, { ...move, to: "accepted" }, now);
    await tellUnit(context, found, how === "forgive" ? "forgiven" : "handed_in", { reason: reason ?? null });
    return { code: "ok" };
  },
});

const LeaderRow = z.object({ person_id: z.string() });

/** Whoever leads the unit hears what the level above did with her deadline. */
async function tellUnit(
  context: CommandContext,
  { unit, obligation, period }: Submission,
  how: string,
  more: { until?: string; reason: string | null },
): Promise<void> {
  const leaders = await context.sql.rows(
    LeaderRow,
    `SELECT DISTINCT person_id FROM roles WHERE unit_id = $1 AND role = 'leader'
       AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2) ORDER BY person_id`,
    [unit, localDateOf(context.now)],
  );
  for (const { person_id } of leaders)
    await context.tell({ person: person_id }, "deadline_moved", {
      how,
      what: obligation,
      period,
      until: null,
      ...more,
    });
}
