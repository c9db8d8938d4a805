import { z } from "zod";
import { mayBecome } from "../../domain/need-status.ts";
import { mayWith } from "../../registry/rights.ts";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { followUp } from "../follow-up.ts";
import { setNeed } from "./move-need.ts";
import { needById } from "./need-rows.ts";

const Answer = ChoiceId.pipe(z.enum(["got", "not_yet", "withdraw", "add"]));

/**
 * What the household says to the state of its need: that it has got it, that it has not (then it is promised again and the
 * officer hears of it), that it wants it no more, or something to add.
 */
export const answerNeed = command({
  name: "needs.answer",
  takes: z.object({ need: ChoiceId, answer: Answer, text: OptionalText }),
  codes: ["gone", "not_allowed"],
  async run(context, { need: id, answer, text }) {
    const need = await needById(context.sql, id);
    if (need === null || !(await mayWith(context, need.household_id, "act_for")))
      return { code: "not_allowed" };
    const { sql, now, me } = context;
    if (answer === "withdraw") {
      if (!mayBecome(need.status, "withdrawn")) return { code: "gone" };
      await setNeed(context, need, "withdrawn", text, { own: true });
      return { code: "ok", value: {} };
    }
    if (answer === "not_yet") {
      if (!mayBecome(need.status, "promised")) return { code: "gone" };
      await setNeed(context, need, "promised", text, { own: true });
    } else {
      await sql.run(
        "INSERT INTO need_events (need_id, status, note, person_id, at) VALUES ($1, $2, $3, $4, $5)",
        [id, need.status, answer === "got" ? "got" : text, me.person, now],
      );
      if (answer === "got") return { code: "ok", value: {} };
    }
    await followUp(context, {
      kind: answer === "not_yet" ? "need_not_yet" : `need_${need.category}`,
      household: need.household_id,
      note: text ?? need.text,
      due: null,
      source: "need",
      id,
    });
    return { code: "ok", value: {} };
  },
});
