import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { COMMUNE_TYPES } from "../../domain/unit-types.ts";
import { REACHED, unitsWhere } from "../../registry/rights.ts";
import { unitName } from "../../registry/unit-names.ts";
import { ChoiceId, OptionalText, RecordId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";

const Row = z.object({
  id: z.string(),
  name: z.string(),
  position_name: z.string().nullable(),
  duty: z.string().nullable(),
  area_name: z.string().nullable(),
});
const UnitRow = z.object({ id: z.string() });
const MOST = 60;

/** The steering committee of the communes that the person leads, as it is today, with what each answers for. */
export const committee = command({
  name: "casework.committee",
  takes: z.object({}),
  async run(context) {
    const members = await context.sql.rows(
      Row,
      `SELECT c.id, c.name, c.position AS position_name, c.duty, ${unitName("c.area_unit_id", "$2")} AS area_name FROM committee_members c
       WHERE c.unit_id = ANY ($1) AND c.valid_from <= $2 AND (c.valid_to IS NULL OR c.valid_to > $2)
       ORDER BY c.valid_from, c.name, c.id LIMIT $3`,
      [await unitsWhere(context, "lead"), localDateOf(context.now), MOST],
    );
    return { code: "ok", value: members.map((member) => ({ ...member, label: member.name })) };
  },
});

/** A new member, from today on: name, office, what he answers for, and where. */
export const addCommitteeMember = command({
  name: "casework.add_committee_member",
  takes: z.object({ name: z.string(), position: OptionalText, duty: OptionalText, area: RecordId }),
  codes: ["not_allowed"],
  async run(context, { name, position, duty, area }) {
    const unit = await communeLed(context);
    const led = await unitsWhere(context, "lead");
    if (unit === null || (area !== null && !led.includes(area))) return { code: "not_allowed" };
    const { sql, now, me } = context;
    await sql.run(
      `INSERT INTO committee_members (id, unit_id, name, position, duty, area_unit_id, valid_from, entered_by)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7)`,
      [unit, name, position, duty, area === unit ? null : area, localDateOf(now), me.person],
    );
    return { code: "ok", value: {} };
  },
});

/** A member leaves the committee today; what he answered for until then stays on record. */
export const endCommitteeMember = command({
  name: "casework.end_committee_member",
  takes: z.object({ member: ChoiceId }),
  codes: ["gone"],
  async run(context, { member }) {
    const ended = await context.sql.run(
      "UPDATE committee_members SET valid_to = $2 WHERE id::text = $1 AND valid_to IS NULL AND unit_id = ANY ($3)",
      [member, localDateOf(context.now), await unitsWhere(context, "lead")],
    );
    return ended === 0 ? { code: "gone" } : { code: "ok", value: {} };
  },
});

/** The commune that the person leads; its highest unit where it is no commune. */
async function communeLed({ sql, me, now }: CommandContext): Promise<string | null> {
  const [unit] = await sql.rows(
    UnitRow,
    `WITH RECURSIVE ${REACHED}
     SELECT v.unit_id AS id FROM unit_versions v
     WHERE v.unit_id IN (SELECT unit_id FROM reached WHERE role = 'leader')
       AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
     ORDER BY v.type = ANY ($3) DESC, v.parent_id IN (SELECT unit_id FROM reached WHERE role = 'leader'), v.name LIMIT 1`,
    [me.person, localDateOf(now), COMMUNE_TYPES],
  );
  return unit?.id ?? null;
}
