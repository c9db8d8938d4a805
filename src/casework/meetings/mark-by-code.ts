import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { unitName } from "../../registry/unit-names.ts";
import { RecordId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { isFollowed } from "../followed.ts";
import { mark } from "./mark-roll.ts";

const Row = z.object({
  meeting: z.string(),
  household: z.string(),
  name: z.string(),
  unit: z.string().nullable(),
  came: z.boolean().nullable(),
});
/** What was typed as a code: digits, as text or as the number that they make. */
const GivenCode = z.union([z.string(), z.number().transform(String)]);

/**
 * A participant sends the code that stands on the board. Counts on the day of the meeting, for the households of this
 * phone that live in its unit. `many` where the phone serves several of them; `none` for any other code, on any other day
 * and in any other place.
 */
export const markByCode = command({
  name: "casework.mark_by_code",
  takes: z.object({ code: GivenCode, household: RecordId }),
  codes: ["none", "many"],
  async run(context, { code, household }) {
    const all = await householdsMeant(context, code);
    const wanted = household === null ? all : all.filter((one) => one.household === household);
    const [one, ...others] = wanted;
    if (one === undefined) return { code: "none" };
    if (others.length > 0) return { code: "many" };
    await mark(context, { id: one.meeting }, [one.household], true, "code");
    return { code: "ok", value: { household_name: one.name, unit: one.unit, again: one.came === true } };
  },
});

/** The households of this phone that a code can be meant for. */
export const codeHouseholds = command({
  name: "casework.code_households",
  takes: z.object({ code: GivenCode }),
  async run(context, { code }) {
    const all = await householdsMeant(context, code);
    return { code: "ok", value: all.map(({ household, name }) => ({ id: household, name, label: name })) };
  },
});

async function householdsMeant(
  { sql, now, contactId }: CommandContext,
  code: string,
): Promise<z.infer<typeof Row>[]> {
  return sql.rows(
    Row,
    `WITH RECURSIVE mine (household_id, unit_id) AS (
       SELECT h.id, h.unit_id FROM household_contacts hc JOIN households h ON h.id = hc.household_id
       WHERE hc.contact_id = $1 AND hc.valid_from <= $2 AND (hc.valid_to IS NULL OR hc.valid_to > $2)
     ), up (household_id, unit_id) AS (
       SELECT household_id, unit_id FROM mine
       UNION
       SELECT up.household_id, v.parent_id FROM unit_versions v JOIN up ON v.unit_id = up.unit_id
       WHERE v.parent_id IS NOT NULL AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
     )
     SELECT m.id AS meeting, h.id AS household, h.head_name AS name, ${unitName("m.unit_id", "$2")} AS unit, mh.came
     FROM up JOIN meetings m ON m.unit_id = up.unit_id AND m.meets_on = $2 AND m.code = $3 AND m.status <> 'cancelled'
     JOIN households h ON h.id = up.household_id
     LEFT JOIN meeting_households mh ON mh.meeting_id = m.id AND mh.household_id = h.id
     WHERE ${isFollowed("h.id", "$2")} ORDER BY h.head_folded, h.id`,
    [contactId, localDateOf(now), code],
  );
}
