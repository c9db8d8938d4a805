import { z } from "zod";
import { addDays, localDateOf } from "../../calendar/local-date.ts";
import { unitsWhere } from "../../registry/rights.ts";
import { unitName } from "../../registry/unit-names.ts";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { below } from "../followed.ts";

const CountsRow = z.object({ unit: z.string().nullable(), meetings: z.int(), people: z.int() });
const NextRow = z.object({
  date: z.string(),
  time: z.string().nullable(),
  place_name: z.string().nullable(),
  unit_name: z.string().nullable(),
});
const OfferRow = z.object({ title: z.string() });
const LOOK_BACK_DAYS = 31;
/** Courses and jobs in one text: more than three are not remembered by who hears it. */
const OFFERS = 3;

/**
 * The facts of the month that may be read out: meetings that were held, the next one, courses and jobs that are open. Only
 * what stands on record, and nothing about any household.
 */
export const bulletinFacts = command({
  name: "casework.bulletin_facts",
  takes: z.object({ unit: ChoiceId }),
  codes: ["not_allowed"],
  async run(context, { unit }) {
    const { sql, now } = context;
    if (!(await unitsWhere(context, "meet")).includes(unit)) return { code: "not_allowed" };
    const today = localDateOf(now);
    const [counts] = await sql.rows(
      CountsRow,
      `WITH RECURSIVE ${below("$1", "$2")}
       SELECT ${unitName("$1", "$2")} AS unit, count(*)::int AS meetings, coalesce(sum(people), 0)::int AS people
       FROM meetings WHERE unit_id IN (SELECT unit_id FROM below) AND status = 'held' AND meets_on BETWEEN $3 AND $2`,
      [unit, today, addDays(today, -LOOK_BACK_DAYS)],
    );
    const [next] = await sql.rows(
      NextRow,
      `WITH RECURSIVE ${below("$1", "$2")}
       SELECT m.meets_on AS date, m.meets_at AS time, m.place AS place_name, ${unitName("m.unit_id", "$2")} AS unit_name
       FROM meetings m WHERE m.unit_id IN (SELECT unit_id FROM below) AND m.status = 'planned' AND m.meets_on >= $2
       ORDER BY m.meets_on, m.meets_at, unit_name, m.id LIMIT 1`,
      [unit, today],
    );
    const offers = async (kinds: readonly string[]): Promise<string | null> => {
      const rows = await sql.rows(
        OfferRow,
        `WITH RECURSIVE ${below("$1", "$2")}, up (unit_id) AS (
           SELECT $1::uuid
           UNION SELECT v.parent_id FROM unit_versions v JOIN up ON v.unit_id = up.unit_id
           WHERE v.parent_id IS NOT NULL AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
         )
         SELECT title FROM offers WHERE kind = ANY ($3) AND cancelled_at IS NULL AND expires_on >= $2
           AND (unit_id IN (SELECT unit_id FROM below) OR unit_id IN (SELECT unit_id FROM up))
         ORDER BY expires_on, title LIMIT $4`,
        [unit, today, kinds, OFFERS],
      );
      return rows.length === 0 ? null : rows.map(({ title }) => title).join("; ");
    };
    const meetings = counts?.meetings ?? 0;
    return {
      code: "ok",
      value: {
        unit_name: counts?.unit ?? null,
        month: today.slice(0, 7),
        meetings: meetings === 0 ? null : meetings,
        people: counts === undefined || counts.people === 0 ? null : counts.people,
        next: next === undefined ? null : { ...next },
        courses: await offers(["training"]),
        jobs: await offers(["job", "abroad", "fair", "buyer"]),
      },
    };
  },
});
