import type { Flow } from "./flow.ts";
import { inspectCalls, type Callable } from "./inspect/calls.ts";
import { noteTo, type Finding, type FlowSource } from "./inspect/finding.ts";
import { inspectLoops, inspectReach, passingFlows } from "./inspect/reach.ts";
import { inspectVariables } from "./inspect/variables.ts";

/** The flows that the engine itself begins; see `step.ts`, `begin.ts` and `interrupts.ts`. */
const BEGUN_BY_ENGINE: readonly string[] = [
  "menu",
  "stop",
  "resume",
  "language",
  "person",
  "loose_file",
  "meant",
  "other_household",
];

/**
 * Everything that can be told about flows without running them: steps that nothing reaches, ways that lead
 * nowhere, loops without a question, calls of what does not exist or of what may answer in an unexpected way,
 * variables that nothing sets. `commands` are those of the business areas; the talk's own are known here.
 */
export function inspectFlows(sources: readonly FlowSource[], commands: readonly Callable[]): Finding[] {
  const findings: Finding[] = [];
  const flows = new Map<string, Flow>(sources.map(({ flow }) => [flow.flow, flow]));
  const byName = new Map(commands.map((command) => [command.name, command]));
  const passes = passingFlows([...flows.values()]);
  const begun = new Set([...BEGUN_BY_ENGINE, ...sources.flatMap(({ flow }) => beginsOf(flow))]);
  for (const source of sources) {
    const { flow } = source;
    const note = noteTo(findings, source);
    inspectReach(flow, note);
    inspectLoops(flow, passes, note);
    inspectCalls(flow, byName, flows, note);
    inspectVariables(flow, note);
    const begins =
      flow.starts_on_keywords ||
      flow.starts_on_entries ||
      flow.starts_on_names ||
      flow.starts_on_sentences ||
      flow.starts_on_wishes.length > 0 ||
      flow.pushed;
    if (!begun.has(flow.flow) && !begins)
      note("error", ["flow"], `nothing begins ${flow.flow}: call it, or let keywords or a push begin it`);
  }
  return findings;
}

function beginsOf(flow: Flow): string[] {
  return flow.steps.flatMap((step) => (step.do === "flow" && step.flow !== flow.flow ? [step.flow] : []));
}
