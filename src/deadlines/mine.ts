import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { unitsWhere } from "../registry/rights.ts";
import { command } from "../turns/command.ts";
import { comingDeadlines, shownDeadline } from "./coming.ts";

/** What the units that the person leads owe next. */
export const mine = command({
  name: "deadlines.mine",
  takes: z.object({}),
  codes: ["none"],
  async run(context) {
    const today = localDateOf(context.now);
    const list = comingDeadlines(today).map((deadline) => shownDeadline(deadline, today));
    const [next] = list;
    if (next === undefined || (await unitsWhere(context, "lead")).length === 0) return { code: "none" };
    return { code: "ok", value: { list, next } };
  },
});
