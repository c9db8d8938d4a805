import { z } from "zod";
import { command } from "../turns/command.ts";
import { householdsOf } from "./my-households.ts";
import { mayWith } from "./rights.ts";

/**
 * The household that the person acts for: the one chosen before where she still may, else the only one that she has.
 * `many` where she has to be asked, `none` where there is none.
 */
export const acting = command({
  name: "registry.acting",
  takes: z.object({}),
  codes: ["many", "none"],
  async run(context) {
    if (context.acting !== null && (await mayWith(context, context.acting.id, "act_for")))
      return { code: "ok", value: context.acting };
    const [only, ...others] = await householdsOf(context);
    if (only === undefined) return { code: "none", acting: null };
    if (others.length > 0) return { code: "many", acting: null };
    const household = { id: only.id, name: only.name };
    return { code: "ok", value: household, acting: household };
  },
});
