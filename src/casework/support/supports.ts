import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { rolesFor } from "../../domain/scope.ts";
import { IN_CHARGE, inSight, mayWith, REACHED } from "../../registry/rights.ts";
import { ChoiceId, isRecordId, OptionalText } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { followUp } from "../follow-up.ts";
import { AmountColumn, OptionalAmount, OptionalDate, OptionalFile } from "../given.ts";
import { setNeed } from "../needs/move-need.ts";
import { NEED_CATEGORIES } from "../needs/need-categories.ts";
import { needById } from "../needs/need-rows.ts";
import { countWork, tellHousehold } from "./write-support.ts";

const Row = z.object({
  id: z.string(),
  household_id: z.string(),
  household_name: z.string(),
  category: z.enum(NEED_CATEGORIES),
  what: z.string(),
  form: z.string(),
  source: z.string().nullable(),
  programme: z.string().nullable(),
  amount: AmountColumn,
  own_amount: AmountColumn,
  status: z.string(),
  referred_to: z.string().nullable(),
  referred_on: z.string().nullable(),
  received_on: z.string().nullable(),
  document: z.string().nullable(),
  return_what: z.string().nullable(),
  return_on: z.string().nullable(),
  need_id: z.string().nullable(),
});
const MOST = 60;
const COLUMNS = `s.id, s.household_id, h.head_name AS household_name, s.category, s.what, s.form, s.source, s.programme,
  s.amount::text, s.own_amount::text, s.status, s.referred_to, s.referred_on, s.received_on, s.document, s.return_what,
  s.return_on, s.need_id`;

/** Support of the households in sight and of one's own: what was received lately, or what they were sent for and wait for. */
export const supportsList = command({
  name: "support.list",
  takes: z.object({ status: ChoiceId }),
  async run({ sql, me, now, contactId }, { status }) {
    const rows = await sql.rows(
      Row,
      `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$4")}, mine (household_id) AS (
         SELECT household_id FROM household_contacts
         WHERE contact_id = $6 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
       )
       SELECT ${COLUMNS} FROM supports s JOIN households h ON h.id = s.household_id
       WHERE s.status = $5
         AND s.household_id IN (SELECT household_id FROM in_sight UNION SELECT household_id FROM mine)
       ORDER BY coalesce(s.received_on, s.referred_on) DESC, h.head_folded, s.category, s.what, s.id LIMIT $3`,
      [me.person, localDateOf(now), MOST, rolesFor("see"), status, contactId],
    );
    return {
      code: "ok",
      value: rows.map((row) => ({
        ...row,
        label: row.what,
        what_name: row.what,
        programme_name: row.programme,
      })),
    };
  },
});

/** What became of a referral: it arrived (how much, when, with what proof), or it will not come, and why. */
export const closeReferral = command({
  name: "support.close_referral",
  takes: z.object({
    support: ChoiceId,
    outcome: ChoiceId.pipe(z.enum(["received", "cancelled"])),
    amount: OptionalAmount,
    on: OptionalDate,
    file: OptionalFile,
    note: OptionalText,
  }),
  codes: ["gone", "not_allowed"],
  async run(context, { support: id, outcome, amount, on, file, note }) {
    const support = await supportById(context, id);
    if (support === null || !(await mayWith(context, support.household_id, "decide")))
      return { code: "not_allowed" };
    if (support.status !== "referred") return { code: "gone" };
    const received = outcome === "received";
    const day = received ? (on ?? localDateOf(context.now)) : null;
    await context.sql.run(
      `UPDATE supports SET status = $2, received_on = $3, amount = coalesce($4, amount), file_id = coalesce($5, file_id),
         document = coalesce($6, document) WHERE id = $1`,
      [id, outcome, day, amount, file, note],
    );
    if (!received) {
      if (support.need_id !== null) await setNeed(context, { id: support.need_id }, "looking", note);
      return { code: "ok", value: { told: false } };
    }
    await countWork(
      context,
      support.household_id,
      support.category,
      support.what,
      day ?? "",
      support.need_id,
    );
    return { code: "ok", value: { told: await tellHousehold(context, support.household_id, id) } };
  },
});

/** The household says that what was written has come, or that it has not; then the officer hears of it. */
export const answerSupport = command({
  name: "support.answer",
  takes: z.object({
    support: ChoiceId,
    answer: ChoiceId.pipe(z.enum(["got", "not_yet"])),
    text: OptionalText,
  }),
  codes: ["gone"],
  async run(context, { support: id, answer, text }) {
    const support = await supportById(context, id);
    if (support === null || !(await mayWith(context, support.household_id, "act_for")))
      return { code: "gone" };
    if (answer === "got") return { code: "ok", value: {} };
    const need = support.need_id === null ? null : await needById(context.sql, support.need_id);
    if (need?.status === "received") await setNeed(context, need, "promised", text, { own: true });
    await followUp(context, {
      kind: "need_not_yet",
      household: support.household_id,
      note: [support.what, text].filter((part) => part !== null).join(" · "),
      due: null,
      source: "support",
      id,
    });
    return { code: "ok", value: {} };
  },
});

async function supportById({ sql }: CommandContext, id: string) {
  if (!isRecordId(id)) return null;
  const [row] = await sql.rows(
    Row,
    `SELECT ${COLUMNS} FROM supports s JOIN households h ON h.id = s.household_id WHERE s.id = $1 FOR UPDATE OF s`,
    [id],
  );
  return row ?? null;
}
