import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { fold } from "../../language/normalise.ts";
import { unitName } from "../../registry/unit-names.ts";
import { unitsWhere } from "../../registry/rights.ts";
import { ChoiceId, isRecordId, OptionalText, Yes } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";

const Row = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  about: z.string().nullable(),
  contact_name: z.string().nullable(),
  phone: z.string().nullable(),
  unit: z.string().nullable(),
});
const MOST = 60;

/** The employers and buyers of the units that the person works in, by name. */
export const partnersList = command({
  name: "partners.list",
  takes: z.object({}),
  async run(context) {
    const rows = await context.sql.rows(
      Row,
      `SELECT p.id, p.kind, p.name, p.about, p.contact_name, p.phone, ${unitName("p.unit_id", "$2")} AS unit FROM partners p
       WHERE p.unit_id = ANY ($1) AND p.ended_on IS NULL ORDER BY p.folded, p.id LIMIT ${MOST}`,
      [await unitsWhere(context, "register"), localDateOf(context.now)],
    );
    return {
      code: "ok",
      value: rows.map((row) => ({ ...row, label: row.name, unit_name: row.unit })),
    };
  },
});

/** Writes an employer or a buyer down. The phone is kept only where whoever answers it has agreed to that. */
export const notePartner = command({
  name: "partners.note",
  takes: z.object({
    kind: ChoiceId.pipe(z.enum(["employer", "buyer"])),
    name: z.string().trim().min(2),
    unit: ChoiceId,
    about: OptionalText,
    contact_name: OptionalText,
    phone: OptionalText,
    agreed: Yes,
  }),
  codes: ["not_allowed", "known"],
  async run(context, given) {
    const { sql, now, me } = context;
    if (!(await unitsWhere(context, "register")).includes(given.unit)) return { code: "not_allowed" };
    const known = await sql.run(
      "SELECT FROM partners WHERE unit_id = $1 AND folded = $2 AND kind = $3 AND ended_on IS NULL",
      [given.unit, fold(given.name), given.kind],
    );
    if (known > 0) return { code: "known" };
    const today = localDateOf(now);
    await sql.run(
      `INSERT INTO partners (id, unit_id, kind, name, folded, about, contact_name, phone, consent_on, entered_by, created_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        given.unit,
        given.kind,
        given.name,
        fold(given.name),
        given.about,
        given.agreed ? given.contact_name : null,
        given.agreed ? given.phone : null,
        given.agreed ? today : null,
        me.person,
        now,
      ],
    );
    return { code: "ok", value: {} };
  },
});

/** Takes an employer or buyer off the list; the offers of before keep what they said, and the phone is forgotten. */
export const endPartner = command({
  name: "partners.end",
  takes: z.object({ partner: ChoiceId }),
  codes: ["not_allowed"],
  async run(context, { partner }) {
    const ended = isRecordId(partner)
      ? await context.sql.run(
          `UPDATE partners SET ended_on = $3, phone = NULL, contact_name = NULL
           WHERE id = $1 AND unit_id = ANY ($2) AND ended_on IS NULL`,
          [partner, await unitsWhere(context, "register"), localDateOf(context.now)],
        )
      : 0;
    return ended === 0 ? { code: "not_allowed" } : { code: "ok", value: {} };
  },
});
