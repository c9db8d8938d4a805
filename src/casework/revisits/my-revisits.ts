import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { periodOf } from "../../calendar/periods.ts";
import { REACHED, type Asking } from "../../registry/rights.ts";
import { unitName } from "../../registry/unit-names.ts";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { followUp } from "../follow-up.ts";
import { AmountColumn } from "../given.ts";
import { writeVisit } from "../visits/write-visit.ts";
import { DRAWN } from "./drawn.ts";

const Row = z.object({
  id: z.string(),
  name: z.string(),
  unit: z.string().nullable(),
  period: z.string(),
  month: z.string().nullable(),
  income: AmountColumn,
  cost: AmountColumn,
});
type Home = z.infer<typeof Row>;
const MOST = 40;

/** The households that were drawn for the person who writes and still wait, with the last month that was reported. */
async function drawnFor({ sql, me, now }: Asking): Promise<Home[]> {
  if (me.person === null) return [];
  return sql.rows(
    Row,
    `WITH RECURSIVE ${REACHED}
     SELECT h.id, h.head_name AS name, ${unitName("h.unit_id", "$2")} AS unit, r.period, last.month,
       (SELECT sum(d.amount)::text FROM diary_entries d WHERE d.household_id = h.id AND d.kind = 'income'
          AND d.period = last.month AND NOT EXISTS (SELECT FROM diary_entries c WHERE c.corrects = d.id)) AS income,
       (SELECT sum(d.amount)::text FROM diary_entries d WHERE d.household_id = h.id AND d.kind = 'cost'
          AND d.period = last.month AND NOT EXISTS (SELECT FROM diary_entries c WHERE c.corrects = d.id)) AS cost
     FROM ${DRAWN}
       LEFT JOIN LATERAL (SELECT max(period) AS month FROM diary_entries d WHERE d.household_id = h.id
         AND d.kind IN ('income', 'cost')) last ON true
     ORDER BY length(${unitName("h.unit_id", "$2")}), unit, h.head_folded, h.id LIMIT $3`,
    [me.person, localDateOf(now), MOST],
  );
}

/** Which households the lot wants this person to see again. Where none is left, nor is the task: a consent may have ended. */
export const myRevisits = command({
  name: "revisits.mine",
  takes: z.object({}),
  async run(context) {
    const homes = await drawnFor(context);
    if (homes.length === 0) await closeTask(context, periodOf("quarter", localDateOf(context.now)).id);
    return {
      code: "ok",
      value: homes.map((home) => ({
        ...home,
        label: home.unit === null ? home.name : `${home.name} · ${home.unit}`,
      })),
    };
  },
});

/**
 * What was found: as the book says, or otherwise (then the officer in charge looks into it, as a question), or nobody was
 * met, which leaves it open. It counts as a visit.
 */
export const logRevisit = command({
  name: "revisits.log",
  takes: z.object({
    household: ChoiceId,
    result: ChoiceId.pipe(z.enum(["as_said", "differs", "not_met"])),
    note: OptionalText,
  }),
  codes: ["gone"],
  async run(context, { household, result, note }) {
    const home = (await drawnFor(context)).find(({ id }) => id === household);
    const { sql, now, me } = context;
    if (home === undefined || me.person === null) return { code: "gone" };
    const met = result !== "not_met";
    await sql.run(
      `UPDATE revisits SET result = $4, note = coalesce($5, note), visited_at = CASE WHEN $7 THEN $6::timestamptz END,
         visited_by = CASE WHEN $7 THEN $3::uuid END
       WHERE household_id = $1 AND period = $2 AND visitor_id = $3`,
      [household, home.period, me.person, result, note, now, met],
    );
    await writeVisit(context, household, me.person, localDateOf(now), {
      met: met ? "household" : "nobody",
      how: result === "not_met" ? "not_home" : result === "differs" ? "trouble" : "fine",
      note,
    });
    if (result === "differs")
      await followUp(context, {
        kind: "revisit_differs",
        household,
        note,
        due: null,
        source: "revisit",
        id: `${home.period}:${household}`,
      });
    const left = (await drawnFor(context)).length;
    if (left === 0) await closeTask(context, home.period);
    return { code: "ok", value: { left } };
  },
});

async function closeTask({ sql, now, me }: CommandContext, period: string): Promise<void> {
  await sql.run(
    `UPDATE tasks SET done_at = $3, done_by = $1, outcome = 'by_itself'
     WHERE person_id = $1 AND kind = 'revisit' AND source = 'revisit' AND source_id = $2 AND done_at IS NULL`,
    [me.person, period, now],
  );
}
