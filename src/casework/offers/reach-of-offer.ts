import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { reachHouseholds } from "../../reminders/reach-households.ts";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { offerToManage } from "./make-offer.ts";
import { isOpen } from "./offer-rows.ts";
import { AUDIENCES, belongsTo, householdsFor } from "./who-wants.ts";

/** From here on, or where it costs money or is read in another language, it is looked at before it goes. */
const MANY = 20;

/**
 * What sending an offer to an audience would mean: how many, by which road, at what cost, who has no phone, who reads another
 * language. `large` says whether it is worth a look before it goes. Counts only, no name.
 */
export const reachOfOffer = command({
  name: "offers.reach",
  takes: z.object({ offer: ChoiceId, audience: ChoiceId.pipe(z.enum(AUDIENCES)) }),
  codes: ["not_allowed", "over"],
  async run(context, { offer: id, audience }) {
    const offer = await offerToManage(context, id);
    if (offer === null) return { code: "not_allowed" };
    if (!isOpen(offer, localDateOf(context.now))) return { code: "over" };
    const chosen = (await householdsFor(context, offer)).filter((one) => belongsTo(one, audience));
    const reached = chosen.filter(({ reachable }) => reachable).map((one) => one.id);
    const { count, roads, cost, minutes, other_language } = await reachHouseholds(
      context.sql,
      reached,
      context,
    );
    return {
      code: "ok",
      value: {
        count: reached.length,
        roads,
        // A line that says none is better left out.
        cost: cost || null,
        minutes,
        other_language: other_language || null,
        later: reached.length - count || null,
        without_phone: chosen.length - reached.length || null,
        large: reached.length > MANY || cost > 0 || other_language > 0,
      },
    };
  },
});
