import type { Flow } from "../flow.ts";
import type { Condition, Given, Step } from "../flow-file.ts";
import { variablesOf } from "./calls.ts";
import type { Note } from "./finding.ts";

/** What every text and condition may name beside the variables of its flow; made by `known` in `run.ts`. */
export const FACTS: readonly string[] = [
  "you",
  "me",
  "acting",
  "house",
  "on_behalf",
  "locale",
  "locales",
  "kept",
];

/** Whether a dotted path begins with something that this flow knows. */
export function isKnown(flow: Flow, path: string): boolean {
  const root = path.split(".")[0] ?? "";
  return FACTS.includes(root) || variablesOf(flow).has(root);
}

/** Variables that are read and never set, or set under a name of ours, and conditions on an option that does not exist. */
export function inspectVariables(flow: Flow, note: Note): void {
  const options = optionsByVariable(flow);
  for (const fact of FACTS)
    if (variablesOf(flow).has(fact))
      note("error", ["steps"], `${fact} is what every flow knows of itself: save this under another name`);
  flow.steps.forEach((step, index) => {
    for (const { path, given } of givensOf(step))
      if (given !== null && typeof given === "object" && !isKnown(flow, given.var))
        note("warning", ["steps", index, ...path], `nothing sets ${given.var}`);
    for (const { path, condition } of conditionsOf(step)) {
      const at = ["steps", index, ...path];
      if (!isKnown(flow, condition.var)) note("warning", at, `nothing sets ${condition.var}`);
      const offered = options.get(condition.var);
      const wanted = condition.is_one_of ?? (condition.is === undefined ? [] : [condition.is]);
      for (const value of wanted)
        if (offered !== undefined && !offered.has(String(value)))
          note("error", at, `${condition.var} is never ${String(value)}: that is no option of its question`);
    }
  });
}

/** The options that a variable can hold, where only questions with fixed options set it. */
function optionsByVariable(flow: Flow): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const open = new Set(flow.takes);
  for (const step of flow.steps) {
    const name = step.do === "ask" || step.do === "choose" ? (step.save ?? step.id) : null;
    if (step.do === "choose" && step.from === undefined && name !== null)
      found.set(name, new Set([...(found.get(name) ?? []), ...(step.options ?? [])]));
    else if (name !== null) open.add(name);
    if (step.do === "set") for (const set of Object.keys(step.values)) open.add(set);
    if (step.do === "do" && step.save !== undefined) open.add(step.save);
    if (step.do === "flow") for (const ours of Object.keys(step.save)) open.add(ours);
  }
  for (const name of open) found.delete(name);
  return found;
}

function givensOf(step: Step): { path: PropertyKey[]; given: Given }[] {
  const field = step.do === "set" ? "values" : "with";
  const handed =
    step.do === "set"
      ? step.values
      : step.do === "do" || step.do === "flow"
        ? step.with
        : step.do === "choose"
          ? (step.from?.with ?? {})
          : {};
  const before = step.do === "choose" ? ["from", "with"] : [field];
  return Object.entries(handed).map(([name, given]) => ({ path: [...before, name], given }));
}

function conditionsOf(step: Step): { path: PropertyKey[]; condition: Condition }[] {
  if (step.do === "choose")
    return Object.entries(step.only ?? {}).map(([option, condition]) => ({
      path: ["only", option],
      condition,
    }));
  if (step.do !== "branch") return [];
  return step.cases.flatMap(({ when }, index) =>
    (Array.isArray(when) ? when : [when]).map((condition) => ({
      path: ["cases", index, "when"],
      condition,
    })),
  );
}
