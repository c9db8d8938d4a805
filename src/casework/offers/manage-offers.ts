import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { OPEN_NEEDS } from "../../domain/need-status.ts";
import { rolesFor } from "../../domain/scope.ts";
import { IN_CHARGE, inSight, mayWith, REACHED, unitsWhere } from "../../registry/rights.ts";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { setNeed } from "../needs/move-need.ts";
import { offerToManage } from "./make-offer.ts";
import { ANSWERS_TO, COUNTS_AS } from "./offer-kinds.ts";
import { offersWhere, shownOffer, type OfferRow } from "./offer-rows.ts";

const PersonRow = z.object({ id: z.string(), name: z.string(), answer: z.string(), shared: z.boolean() });
const ReadRow = z.object({ household_id: z.string(), head_name: z.string() });
const IdRow = z.object({ id: z.string() });
const MOST = 60;

/** The offers of the units that the person works in or counts, open ones first, the newest first. */
export const offersList = command({
  name: "offers.list",
  takes: z.object({}),
  async run(context) {
    const units = [...(await unitsWhere(context, "register")), ...(await unitsWhere(context, "count"))];
    const offers = await offersWhere(
      context,
      `o.unit_id = ANY ($2)
       ORDER BY (o.cancelled_at IS NULL AND o.expires_on >= $1) DESC, o.created_at DESC, o.title, o.id LIMIT ${MOST}`,
      [units],
    );
    const today = localDateOf(context.now);
    return { code: "ok", value: offers.map((offer) => shownOffer(offer, today)) };
  },
});

/** One offer with its numbers, for whoever may manage it. `others` is how many interested households are in another's charge. */
export const manageOffer = command({
  name: "offers.one",
  takes: z.object({ offer: ChoiceId }),
  codes: ["not_allowed"],
  async run(context, { offer: id }) {
    const offer = await offerToManage(context, id);
    if (offer === null) return { code: "not_allowed" };
    const mine = (await interestedIn(context, id)).length;
    const value = shownOffer(offer, localDateOf(context.now));
    return { code: "ok", value: { ...value, mine, others: offer.interested + offer.waiting - mine } };
  },
});

/** The households in the person's sight that are interested and have no result yet. */
export const interestedHouseholds = command({
  name: "offers.interested",
  takes: z.object({ offer: ChoiceId }),
  async run(context, { offer }) {
    const rows = await interestedIn(context, offer);
    const training = (await offerToManage(context, offer))?.kind === "training";
    const label = ({ name, shared }: { name: string; shared: boolean }): string =>
      training && !shared ? `${name} · ${context.term("offer_answers", "not_shared")}` : name;
    return { code: "ok", value: rows.map((row) => ({ ...row, label: label(row) })) };
  },
});

/**
 * What became of it for one household: attended or placed (then it is counted, and the need it answers to is received), or
 * absent.
 */
export const offerResult = command({
  name: "offers.result",
  takes: z.object({
    offer: ChoiceId,
    household: ChoiceId,
    result: ChoiceId.pipe(z.enum(["attended", "absent"])),
    note: OptionalText,
  }),
  codes: ["gone", "not_allowed"],
  async run(context, { offer: id, household, result, note }) {
    const { sql, now, me } = context;
    const offer = await offerToManage(context, id);
    if (offer === null || !(await mayWith(context, household, "decide"))) return { code: "not_allowed" };
    const today = localDateOf(now);
    const kind = COUNTS_AS[offer.kind];
    const kept = result === "attended" && (kind === "job" || kind === "abroad") ? "placed" : result;
    const written = await sql.run(
      `UPDATE offer_answers SET result = $3, note = $4, result_on = $5, result_by = $6
       WHERE offer_id = $1 AND household_id = $2 AND answer IN ('interested', 'waiting') AND result IS NULL`,
      [id, household, kept, note, today, me.person],
    );
    if (written === 0) return { code: "gone" };
    if (result === "attended") {
      if (kind !== null) await countResult(context, offer, household, kind);
      await receiveNeeds(context, offer, household);
    }
    return { code: "ok", value: {} };
  },
});

/** Takes an offer back; whoever was interested hears why. */
export const cancelOffer = command({
  name: "offers.cancel",
  takes: z.object({ offer: ChoiceId, reason: z.string().min(1) }),
  codes: ["gone", "not_allowed"],
  async run(context, { offer: id, reason }) {
    const offer = await offerToManage(context, id);
    if (offer === null) return { code: "not_allowed" };
    if (offer.cancelled_at !== null) return { code: "gone" };
    await context.sql.run("UPDATE offers SET cancelled_at = $2 WHERE id = $1", [id, context.now]);
    const readers = await context.sql.rows(
      ReadRow,
      `SELECT a.household_id, h.head_name FROM offer_answers a JOIN households h ON h.id = a.household_id
       WHERE a.offer_id = $1 AND a.answer IN ('interested', 'waiting') ORDER BY a.household_id`,
      [id],
    );
    for (const { household_id, head_name } of readers)
      await context.tell({ household: household_id }, "offer_cancelled", {
        offer: { id, label: offer.title },
        reason,
        household: { id: household_id, label: head_name, name: head_name },
      });
    return { code: "ok", value: { told: readers.length } };
  },
});

async function interestedIn({ sql, me, now }: CommandContext, offer: string) {
  return sql.rows(
    PersonRow,
    `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$4")}
     SELECT h.id, h.head_name AS name, a.answer,
       coalesce((SELECT c.given AND c.withdrawn_at IS NULL FROM consents c WHERE c.household_id = h.id AND c.purpose = 'share'
         ORDER BY c.decided_at DESC, c.given LIMIT 1), false) AS shared FROM in_sight JOIN offer_answers a USING (household_id)
     JOIN households h ON h.id = a.household_id
     WHERE a.offer_id::text = $5 AND a.answer IN ('interested', 'waiting') AND a.result IS NULL
     ORDER BY a.answer, a.answered_at, h.head_folded, h.id LIMIT $3`,
    [me.person, localDateOf(now), MOST, rolesFor("decide"), offer],
  );
}

async function countResult(
  { sql, now, me }: CommandContext,
  offer: OfferRow,
  household: string,
  kind: string,
): Promise<void> {
  await sql.run(
    `INSERT INTO work_results (id, household_id, kind, what, place, happened_on, offer_id, entered_by, on_behalf, created_at)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, true, $8) ON CONFLICT (offer_id, household_id) DO NOTHING`,
    [
      household,
      kind,
      offer.title,
      offer.partner ?? offer.place,
      offer.starts_on ?? localDateOf(now),
      offer.id,
      me.person,
      now,
    ],
  );
}

async function receiveNeeds(context: CommandContext, offer: OfferRow, household: string): Promise<void> {
  if (offer.kind === "fair") return;
  const needs = await context.sql.rows(
    IdRow,
    "SELECT id FROM needs WHERE household_id = $1 AND category = ANY ($2) AND status = ANY ($3)",
    [household, ANSWERS_TO[offer.kind], OPEN_NEEDS],
  );
  for (const need of needs) await setNeed(context, need, "received", offer.title);
}
