import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { mayBeFollowed } from "../../registry/consent.ts";
import { mayWith, unitsWhere } from "../../registry/rights.ts";
import { unitName } from "../../registry/unit-names.ts";
import { ChoiceId, isRecordId, OptionalText } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { AmountColumn, OptionalAmount, OptionalDate } from "../given.ts";

const Row = z.object({
  id: z.string(),
  unit_id: z.string(),
  unit: z.string().nullable(),
  name: z.string(),
  livelihood: z.string(),
  started_on: z.string(),
  households: z.int(),
  rating: z.int().nullable(),
  evaluated_on: z.string().nullable(),
  cost: AmountColumn,
  result: z.string().nullable(),
  lessons: z.string().nullable(),
});
const MOST = 60;

/** The models of the units that the person works in or counts, with the last evaluation of each. */
async function modelsWhere({ sql, now }: CommandContext, where: string, params: readonly unknown[]) {
  return sql.rows(
    Row,
    `SELECT m.id, m.unit_id, ${unitName("m.unit_id", "$1")} AS unit, m.name, m.livelihood, m.started_on,
       (SELECT count(*)::int FROM model_households h WHERE h.model_id = m.id AND h.left_on IS NULL) AS households,
       e.rating, e.evaluated_on, e.cost::text, e.result, e.lessons
     FROM models m LEFT JOIN LATERAL (SELECT rating, evaluated_on, cost, result, lessons FROM model_evaluations e
       WHERE e.model_id = m.id ORDER BY evaluated_on DESC, created_at DESC LIMIT 1) e ON true
     WHERE ${where} AND m.ended_on IS NULL AND m.started_on <= $1
     ORDER BY m.started_on DESC, m.name, m.id LIMIT ${MOST}`,
    [localDateOf(now), ...params],
  );
}

/** The models in reach, the newest first. */
export const modelsList = command({
  name: "models.list",
  takes: z.object({}),
  async run(context) {
    const units = [...(await unitsWhere(context, "register")), ...(await unitsWhere(context, "count"))];
    const rows = await modelsWhere(context, "m.unit_id = ANY ($2)", [units]);
    return { code: "ok", value: rows.map((row) => ({ ...row, label: row.name, unit_name: row.unit })) };
  },
});

/** Writes a model down: its livelihood, name, unit and first day. */
export const makeModel = command({
  name: "models.make",
  takes: z.object({
    name: z.string().trim().min(3),
    livelihood: ChoiceId,
    unit: ChoiceId,
    started_on: OptionalDate,
    source: OptionalText,
  }),
  codes: ["not_allowed"],
  async run(context, given) {
    const { sql, now, me } = context;
    if (!(await unitsWhere(context, "register")).includes(given.unit)) return { code: "not_allowed" };
    await sql.run(
      `INSERT INTO models (id, unit_id, livelihood, name, started_on, source, entered_by, created_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7)`,
      [
        given.unit,
        given.livelihood,
        given.name,
        given.started_on ?? localDateOf(now),
        given.source,
        me.person,
        now,
      ],
    );
    return { code: "ok", value: {} };
  },
});

/** Adds a household of one's own charge to a model. */
export const joinModel = command({
  name: "models.join",
  takes: z.object({ model: ChoiceId, household: ChoiceId }),
  codes: ["not_allowed"],
  async run(context, { model, household }) {
    const { sql, now, me } = context;
    const reached = await modelToManage(context, model);
    if (!reached || !(await mayWith(context, household, "decide")) || !(await mayBeFollowed(sql, household)))
      return { code: "not_allowed" };
    await sql.run(
      `INSERT INTO model_households (model_id, household_id, joined_on, entered_by) VALUES ($1, $2, $3, $4)
       ON CONFLICT (model_id, household_id) DO UPDATE SET left_on = NULL`,
      [model, household, localDateOf(now), me.person],
    );
    return { code: "ok", value: {} };
  },
});

/** An evaluation of a model (seed 000, L23): cost, result, lessons, and a rating from 1 to 5. Earlier ones stay. */
export const evaluateModel = command({
  name: "models.evaluate",
  takes: z.object({
    model: ChoiceId,
    cost: OptionalAmount,
    result: OptionalText,
    lessons: OptionalText,
    rating: z.int().min(1).max(5),
  }),
  codes: ["not_allowed"],
  async run(context, { model, cost, result, lessons, rating }) {
    const { sql, now, me } = context;
    if (!(await modelToManage(context, model))) return { code: "not_allowed" };
    await sql.run(
      `INSERT INTO model_evaluations (id, model_id, evaluated_on, cost, result, lessons, rating, entered_by, created_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8)`,
      [model, localDateOf(now), cost, result, lessons, rating, me.person, now],
    );
    return { code: "ok", value: {} };
  },
});

async function modelToManage(context: CommandContext, id: string): Promise<boolean> {
  if (!isRecordId(id)) return false;
  const [model] = await modelsWhere(context, "m.id = $2", [id]);
  return model !== undefined && (await unitsWhere(context, "register")).includes(model.unit_id);
}
