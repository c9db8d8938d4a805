import { z } from "zod";
import { lineForEach } from "../language/line-for-each.ts";
import { OptionalText } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { namesakesIn } from "./household-named.ts";

/** As many talks lie on top of one another without the oldest being put aside. */
const MOST = 5;

/**
 * A line that tells of several households, one after the other, as one line for each: `lines`, in the order in which they were
 * named. `none` where it tells of one, of too many, or of what lies between them.
 */
export const linesForEach = command({
  name: "registry.lines_for_each",
  takes: z.object({ line: OptionalText }),
  codes: ["none"],
  async run(context, { line }) {
    const found = await namesakesIn(context, line ?? "");
    const places = found.flatMap(({ places: [first] }) => (first === undefined ? [] : [first]));
    const apart = places.filter(({ from }, at) => places.findIndex((one) => one.from === from) === at);
    const lines = apart.length > MOST ? null : lineForEach(line ?? "", apart);
    return lines === null ? { code: "none" } : { code: "ok", value: { lines, count: lines.length } };
  },
});
