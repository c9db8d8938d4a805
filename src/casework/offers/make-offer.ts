import { z } from "zod";
import { addDays, dayNumber, instantAt, localDateOf } from "../../calendar/local-date.ts";
import { rolesThatMay } from "../../domain/scope.ts";
import { REACHED, unitsWhere } from "../../registry/rights.ts";
import { ChoiceId, OptionalChoiceId, OptionalText, RecordId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { OptionalDate } from "../given.ts";
import { OFFER_KINDS } from "./offer-kinds.ts";
import { isOpen, offerById, shownOffer, type OfferRow } from "./offer-rows.ts";
import { AUDIENCES, belongsTo, householdsFor } from "./who-wants.ts";

const IdRow = z.object({ id: z.string() });
const UnitRow = z.object({ id: z.string(), name: z.string() });
const LocalDate = OptionalDate.refine((date) => date !== null, "an offer needs its last day");

/** The units that the person may offer something in: her own first, then those below. */
export const offerUnits = command({
  name: "offers.units",
  takes: z.object({}),
  async run({ sql, me, now }) {
    const units = await sql.rows(
      UnitRow,
      `WITH RECURSIVE ${REACHED}
       SELECT DISTINCT v.unit_id AS id, v.name, v.unit_id IN (SELECT unit_id FROM roles WHERE person_id = $1) AS own
       FROM reached r JOIN unit_versions v ON v.unit_id = r.unit_id
         AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
       WHERE r.role = ANY ($3) ORDER BY own DESC, v.name LIMIT 60`,
      [me.person, localDateOf(now), rolesThatMay("register")],
    );
    return { code: "ok", value: units.map(({ id, name }) => ({ id, label: name, name })) };
  },
});

/** Writes an offer down for a unit that the person works in. Nobody is told before it is sent. */
export const makeOffer = command({
  name: "offers.make",
  takes: z.object({
    kind: ChoiceId.pipe(z.enum(OFFER_KINDS)),
    title: z.string().min(1),
    unit: ChoiceId,
    place: OptionalText,
    details: OptionalText,
    livelihood: OptionalChoiceId,
    starts_on: OptionalDate,
    seats: z
      .int()
      .positive()
      .nullish()
      .transform((seats) => seats ?? null),
    expires_on: LocalDate,
    partner: RecordId,
  }),
  codes: ["not_allowed", "past"],
  async run(context, given) {
    const { sql, now, me } = context;
    if (!(await unitsWhere(context, "register")).includes(given.unit)) return { code: "not_allowed" };
    const today = localDateOf(now);
    const last = given.expires_on ?? today;
    if (last < today) return { code: "past" };
    const [row] = await sql.rows(
      IdRow,
      `INSERT INTO offers (id, unit_id, partner_id, kind, title, place, details, livelihood, starts_on, seats, expires_on,
         created_by, created_at)
       VALUES (gen_random_uuid(), $1, (SELECT id FROM partners WHERE id = $2 AND unit_id = ANY ($13)), $3, $4, $5, $6, $7, $8,
         $9, $10, $11, $12) RETURNING id`,
      [
        given.unit,
        given.partner,
        given.kind,
        given.title,
        given.place,
        given.details,
        given.livelihood === "any" ? null : given.livelihood,
        given.starts_on,
        given.seats,
        last,
        me.person,
        now,
        await unitsWhere(context, "register"),
      ],
    );
    if (row === undefined) throw new Error("an offer was written and came back without an id");
    return { code: "ok", value: { id: row.id, label: given.title } };
  },
});

/** How many households each way of sending would reach, and how many of those have no phone. Counts only, no name. */
export const previewOffer = command({
  name: "offers.preview",
  takes: z.object({ offer: ChoiceId }),
  codes: ["not_allowed"],
  async run(context, { offer: id }) {
    const offer = await offerToManage(context, id);
    if (offer === null) return { code: "not_allowed" };
    const all = await householdsFor(context, offer);
    const counts = Object.fromEntries(
      AUDIENCES.map((audience) => [
        audience,
        all.filter((one) => belongsTo(one, audience) && one.reachable).length,
      ]),
    );
    return {
      code: "ok",
      value: {
        ...shownOffer(offer, localDateOf(context.now)),
        wanting: counts["wanting"] ?? 0,
        livelihood_name: offer.livelihood,
        livelihood_count: counts["livelihood"] ?? 0,
        everybody: counts["everybody"] ?? 0,
        // A line that says none is better left out.
        unreachable: all.filter((one) => one.wants && !one.reachable).length || null,
      },
    };
  },
});

/**
 * Sends an offer to the households of an audience that have not been asked yet, at a polite time, and gives how many. Those
 * without a phone are left to their officers. Whoever made it is asked for the result the day after it took place.
 */
export const sendOffer = command({
  name: "offers.send",
  takes: z.object({ offer: ChoiceId, audience: ChoiceId.pipe(z.enum(AUDIENCES)) }),
  codes: ["not_allowed", "over"],
  async run(context, { offer: id, audience }) {
    const { sql, now } = context;
    const offer = await offerToManage(context, id);
    if (offer === null) return { code: "not_allowed" };
    const today = localDateOf(now);
    if (!isOpen(offer, today)) return { code: "over" };
    const chosen = (await householdsFor(context, offer)).filter((one) => belongsTo(one, audience));
    const reached = chosen.filter(({ reachable }) => reachable);
    for (const { id: household, name } of reached) {
      await sql.run(
        "INSERT INTO offer_answers (offer_id, household_id, answer, sent_at) VALUES ($1, $2, 'sent', $3)",
        [id, household, now],
      );
      await context.remind({
        key: `offer:${id}:${household}`,
        kind: "offer",
        audience: { household },
        dueAt: now,
        flow: "offer",
        vars: { offer: { id, label: offer.title }, household: { id: household, label: name, name } },
      });
    }
    const after = addDays(laterOf(offer.starts_on ?? offer.expires_on, today), 1);
    await context.remind({
      key: `offer:${id}:after`,
      kind: "offer",
      audience: { person: offer.created_by },
      dueAt: instantAt(after, 8, 0),
      flow: "offer_after",
      vars: { offer: { id, label: offer.title } },
    });
    return { code: "ok", value: { sent: reached.length, without_phone: chosen.length - reached.length } };
  },
});

/** An offer that the person may send, change and close: one of a unit that she works in. */
export async function offerToManage(context: CommandContext, id: string): Promise<OfferRow | null> {
  const offer = await offerById(context, id);
  return offer !== null && (await unitsWhere(context, "register")).includes(offer.unit_id) ? offer : null;
}

function laterOf(one: string, other: string): string {
  return dayNumber(one) > dayNumber(other) ? one : other;
}
