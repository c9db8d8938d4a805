import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { may } from "../../domain/scope.ts";
import { consentsOf, mayBeFollowed } from "../../registry/consent.ts";
import { mayWith, relationsTo } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { ChoiceId, OptionalChoiceId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { isOpen, offerById, offersWhere, shownOffer, type OfferRow } from "./offer-rows.ts";

const AnswerRow = z.object({ answer: z.string() });
const NextRow = z.object({ household_id: z.string(), head_name: z.string() });

/** SQL: the unit of household `$2` and those above it. */
const ABOVE = `WITH RECURSIVE up (unit_id) AS (
    SELECT unit_id FROM households WHERE id = $2
    UNION
    SELECT v.parent_id FROM unit_versions v JOIN up ON v.unit_id = up.unit_id
    WHERE v.parent_id IS NOT NULL AND v.valid_from <= $1 AND (v.valid_to IS NULL OR v.valid_to > $1)
  ) SELECT unit_id FROM up`;

/** What is offered where a household lives and can still be answered. */
export const openOffers = command({
  name: "offers.open",
  takes: z.object({ household: OptionalChoiceId }),
  async run(context, { household: handed }) {
    const household = theHousehold(context, handed);
    if (household === null || !(await mayWith(context, household, "act_for")))
      return { code: "ok", value: [] };
    const offers = await offersWhere(
      context,
      `o.cancelled_at IS NULL AND o.expires_on >= $1 AND o.unit_id IN (${ABOVE})
       ORDER BY o.expires_on, o.title, o.id LIMIT 30`,
      [household],
    );
    const today = localDateOf(context.now);
    return { code: "ok", value: offers.map((offer) => shownOffer(offer, today)) };
  },
});

/** An offer for a household: what it is, how many seats are left, what the household has said so far. */
export const lookAtOffer = command({
  name: "offers.look",
  takes: z.object({ offer: ChoiceId, household: OptionalChoiceId }),
  codes: ["over", "not_allowed"],
  async run(context, { offer: id, household: handed }) {
    const found = await forHousehold(context, id, handed);
    if (found === null) return { code: "not_allowed" };
    const { offer, household } = found;
    const today = localDateOf(context.now);
    const said = await answerOf(context, id, household);
    const full = said !== "interested" && offer.seats !== null && offer.interested >= offer.seats;
    // What the officer wrote stays in his words; whoever reads another language hears which they are.
    const written_in = offer.written_in === context.locale ? null : offer.written_in;
    const value = { ...shownOffer(offer, today), written_in, said, full };
    return { code: isOpen(offer, today) ? "ok" : "over", value };
  },
});

/**
 * One tap: interested, or no; `unshared` where the household's name may not go to who gives the course. Where all seats are taken, who is interested waits in turn (`waiting`), and moves up, and hears
 * of it, when somebody steps back.
 */
export const answerOffer = command({
  name: "offers.answer",
  takes: z.object({
    offer: ChoiceId,
    household: OptionalChoiceId,
    answer: ChoiceId.pipe(z.enum(["interested", "no"])),
  }),
  codes: ["over", "not_allowed", "no_consent"],
  async run(context, { offer: id, household: handed, answer }) {
    const found = await forHousehold(context, id, handed);
    if (found === null) return { code: "not_allowed" };
    const { offer, household } = found;
    const { sql, now, me } = context;
    if (!isOpen(offer, localDateOf(now))) return { code: "over" };
    if (!(await mayBeFollowed(sql, household))) return { code: "no_consent" };
    const before = await answerOf(context, id, household);
    const seated = before === "interested";
    const full = offer.seats !== null && offer.interested - (seated ? 1 : 0) >= offer.seats;
    const given = answer === "interested" && full ? "waiting" : answer;
    const onBehalf = !(await relationsTo(context, household)).includes("own");
    await sql.run(
      `INSERT INTO offer_answers (offer_id, household_id, answer, answered_at, answered_by, on_behalf)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (offer_id, household_id) DO UPDATE SET
         -- Who waits keeps her turn when she says so again.
         answered_at = CASE WHEN offer_answers.answer = excluded.answer THEN offer_answers.answered_at ELSE excluded.answered_at END,
         answer = excluded.answer, answered_by = excluded.answered_by, on_behalf = excluded.on_behalf`,
      [id, household, given, now, me.person, onBehalf],
    );
    if (seated && given === "no") await nextInTurn(context, offer);
    const unshared =
      given !== "no" && offer.kind === "training" && !(await consentsOf(sql, household)).has("share");
    return { code: "ok", value: { answer: given, unshared } };
  },
});

/** The household that answers, where it lives within the offer's unit and the person may answer for it. */
async function forHousehold(
  context: CommandContext,
  id: string,
  handed: string | null,
): Promise<{ offer: OfferRow; household: string } | null> {
  const household = theHousehold(context, handed);
  if (household === null || !may(await relationsTo(context, household), "act_for")) return null;
  const offer = await offerById(context, id);
  if (offer === null) return null;
  const [here] = await context.sql.rows(
    z.object({ here: z.boolean() }),
    `SELECT $3::uuid IN (${ABOVE}) AS here`,
    [localDateOf(context.now), household, offer.unit_id],
  );
  return here?.here === true ? { offer, household } : null;
}

async function answerOf({ sql }: CommandContext, offer: string, household: string): Promise<string | null> {
  const [row] = await sql.rows(
    AnswerRow,
    "SELECT answer FROM offer_answers WHERE offer_id = $1 AND household_id = $2",
    [offer, household],
  );
  return row?.answer ?? null;
}

async function nextInTurn(context: CommandContext, offer: OfferRow): Promise<void> {
  const [next] = await context.sql.rows(
    NextRow,
    `UPDATE offer_answers a SET answer = 'interested' FROM households h
     WHERE h.id = a.household_id AND a.offer_id = $1 AND a.household_id = (SELECT household_id FROM offer_answers
       WHERE offer_id = $1 AND answer = 'waiting' ORDER BY answered_at, household_id LIMIT 1)
     RETURNING a.household_id, h.head_name`,
    [offer.id],
  );
  if (next === undefined) return;
  await context.remind({
    key: `offer:${offer.id}:${next.household_id}:seat:${context.now.getTime()}`,
    kind: "offer",
    audience: { household: next.household_id },
    dueAt: context.now,
    flow: "offer_seat",
    vars: {
      offer: { id: offer.id, label: offer.title },
      household: { id: next.household_id, label: next.head_name, name: next.head_name },
    },
  });
}
