import { z } from "zod";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { communesLed, glanceAbout } from "./glance-about.ts";

/** Asks how the person's unit stands; whoever looks at several asks about all of them. */
export const askGlance = command({
  name: "reports.ask_glance",
  takes: z.object({}),
  codes: ["not_allowed"],
  async run(context) {
    const about = await glanceAbout(context);
    if (about === null) return { code: "not_allowed" };
    await context.errand({ kind: "unit_glance", about, flow: "unit_seen" });
    return { code: "ok" };
  },
});

/** Asks for another picture of a unit that the person leads. */
export const askPicture = command({
  name: "reports.ask_picture",
  takes: z.object({ picture: ChoiceId }),
  codes: ["not_allowed"],
  async run(context, { picture }) {
    const [unit] = await communesLed(context);
    if (unit === undefined) return { code: "not_allowed" };
    await context.errand({ kind: "unit_picture", about: { unit, picture }, flow: "unit_picture_ready" });
    return { code: "ok" };
  },
});
