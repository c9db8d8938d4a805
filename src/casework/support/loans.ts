import { z } from "zod";
import { addDays, instantAt, localDateOf } from "../../calendar/local-date.ts";
import { handOver } from "../../desk/hand-over.ts";
import { OPEN_NEEDS } from "../../domain/need-status.ts";
import { tellsOfRepaying } from "../../language/loan-told.ts";
import { mayBeFollowed } from "../../registry/consent.ts";
import { may } from "../../domain/scope.ts";
import { spokenOf } from "../../registry/responsible.ts";
import { mayWith, relationsTo } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { ChoiceId, OptionalChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { OptionalAmount, OptionalDate } from "../given.ts";
import { setNeed } from "../needs/move-need.ts";
import { LOAN_PROGRAMMES } from "./loan-programmes.ts";
import { loanById, loansOf, shownLoan } from "./loan-rows.ts";

const IdRow = z.object({ id: z.string() });
/** Officers look at a loan that runs once a quarter. */
const CHECK_AFTER_DAYS = 90;
const RUNNING: ReadonlySet<string> = new Set(["asked", "lent"]);

/** The loans of a household, for itself and for who works with it; nothing where it may not be seen. */
export const loansList = command({
  name: "loans.list",
  takes: z.object({ household: OptionalChoiceId }),
  async run(context, { household: handed }) {
    const household = theHousehold(context, handed);
    if (household === null || !(await mayWith(context, household, "see"))) return { code: "ok", value: [] };
    return { code: "ok", value: (await loansOf(context.sql, household)).map(shownLoan) };
  },
});

/** One loan, and whether the person may say how it stands. */
export const oneLoan = command({
  name: "loans.one",
  takes: z.object({ loan: ChoiceId }),
  codes: ["not_allowed"],
  async run(context, { loan: id }) {
    const loan = await loanById(context.sql, id);
    if (loan === null || !(await mayWith(context, loan.household_id, "see"))) return { code: "not_allowed" };
    const decides = await mayWith(context, loan.household_id, "decide");
    return { code: "ok", value: { ...shownLoan(loan), decides } };
  },
});

/** The one loan that a household is repaying, where `said` tells of repaying; `none` where it has several, or tells of another thing. */
export const loanMeant = command({
  name: "loans.meant",
  takes: z.object({ household: OptionalChoiceId, said: OptionalText }),
  codes: ["none"],
  async run(context, { household: handed, said }) {
    const household = theHousehold(context, handed);
    if (household === null || !(await mayWith(context, household, "see"))) return { code: "none" };
    if (said === null || !tellsOfRepaying(said)) return { code: "none" };
    const [loan, ...others] = (await loansOf(context.sql, household)).filter(
      ({ status }) => status === "lent",
    );
    if (loan === undefined || others.length > 0) return { code: "none" };
    return { code: "ok", value: { id: loan.id } };
  },
});

/**
 * Writes a loan that was asked for, or lent already, with its programme, amounts, purpose, group and days: never a number of
 * an account. The open need for capital goes along, and the household reads what was written.
 */
export const noteLoan = command({
  name: "loans.note",
  takes: z.object({
    household: OptionalChoiceId,
    programme: ChoiceId.pipe(z.enum(LOAN_PROGRAMMES)),
    purpose: OptionalText,
    amount: OptionalAmount,
    group: OptionalText,
    stage: ChoiceId.pipe(z.enum(["asked", "lent"])),
    lent_on: OptionalDate,
    due_on: OptionalDate,
  }),
  codes: ["not_allowed", "no_consent"],
  async run(context, given) {
    const { sql, now, me } = context;
    const household = theHousehold(context, given.household);
    if (household === null) return { code: "not_allowed" };
    const relations = await relationsTo(context, household);
    if (!may(relations, "decide")) return { code: "not_allowed" };
    if (!(await mayBeFollowed(sql, household))) return { code: "no_consent" };
    const lent = given.stage === "lent";
    const today = localDateOf(now);
    const need = await openCapitalNeed(context, household);
    const [row] = await sql.rows(
      IdRow,
      `INSERT INTO loans (id, household_id, need_id, programme, purpose, amount_asked, amount_lent, group_name, status,
         asked_on, lent_on, due_on, entered_by, on_behalf, created_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, true, $13) RETURNING id`,
      [
        household,
        need,
        given.programme,
        given.purpose,
        given.amount,
        lent ? given.amount : null,
        given.group,
        given.stage,
        lent ? (given.lent_on ?? today) : today,
        lent ? (given.lent_on ?? today) : null,
        lent ? given.due_on : null,
        me.person,
        now,
      ],
    );
    if (row === undefined) throw new Error("a loan was written and came back without an id");
    await addEvent(context, row.id, given.stage, null, given.amount, null);
    if (need !== null) await setNeed(context, { id: need }, lent ? "received" : "looking", null);
    return { code: "ok", value: { loan: row.id, told: await afterChange(context, row.id) } };
  },
});

const MOVES = ["lent", "refused", "repaid", "yes", "partly", "late"] as const;

/** How it stands with a loan: lent (how much, when, until when), refused, repaid, or repaid as planned, partly or late. */
export const moveLoan = command({
  name: "loans.move",
  takes: z.object({
    loan: ChoiceId,
    to: ChoiceId.pipe(z.enum(MOVES)),
    amount: OptionalAmount,
    on: OptionalDate,
    due_on: OptionalDate,
    note: OptionalText,
  }),
  codes: ["gone", "not_allowed"],
  async run(context, { loan: id, to, amount, on, due_on, note }) {
    const { sql, now } = context;
    const loan = await loanById(sql, id);
    if (loan === null || !(await mayWith(context, loan.household_id, "decide")))
      return { code: "not_allowed" };
    const fits = loan.status === "asked" ? to === "lent" || to === "refused" : loan.status === "lent";
    if (!fits || (loan.status === "lent" && (to === "lent" || to === "refused"))) return { code: "gone" };
    const repaying = to === "yes" || to === "partly" || to === "late" ? to : null;
    const status = repaying === null ? to : loan.status;
    const day = on ?? localDateOf(now);
    await sql.run(
      `UPDATE loans SET status = $2, repaying = coalesce($3, repaying),
         checked_on = CASE WHEN $3::text IS NULL THEN checked_on ELSE $4::date END,
         amount_lent = CASE WHEN $2 = 'lent' THEN coalesce(amount_lent, $5, amount_asked) ELSE amount_lent END,
         lent_on = CASE WHEN $2 = 'lent' THEN coalesce(lent_on, $4::date) ELSE lent_on END,
         due_on = coalesce($6, due_on) WHERE id = $1`,
      [id, status, repaying, day, amount, due_on],
    );
    await addEvent(context, id, status, repaying, amount, note);
    if (loan.need_id !== null && (to === "lent" || to === "refused"))
      await setNeed(context, { id: loan.need_id }, to === "lent" ? "received" : "looking", note);
    return { code: "ok", value: { told: await afterChange(context, id) } };
  },
});

/**
 * What a household says of a loan: it stands at the one that runs, where there is just one, and its officer gets a task with
 * her words; `officer` is who heard of it, null where nobody is there yet.
 */
export const tellOfLoan = command({
  name: "loans.tell",
  takes: z.object({ household: OptionalChoiceId, said: z.string().min(1) }),
  codes: ["not_allowed", "no_consent"],
  async run(context, { household: handed, said }) {
    const { sql } = context;
    const household = theHousehold(context, handed);
    if (household === null || !(await mayWith(context, household, "act_for"))) return { code: "not_allowed" };
    if (!(await mayBeFollowed(sql, household))) return { code: "no_consent" };
    const running = (await loansOf(sql, household)).filter(({ status }) => RUNNING.has(status));
    const [loan, ...others] = running;
    if (loan !== undefined && others.length === 0)
      await addEvent(context, loan.id, loan.status, null, null, said);
    const { told } = await handOver(context, { kind: "loan_told", household, note: said });
    return { code: "ok", value: { officer: told === null ? null : spokenOf(told) } };
  },
});

async function openCapitalNeed({ sql }: CommandContext, household: string): Promise<string | null> {
  const [need] = await sql.rows(
    IdRow,
    `SELECT id FROM needs WHERE household_id = $1 AND category = 'capital' AND status = ANY ($2)
     ORDER BY noted_on LIMIT 1`,
    [household, OPEN_NEEDS],
  );
  return need?.id ?? null;
}

async function addEvent(
  { sql, now, me }: CommandContext,
  loan: string,
  status: string,
  repaying: string | null,
  amount: number | null,
  note: string | null,
): Promise<void> {
  await sql.run(
    `INSERT INTO loan_events (loan_id, status, repaying, amount, note, person_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [loan, status, repaying, amount, note, me.person, now],
  );
}

/** The household reads what stands now; a loan that runs is looked at again in a quarter. */
async function afterChange(context: CommandContext, id: string): Promise<boolean> {
  const loan = await loanById(context.sql, id);
  if (loan === null) throw new Error("a loan was written and is not there");
  const { me, now } = context;
  if (loan.status === "lent" && me.person !== null) {
    const next = addDays(localDateOf(now), CHECK_AFTER_DAYS);
    await context.remind({
      key: `loan:${id}:${next}`,
      kind: "loan",
      audience: { person: me.person },
      dueAt: instantAt(next, 8, 0),
      flow: "loan_due",
      // With the household it goes on to the next officer.
      vars: { loan: id, household: { id: loan.household_id } },
    });
  }
  // Whether it was repaid in time is a note for those who look after it.
  if (loan.repaying !== null && loan.status === "lent") return false;
  return context.tell({ household: loan.household_id }, "loan_news", {
    loan: shownLoan(loan),
    officer: { name: me.name, address: me.address === "unknown" ? null : me.address },
    household: { id: loan.household_id, label: loan.household_name, name: loan.household_name },
  });
}
