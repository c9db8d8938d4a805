import { z } from "zod";
import { addMonths, localDateOf } from "../../calendar/local-date.ts";
import { svgToPng } from "../../documents/pictures/svg-to-png.ts";
import { isRunning } from "../../domain/plan-status.ts";
import { errand } from "../../turns/errand.ts";
import type { Sql } from "../../turns/ports.ts";
import { monthFigures } from "../book/book.ts";
import { latestPlan } from "../plans/plan-rows.ts";
import { CARD_WIDTH, cardSvg } from "./card-svg.ts";
import { CHART_WIDTH, chartSvg } from "./chart-svg.ts";

const About = z.object({ household: z.string() });
const NEXT_STEPS = 3;
const MONTHS = 6;

/**
 * The picture of a household's plan that it keeps in its chat: what for, how far, the next three steps with their dates.
 * Handed over with the same in words, for whoever cannot see it. Nothing where no plan is under way any more.
 */
export const planCard = errand({
  kind: "plan_card",
  about: About,
  async run({ sql, now, locale, words, contactId }, { household }) {
    const plan = await latestPlan(sql, household);
    if (plan === null || !isRunning(plan.status)) return { vars: { text: null } };
    const say = (key: string, values = {}): string => words.text(locale, `pictures.${key}`, values);
    const today = localDateOf(now);
    const open = plan.steps.filter(({ done }) => done === null);
    const steps = open.slice(0, NEXT_STEPS).map(({ what, on }) => ({
      when: say(on < today ? "when_late" : "when", { on }),
      what: words.text(locale, "pictures.what", { what }),
    }));
    const done = plan.steps.length - open.length;
    const card = {
      title: say("title", { livelihood: plan.livelihood }),
      house: say("house", { name: plan.household_name }),
      goal: plan.goal === null ? null : say("goal", { goal: plan.goal, words: plan.goal_words }),
      stepsTitle: say(
        steps.length > 0 ? "next" : (await goesWell(sql, household)) ? "all_done" : "all_done_slow",
      ),
      steps,
      figures: [
        { label: say("expected"), value: say("money", { amount: plan.expected_income }) },
        { label: say("from"), value: say("month", { on: plan.result_on }) },
      ],
      done,
      all: plan.steps.length,
      progress: say("progress", { done, all: plan.steps.length }),
      foot: say("foot"),
    };
    const bytes = await svgToPng(cardSvg(card), CARD_WIDTH);
    const own = await isAtHome(sql, { contactId, household, today });
    const caption = own ? say("caption") : say("caption_of", { name: plan.household_name });
    const lines = steps.map(({ when, what }, index) => `${index + 1}. ${when}: ${what}`);
    return {
      file: { name: "ke-hoach.png", mime: "image/png", bytes },
      vars: { what: "card", text: [caption, card.stepsTitle, ...lines].join("\n") },
    };
  },
});

/** Whether the account is one of the household's own, and not somebody's who works for it. */
async function isAtHome(
  sql: Sql,
  { contactId, household, today }: { contactId: string; household: string; today: string },
): Promise<boolean> {
  const found = await sql.rows(
    z.object({}),
    `SELECT FROM household_contacts WHERE contact_id = $1 AND household_id = $2
       AND valid_from <= $3 AND (valid_to IS NULL OR valid_to > $3)`,
    [contactId, household, today],
  );
  return found.length > 0;
}

/** Whether the last word on it was not that it goes slower than thought, or is stuck. */
async function goesWell(sql: Sql, household: string): Promise<boolean> {
  const [last] = await sql.rows(
    z.object({ text: z.string().nullable() }),
    `SELECT text FROM diary_entries WHERE household_id = $1 AND kind = 'progress' ORDER BY created_at DESC, id LIMIT 1`,
    [household],
  );
  return last?.text !== "slow" && last?.text !== "stuck";
}

/** Six months of a household's book as bars, with the last month in words. */
export const bookChart = errand({
  kind: "book_chart",
  about: About,
  async run({ sql, now, locale, words }, { household }) {
    const say = (key: string, values = {}): string => words.text(locale, `pictures.${key}`, values);
    const first = `${localDateOf(now).slice(0, 7)}-01`;
    const months = [];
    for (let back = MONTHS - 1; back >= 0; back--) {
      const period = addMonths(first, -back).slice(0, 7);
      const { income, cost, net } = await monthFigures(sql, household, period);
      months.push({
        label: say("short_month", { period }),
        income,
        cost,
        shown: say("thousands", { amount: Math.round(net / 1000) }),
      });
    }
    const last = await monthFigures(sql, household, first.slice(0, 7));
    const chart = { title: say("chart"), income: say("income"), cost: say("cost"), months };
    const bytes = await svgToPng(chartSvg(chart), CHART_WIDTH);
    return {
      file: { name: "so-thu-chi.png", mime: "image/png", bytes },
      vars: { what: "chart", text: say("chart_text", last) },
    };
  },
});
