import type { Words } from "../i18n/words.ts";
import type { Flow } from "./flow.ts";
import type { Condition, Given, Step } from "./flow-file.ts";
import { waysOut, type Way } from "./inspect/ways.ts";

/** Longest text in a box; a chart is for seeing the way, not for reading every word. */
const LONGEST = 90;

/**
 * A flow as a Mermaid flowchart with the words of one language filled in, so that whoever writes the words can
 * see where they stand. Placeholders stay as they are.
 */
export function chartFlow(flow: Flow, words: Words, locale: string): string {
  const say = (key: string): string => words.raw(locale, key) ?? words.raw("vi", key) ?? key;
  const lines = flow.steps.flatMap((step) => [
    `  ${nodeOf(step.id)}${box(flow, step, say)}`,
    ...waysOut(flow, step).map(
      (way) => `  ${nodeOf(step.id)} ${arrow(flow, step, way, say)} ${nodeOf(way.to)}`,
    ),
  ]);
  return [
    "flowchart TD",
    `  %% ${flow.flow}, version ${flow.version}, ${locale}`,
    `  begin([${quoted(say(`${flow.flow}.title`))}]) --> ${nodeOf(flow.steps[0]?.id ?? "end")}`,
    ...lines,
    "  finish([■])",
    "",
  ].join("\n");
}

type Say = (key: string) => string;

/** Questions lean, decisions are diamonds, commands have double sides, other flows are rounded. */
function box(flow: Flow, step: Step, say: Say): string {
  const own = (): string => quoted(say(`${flow.flow}.${step.id}`));
  switch (step.do) {
    case "say":
      return `[${own()}]`;
    case "ask":
    case "choose":
    case "confirm":
      return `[/${own()}/]`;
    case "branch":
      return `{${quoted(step.id)}}`;
    case "do":
      return `[[${quoted(step.command)}]]`;
    case "set":
      return `[${quoted(assignments(step.values))}]`;
    case "flow":
      return `([${quoted(say(`${step.flow}.title`))}])`;
    case "end":
      return `([${quoted("■")}])`;
    default:
      return step satisfies never;
  }
}

function arrow(flow: Flow, step: Step, { path = [] }: Way, say: Say): string {
  const [field, key] = path;
  if (field === "on") return `-->|${quoted(String(key))}|`;
  if (field === "none") return `-->|${quoted("∅")}|`;
  if (field === "later") return `-.->|${quoted("…")}|`;
  if (field === "timeout") return `-.->|${quoted("⏳")}|`;
  if (field === "goes") return `-->|${quoted(say(`${flow.flow}.${step.id}.options.${String(key)}`))}|`;
  if (field === "cases" && step.do === "branch" && typeof key === "number") {
    const when = step.cases[key]?.when ?? [];
    return `-->|${quoted((Array.isArray(when) ? when : [when]).map(inWords).join(" & "))}|`;
  }
  return "-->";
}

function inWords({ var: name, ...test }: Condition): string {
  const { is, is_one_of: oneOf, at_least: least, at_most: most, is_set: set, has } = test;
  if (set !== undefined) return set ? name : `no ${name}`;
  if (has !== undefined) return `${name} has ${String(has)}`;
  if (oneOf !== undefined) return `${name} is ${oneOf.join(" | ")}`;
  if (least !== undefined) return `${name} ≥ ${least}`;
  if (most !== undefined) return `${name} ≤ ${most}`;
  return `${name} is ${String(is)}`;
}

function assignments(values: Record<string, Given>): string {
  return Object.entries(values)
    .map(
      ([name, value]) =>
        `${name} := ${value !== null && typeof value === "object" ? value.var : String(value)}`,
    )
    .join(", ");
}

/** With a letter in front, since `end`, `call` and others are words of Mermaid's own. */
function nodeOf(id: string): string {
  return id === "end" ? "finish" : `s_${id}`;
}

/** Text in quotation marks, with what Mermaid would take for its own made harmless. */
function quoted(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const short = line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1).trimEnd()}…`;
  return `"${short.replace(/#/g, "#35;").replace(/"/g, "#quot;").replace(/</g, "#lt;").replace(/>/g, "#gt;").replace(/`/g, "#96;")}"`;
}
