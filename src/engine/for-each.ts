import type { Value, Values } from "../domain/value.ts";
import { begunByFreeLine } from "./begun-by-line.ts";
import type { Flow } from "./flow.ts";
import { WHOSE } from "./go-on-for.ts";
import { flowByKeyword } from "./library.ts";
import { push } from "./push.ts";
import type { Run } from "./run.ts";
import { rolesOf, takeOff, type Frame } from "./session.ts";

/**
 * A line told of several households: the talk under way goes on once for each of `lines`, the first one first. Where the line
 * had begun no talk yet, each begins its own; what begins none is looked for by its name. Each knows whether another one is
 * told behind it (`more_told`).
 */
export function goOnForEach(run: Run, { lines }: Values): void {
  const each = Array.isArray(lines) ? lines.filter((line) => typeof line === "string") : [];
  const asking = each.length === 0 ? null : takeOff(run.session);
  if (asking === null) return;
  const parent = asking.flow === WHOSE ? takeOff(run.session) : null;
  const below = parent ?? asking;
  run.session.wait = null;
  const held = "held" in below ? below.held : undefined;
  for (const [nth, line] of each.toReversed().entries()) {
    const begun = parent === null ? beginningOf(run, asking, line) : again(run, parent, line);
    for (const [at, vars] of begun.each.entries())
      push(run, begun.flow, { ...vars, more_told: nth > 0 }, nth === 0 && at === 0 ? held : undefined);
  }
}

/** The same talk for another line: what it was handed about the first one is left behind. */
function again(run: Run, { flow, vars }: Frame, line: string): { flow: string; each: Values[] } {
  const takes = run.library.flows.get(flow)?.takes ?? [];
  const handed = Object.fromEntries(
    takes
      .filter((name) => name !== "household" && name in vars)
      .map((name): [string, Value] => [
        name,
        name === "line" || name === "said" ? line : (vars[name] ?? null),
      ]),
  );
  return { flow, each: [handed] };
}

function beginningOf(run: Run, asking: Frame, line: string): { flow: string; each: readonly Values[] } {
  const told = begunByFreeLine(run, line);
  if (told !== null) return told;
  const flow = flowByKeyword(run.library, run.session.locale, line, rolesOf(run.session));
  if (flow !== null) return { flow: flow.flow, each: [takesLine(flow) ? { line } : {}] };
  return { flow: asking.flow, each: [{ text: line, line }] };
}

function takesLine({ takes }: Flow): boolean {
  return takes.includes("line");
}
