import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { mayWith, unitsWhere } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { ChoiceId, OptionalChoiceId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { OptionalAmount } from "../given.ts";
import { LOAN_PROGRAMMES, loanTerms, monthlyInterest } from "./loan-programmes.ts";

const SaidRow = z.object({ holds: z.boolean(), at: z.date() });

/** What an example of interest is counted with where nobody said how much. */
const EXAMPLE = 50_000_000;

/** The programmes that something is known of today. */
export const loanProgrammes = command({
  name: "loans.programmes",
  takes: z.object({}),
  async run({ now }) {
    const today = localDateOf(now);
    const known = LOAN_PROGRAMMES.filter((programme) => loanTerms(programme, today) !== null);
    return Promise.resolve({
      code: "ok",
      value: known.map((programme) => ({ id: programme, label: programme })),
    });
  },
});

/**
 * What a loan costs a month, by the rate of the day with its document. `sure` where the text is in force or the leader of the
 * household's unit has said that it holds; `ask` where nothing is known, or where she has said that it does not.
 */
export const explainLoan = command({
  name: "loans.explain",
  takes: z.object({ programme: ChoiceId, amount: OptionalAmount, household: OptionalChoiceId }),
  codes: ["ask"],
  async run(context, { programme, amount, household: handed }) {
    const today = localDateOf(context.now);
    const terms = loanTerms(programme, today);
    if (terms === null || terms.rate === null) return { code: "ask" };
    const household = theHousehold(context, handed);
    const said =
      household !== null && (await mayWith(context, household, "see"))
        ? await saidOf(context, programme, household)
        : null;
    if (said?.holds === false) return { code: "ask" };
    const counted = amount ?? EXAMPLE;
    return {
      code: "ok",
      value: {
        programme,
        rate: terms.rate,
        limit: terms.limit,
        months: terms.months,
        document: terms.document,
        amount: counted,
        monthly: monthlyInterest(counted, terms.rate),
        sure: terms.found === "current" || said?.holds === true,
        over: terms.limit !== null && counted > terms.limit,
      },
    };
  },
});

/** What the nearest leader upwards of the household's unit said last about these terms. */
async function saidOf({ sql, now }: CommandContext, programme: string, household: string) {
  const [said] = await sql.rows(
    SaidRow,
    `WITH RECURSIVE up (unit_id, depth) AS (
       SELECT unit_id, 0 FROM households WHERE id = $1
       UNION
       SELECT v.parent_id, up.depth + 1 FROM unit_versions v JOIN up ON v.unit_id = up.unit_id
       WHERE v.parent_id IS NOT NULL AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2) AND up.depth < 20
     )
     SELECT c.holds, c.at FROM up JOIN rule_confirmations c USING (unit_id)
     WHERE c.rule = $3 ORDER BY up.depth, c.id DESC LIMIT 1`,
    [household, localDateOf(now), ruleOf(programme)],
  );
  return said ?? null;
}

/** A leader says that the terms of a programme hold in her units today, or that they do not. */
export const confirmLoanTerms = command({
  name: "loans.confirm_terms",
  takes: z.object({ programme: ChoiceId, holds: ChoiceId }),
  codes: ["not_allowed"],
  async run(context, { programme, holds }) {
    const { sql, now, me } = context;
    const units = await unitsWhere(context, "lead");
    if (units.length === 0) return { code: "not_allowed" };
    await sql.run(
      `INSERT INTO rule_confirmations (rule, unit_id, holds, person_id, at)
       SELECT $1, unit_id, $2, $3, $4 FROM unnest($5::uuid[]) AS unit_id`,
      [ruleOf(programme), holds === "holds", me.person, now, units],
    );
    return { code: "ok", value: {} };
  },
});

function ruleOf(programme: string): string {
  return `loan:${programme}`;
}
