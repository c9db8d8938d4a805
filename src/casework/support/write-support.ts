import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { may } from "../../domain/scope.ts";
import { consentsOf, mayBeFollowed } from "../../registry/consent.ts";
import { relationsTo } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { ChoiceId, OptionalChoiceId, OptionalText, RecordId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { OptionalAmount, OptionalDate, OptionalFile } from "../given.ts";
import { setNeed } from "../needs/move-need.ts";
import { CategoryId, OptionalSource, type NeedCategory } from "../needs/need-categories.ts";
import { needById } from "../needs/need-rows.ts";
import { planReturns } from "../returns/plan-returns.ts";
import { isReturnGap } from "../returns/schedule.ts";

const IdRow = z.object({ id: z.string() });

/** How support is given: for good, on a condition, or to be handed on or paid back (seed 002, L111). */
const FORMS = ["given", "conditional", "to_return"] as const;
const WORK_KINDS = ["training", "job", "abroad"] as const;

/** Whether support may be written for a household now, and what the need that it answers to says. */
export const beginSupport = command({
  name: "support.begin",
  takes: z.object({ household: OptionalChoiceId, need: RecordId }),
  codes: ["not_allowed", "no_consent"],
  async run(context, { household: handed, need: id }) {
    const household = theHousehold(context, handed);
    if (household === null) return { code: "not_allowed" };
    const relations = await relationsTo(context, household);
    if (!may(relations, "decide")) return { code: "not_allowed" };
    if (!(await mayBeFollowed(context.sql, household))) return { code: "no_consent" };
    const need = id === null ? null : await needById(context.sql, id);
    const own = need?.household_id === household ? need : null;
    return {
      code: "ok",
      value: { need: own?.id ?? null, category: own?.category ?? null, text: own?.text ?? null },
    };
  },
});

/**
 * Writes what a household was given, with programme, amount, the family's own part apart, day, paper and picture; or that it
 * was sent somewhere for it (`referred`), for which it has to agree that its name is given to others: else `no_share`. Its need counts as received, and the household is asked whether it is so.
 */
export const writeSupport = command({
  name: "support.write",
  takes: z.object({
    household: OptionalChoiceId,
    need: RecordId,
    shock: RecordId,
    status: ChoiceId.pipe(z.enum(["received", "referred"])),
    category: CategoryId,
    what: z.string().min(1),
    form: OptionalChoiceId,
    source: OptionalSource,
    programme: OptionalText,
    amount: OptionalAmount,
    own_amount: OptionalAmount,
    on: OptionalDate,
    referred_to: OptionalText,
    document: OptionalText,
    file: OptionalFile,
    return_kind: OptionalChoiceId,
    return_what: OptionalText,
    return_amount: OptionalAmount,
    return_on: OptionalDate,
    return_times: z.int().positive().nullish(),
    return_gap: OptionalChoiceId,
  }),
  codes: ["not_allowed", "no_share"],
  async run(context, given) {
    const { sql, now, me } = context;
    const household = theHousehold(context, given.household);
    if (household === null || !may(await relationsTo(context, household), "decide"))
      return { code: "not_allowed" };
    const need = given.need === null ? null : await needById(sql, given.need);
    if (need !== null && need.household_id !== household) return { code: "not_allowed" };
    const consents = await consentsOf(sql, household);
    const photos = consents.has("photos");
    const received = given.status === "received";
    if (!received && !consents.has("share")) return { code: "no_share" };
    const on = given.on ?? localDateOf(now);
    const [row] = await sql.rows(
      IdRow,
      `INSERT INTO supports (id, household_id, need_id, shock_id, category, what, form, source, programme, amount,
         own_amount, status, referred_on, referred_to, received_on, document, file_id, return_what, return_on,
         entered_by, on_behalf, created_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
         true, $20) RETURNING id`,
      [
        household,
        need?.id ?? null,
        given.shock,
        given.category,
        given.what,
        FORMS.find((form) => form === given.form) ?? "given",
        given.source,
        given.programme,
        given.amount,
        given.own_amount,
        given.status,
        received ? null : on,
        given.referred_to,
        received ? on : null,
        given.document,
        photos ? given.file : null,
        comesBack(given) ? (given.return_what ?? given.what) : null,
        comesBack(given) ? given.return_on : null,
        me.person,
        now,
      ],
    );
    if (row === undefined) throw new Error("support was written and came back without an id");
    if (received && comesBack(given)) await planToReturn(context, household, row.id, given);
    if (received) await countWork(context, household, given.category, given.what, on, need?.id ?? null);
    return { code: "ok", value: { support: row.id, told: await tellHousehold(context, household, row.id) } };
  },
});

type Returning = {
  form: string | null;
  what: string;
  return_kind: string | null;
  return_what: string | null;
  return_amount: number | null;
  return_on: string | null;
  return_times?: number | null | undefined;
  return_gap: string | null;
};

function comesBack({ form }: Pick<Returning, "form">): boolean {
  return form === "to_return";
}

/** What comes back gets its days; the household is reminded of each. */
async function planToReturn(
  context: CommandContext,
  household: string,
  support: string,
  given: Returning,
): Promise<void> {
  const [home] = await context.sql.rows(
    z.object({ head_name: z.string() }),
    "SELECT head_name FROM households WHERE id = $1",
    [household],
  );
  if (home === undefined || given.return_on === null) return;
  const gap = given.return_gap;
  await planReturns(context, {
    support,
    household: { id: household, name: home.head_name },
    what: given.return_what ?? given.what,
    amount: given.return_kind === "money" ? given.return_amount : null,
    first: given.return_on,
    times: given.return_times ?? 1,
    gap: gap !== null && isReturnGap(gap) ? gap : "year",
  });
}

/** Training, work and contracts abroad are counted by people, whatever they came by. */
export async function countWork(
  { sql, now, me }: Pick<CommandContext, "sql" | "now" | "me">,
  household: string,
  category: NeedCategory,
  what: string,
  on: string,
  need: string | null,
): Promise<void> {
  if (!WORK_KINDS.some((kind) => kind === category)) return;
  await sql.run(
    `INSERT INTO work_results (id, household_id, kind, what, happened_on, need_id, entered_by, on_behalf, created_at)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, true, $7)`,
    [household, category, what, on, need, me.person, now],
  );
}

const SupportRow = z.object({
  id: z.string(),
  need_id: z.string().nullable(),
  head_name: z.string(),
  category: z.string(),
  what: z.string(),
  status: z.string(),
  referred_to: z.string().nullable(),
  return_what: z.string().nullable(),
  return_on: z.string().nullable(),
  amount: z.number().nullable(),
  times: z.int(),
});

/** The need moves along, and the household hears what was written and says whether it is so. */
export async function tellHousehold(
  context: CommandContext,
  household: string,
  id: string,
): Promise<boolean> {
  const { sql, me } = context;
  const [support] = await sql.rows(
    SupportRow,
    `SELECT s.id, s.need_id, h.head_name, s.category, s.what, s.status, s.referred_to,
       s.return_what, s.return_on, (SELECT sum(amount)::float8 FROM returns r WHERE r.support_id = s.id) AS amount,
       (SELECT count(*)::int FROM returns r WHERE r.support_id = s.id) AS times
     FROM supports s JOIN households h ON h.id = s.household_id WHERE s.id = $1`,
    [id],
  );
  if (support === undefined) return false;
  const { need_id, category, what, status, head_name, referred_to, return_what, return_on } = support;
  if (need_id !== null)
    await setNeed(context, { id: need_id }, status === "received" ? "received" : "looking", what);
  return context.tell({ household }, "support_news", {
    support: id,
    need: need_id,
    household: { id: household, label: head_name, name: head_name },
    category,
    what,
    status,
    referred_to,
    return_what,
    // The line of parts names the first day itself.
    return_on: support.times > 1 ? null : return_on,
    return_times: support.times > 1 ? support.times : null,
    return_first: support.times > 1 ? return_on : null,
    return_amount: support.amount,
    officer: { name: me.name, address: me.address === "unknown" ? null : me.address },
  });
}
