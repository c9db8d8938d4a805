import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { closeByItself } from "../../desk/close-by-itself.ts";
import { unitsWhere } from "../../registry/rights.ts";
import { unitName } from "../../registry/unit-names.ts";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { dayDone, GivenDay } from "../meetings/given-time.ts";
import { above } from "./units-above.ts";
import { OUTREACH_DUTY, OutreachForm, outreachDutyKey } from "./forms.ts";

const IdRow = z.object({ id: z.string() });
const Row = z.object({
  id: z.string(),
  date: z.string(),
  form: z.string(),
  unit_name: z.string().nullable(),
  topic: z.string().nullable(),
  reached: z.int().nullable(),
});
const MOST = 30;

/**
 * Writes down what was told to many: form, day, what about, to whom, how many it reached. The text that the leader approved
 * for the month is linked to it, and the month's duty is done. `future` where the day has not come.
 */
export const logOutreach = command({
  name: "casework.log_outreach",
  takes: z.object({
    unit: ChoiceId,
    form: ChoiceId.pipe(OutreachForm),
    day: GivenDay,
    topic: OptionalText,
    audience: OptionalText,
    reached: z.int().nonnegative().nullish(),
  }),
  codes: ["not_allowed", "future"],
  async run(context, { unit, form, day, topic, audience, reached }) {
    const { sql, now, me } = context;
    if (!(await unitsWhere(context, "meet")).includes(unit)) return { code: "not_allowed" };
    const today = localDateOf(now);
    const on = dayDone(day, today);
    if (on === null) return { code: "future" };
    const units = await above(sql, unit, on);
    const [bulletin] = await sql.rows(
      IdRow,
      `SELECT id FROM bulletins WHERE unit_id = ANY ($1) AND period = $2 AND status = 'approved' ORDER BY approved_at DESC LIMIT 1`,
      [units, on.slice(0, 7)],
    );
    await sql.run(
      `INSERT INTO communications (id, unit_id, form, done_on, topic, audience, reached, bulletin_id, entered_by, created_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        unit,
        form,
        on,
        topic,
        audience,
        reached ?? null,
        form === OUTREACH_DUTY.form ? (bulletin?.id ?? null) : null,
        me.person,
        now,
      ],
    );
    if (form === OUTREACH_DUTY.form)
      for (const one of units) await closeByItself(context, outreachDutyKey(one, on.slice(0, 7)));
    return { code: "ok", value: { date: on } };
  },
});

/** What was told lately, the latest first. */
export const outreachLog = command({
  name: "casework.outreach_log",
  takes: z.object({}),
  async run(context) {
    const rows = await context.sql.rows(
      Row,
      `SELECT c.id, c.done_on AS date, c.form, ${unitName("c.unit_id", "c.done_on")} AS unit_name, c.topic, c.reached
       FROM communications c WHERE c.unit_id = ANY ($1)
       ORDER BY c.done_on DESC, c.created_at DESC, unit_name, c.form, c.topic, c.id LIMIT $2`,
      [await unitsWhere(context, "meet"), MOST],
    );
    return { code: "ok", value: rows.map((row) => ({ ...row, label: row.topic ?? row.date })) };
  },
});
