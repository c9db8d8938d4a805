import { z } from "zod";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { meetingInReach } from "./meeting-rows.ts";
import { mark } from "./mark-roll.ts";
import { rollOf } from "./roll.ts";

/** The households that are not marked as having come yet, to be tapped one by one. */
export const rollLeft = command({
  name: "casework.roll_left",
  takes: z.object({ meeting: ChoiceId }),
  async run(context, { meeting: id }) {
    const meeting = await meetingInReach(context, id);
    const all = meeting === null ? [] : await rollOf(context, meeting);
    return {
      code: "ok",
      value: all
        .filter(({ came }) => came !== true)
        .map(({ id: one, name, unit }) => ({
          id: one,
          name,
          unit,
          label: unit === null ? name : `${name} · ${unit}`,
        })),
    };
  },
});

/** The households that came, for what each of them said. */
export const rollCame = command({
  name: "casework.roll_came",
  takes: z.object({ meeting: ChoiceId }),
  async run(context, { meeting: id }) {
    const meeting = await meetingInReach(context, id);
    const all = meeting === null ? [] : await rollOf(context, meeting);
    const some = all.some(({ came }) => came === true);
    return {
      code: "ok",
      value: all
        .filter(({ came }) => came === true || !some)
        .map(({ id: one, name, unit }) => ({
          id: one,
          name,
          label: unit === null ? name : `${name} · ${unit}`,
        })),
    };
  },
});

/** Marks one household as having come. Tapped twice, it stays so. */
export const markOne = command({
  name: "casework.mark_one",
  takes: z.object({ meeting: ChoiceId, household: ChoiceId }),
  codes: ["not_allowed"],
  async run(context, { meeting: id, household }) {
    const meeting = await meetingInReach(context, id);
    const all = meeting === null ? [] : await rollOf(context, meeting);
    const one = all.find((on) => on.id === household);
    if (meeting === null || one === undefined) return { code: "not_allowed" };
    await mark(context, meeting, [one.id], true, "roll");
    const before = all.filter(({ came }) => came === true).length;
    return {
      code: "ok",
      value: { came: one.came === true ? before : before + 1, total: all.length, name: one.name },
    };
  },
});

/** The rest of the roll did not come: said when the calling of it is over. */
export const closeRoll = command({
  name: "casework.close_roll",
  takes: z.object({ meeting: ChoiceId }),
  codes: ["not_allowed"],
  async run(context, { meeting: id }) {
    const meeting = await meetingInReach(context, id);
    if (meeting === null) return { code: "not_allowed" };
    const all = await rollOf(context, meeting);
    const missing = all.filter(({ came }) => came === null);
    await mark(
      context,
      meeting,
      missing.map((one) => one.id),
      false,
      "roll",
    );
    return { code: "ok", value: { came: all.filter(({ came }) => came === true).length, total: all.length } };
  },
});
