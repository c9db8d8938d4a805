import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { OPEN_NEEDS } from "../../domain/need-status.ts";
import { rolesFor } from "../../domain/scope.ts";
import { IN_CHARGE, inSight, mayWith, REACHED } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { ChoiceId, OptionalChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { NEED_CATEGORIES } from "./need-categories.ts";
import { needById, needsOf, shownNeed } from "./need-rows.ts";

const MOST = 60;
const ListRow = z.object({
  id: z.string(),
  household_name: z.string(),
  category: z.enum(NEED_CATEGORIES),
  status: z.string(),
});
const CategoryRow = z.object({ category: z.enum(NEED_CATEGORIES), open: z.int() });
const StatesRow = z.object({
  noted: z.int(),
  looking: z.int(),
  promised: z.int(),
  received: z.int(),
  not_possible: z.int(),
  late: z.int(),
});

/** What a household has asked for, with how it stands. */
export const myNeeds = command({
  name: "needs.mine",
  takes: z.object({ household: OptionalChoiceId }),
  async run(context, { household: handed }) {
    const household = theHousehold(context, handed);
    if (household === null || !(await mayWith(context, household, "see"))) return { code: "ok", value: [] };
    const needs = await needsOf(context.sql, household);
    return { code: "ok", value: needs.map((need) => ({ ...shownNeed(need), label: need.category })) };
  },
});

/** One need, for the household itself and for who works with it. `decides` says whether the person may move it. */
export const oneNeed = command({
  name: "needs.one",
  takes: z.object({ need: ChoiceId }),
  codes: ["not_allowed"],
  async run(context, { need: id }) {
    const need = await needById(context.sql, id);
    if (need === null || !(await mayWith(context, need.household_id, "see"))) return { code: "not_allowed" };
    const decides = await mayWith(context, need.household_id, "decide");
    return { code: "ok", value: { ...shownNeed(need), decides } };
  },
});

/** How many needs of the households in sight stand in each state; `late` are open ones past their day. `none` where there are no needs. */
export const needStates = command({
  name: "needs.states",
  takes: z.object({}),
  codes: ["none"],
  async run({ sql, me, now }) {
    const today = localDateOf(now);
    const [states] = await sql.rows(
      StatesRow,
      `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$3")}
       SELECT count(*) FILTER (WHERE status = 'noted')::int AS noted,
         count(*) FILTER (WHERE status = 'looking')::int AS looking,
         count(*) FILTER (WHERE status = 'promised')::int AS promised,
         count(*) FILTER (WHERE status = 'received')::int AS received,
         count(*) FILTER (WHERE status = 'not_possible')::int AS not_possible,
         count(*) FILTER (WHERE status = ANY ($4) AND due_on < $2)::int AS late
       FROM in_sight JOIN needs USING (household_id)`,
      [me.person, today, rolesFor("decide"), OPEN_NEEDS],
    );
    const any = states !== undefined && Object.values(states).some((count) => count > 0);
    return any ? { code: "ok", value: states } : { code: "none" };
  },
});

/** The needs of the households in sight in one state (`late`: open and past their day) or of one category, the oldest first. */
export const needsList = command({
  name: "needs.list",
  takes: z.object({ status: OptionalChoiceId, category: OptionalChoiceId }),
  async run({ sql, me, now }, { status, category }) {
    const needs = await sql.rows(
      ListRow,
      `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$4")}
       SELECT n.id, h.head_name AS household_name, n.category, n.status
       FROM in_sight JOIN needs n USING (household_id) JOIN households h ON h.id = n.household_id
       WHERE CASE WHEN $5::text IS NOT NULL AND $5 <> 'late' THEN n.status = $5
           ELSE n.status = ANY ($7) AND ($5::text IS NULL OR n.due_on < $2) END
         AND ($6::text IS NULL OR n.category = $6)
       ORDER BY n.due_on NULLS LAST, n.noted_on, n.created_at, h.head_folded, array_position($8::text[], n.category), n.id
       LIMIT $3`,
      [me.person, localDateOf(now), MOST, rolesFor("decide"), status, category, OPEN_NEEDS, NEED_CATEGORIES],
    );
    return {
      code: "ok",
      value: needs.map((need) => ({ ...need, label: need.household_name })),
    };
  },
});

/** The categories in which households in sight wait for help, the fullest first. */
export const needCategories = command({
  name: "needs.categories",
  takes: z.object({}),
  async run({ sql, me, now }) {
    const rows = await sql.rows(
      CategoryRow,
      `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$3")}
       SELECT category, count(*)::int AS open FROM in_sight JOIN needs USING (household_id)
       WHERE status = ANY ($4) GROUP BY category ORDER BY open DESC, category`,
      [me.person, localDateOf(now), rolesFor("decide"), OPEN_NEEDS],
    );
    return {
      code: "ok",
      value: rows.map(({ category, open }) => ({ id: category, label: category, category, open })),
    };
  },
});
