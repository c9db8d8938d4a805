import type { Flow } from "../flow.ts";
import type { Step, StepOf } from "../flow-file.ts";
import { TALK_COMMANDS } from "../talk-commands.ts";
import { TALK_QUERIES } from "../talk-queries.ts";
import type { Note } from "./finding.ts";

/** What the linter has to know of a command or query; the commands themselves are made of more. */
export type Callable = { name: string; codes: readonly string[]; takes: readonly string[] };

const OF_THE_TALK: ReadonlyMap<string, Callable> = new Map(
  TALK_COMMANDS.map((name) => [
    name,
    { name, codes: [], takes: ["locale", "household", "keep", "flow", "line", "lines"] },
  ]),
);
const ABOUT_THE_TALK: ReadonlyMap<string, Callable> = new Map(
  TALK_QUERIES.map((name) => [name, { name, codes: [], takes: ["line"] }]),
);

/** Commands, queries and flows that a flow calls: that they exist, take what is handed in, and every answer is expected. */
export function inspectCalls(
  flow: Flow,
  commands: ReadonlyMap<string, Callable>,
  flows: ReadonlyMap<string, Flow>,
  note: Note,
): void {
  flow.steps.forEach((step, index) => {
    const at: Note = (level, path, message) => note(level, ["steps", index, ...path], message);
    if (step.do === "do") inspectCommand(step, commands, at);
    else if (step.do === "choose") inspectQuery(step, commands, at);
    else if (step.do === "flow") inspectFlow(step, flows.get(step.flow), at);
    else if (step.do === "confirm") inspectReads(flow, step, at);
    if ((step.do === "ask" || step.do === "choose") && step.hears !== false) inspectHears(flow, step, at);
  });
}

function inspectCommand(step: StepOf<"do">, commands: ReadonlyMap<string, Callable>, note: Note): void {
  const command = OF_THE_TALK.get(step.command) ?? commands.get(step.command);
  if (command === undefined) return note("error", ["command"], `there is no command ${step.command}`);
  inspectHanded(step.with, command, ["with"], note);
  for (const code of command.codes)
    if (step.on[code] === undefined)
      note("error", ["on"], `${command.name} may answer ${code}; say under \`on\` where that leads`);
  for (const code of Object.keys(step.on))
    if (!command.codes.includes(code)) note("error", ["on", code], `${command.name} never answers ${code}`);
}

function inspectQuery(step: StepOf<"choose">, commands: ReadonlyMap<string, Callable>, note: Note): void {
  const options = step.options ?? [];
  for (const field of ["goes", "only"] as const)
    for (const option of Object.keys(step[field] ?? {}))
      if (!options.includes(option))
        note("error", [field, option], `${option} is not among the options of ${step.id}`);
  if (step.from === undefined) return;
  const query = ABOUT_THE_TALK.get(step.from.query) ?? commands.get(step.from.query);
  if (query === undefined) return note("error", ["from", "query"], `there is no query ${step.from.query}`);
  inspectHanded(step.from.with, query, ["from", "with"], note);
  if (step.none === undefined)
    note("error", ["from"], `say under \`none\` where ${step.id} leads when ${query.name} finds nothing`);
}

function inspectHanded(handed: object, callable: Callable, path: PropertyKey[], note: Note): void {
  for (const name of Object.keys(handed))
    if (!callable.takes.includes(name))
      note("error", [...path, name], `${callable.name} does not take ${name}`);
}

function inspectFlow(step: StepOf<"flow">, called: Flow | undefined, note: Note): void {
  if (called === undefined) return note("error", ["flow"], `there is no flow ${step.flow}`);
  for (const name of Object.keys(step.with))
    if (!called.takes.includes(name))
      note("error", ["with", name], `the flow ${step.flow} does not take ${name}`);
  const made = variablesOf(called);
  for (const [ours, theirs] of Object.entries(step.save))
    if (!made.has(theirs)) note("error", ["save", ours], `the flow ${step.flow} never sets ${theirs}`);
}

/** What hears needs a line, and something that a line can say. */
function inspectHears(flow: Flow, step: StepOf<"ask"> | StepOf<"choose">, note: Note): void {
  if (!flow.takes.includes("line"))
    note("error", ["hears"], `${flow.flow} takes no line; add it under takes`);
  if (step.do === "ask" && !canBeHeard(step))
    note(
      "error",
      ["hears"],
      `a ${step.answer.kind} cannot be heard; a date, a time, a sum or a text with told can`,
    );
  if (step.hears === "only" && step.do === "choose" && step.from !== undefined)
    note("error", ["hears"], "what a query offers is asked where it is not heard; write hears: true");
}

function canBeHeard({ answer }: StepOf<"ask">): boolean {
  return answer.kind === "text" ? answer.told !== undefined : ["date", "time", "money"].includes(answer.kind);
}

function inspectReads(flow: Flow, step: StepOf<"confirm">, note: Note): void {
  step.reads.forEach((id, index) => {
    const read = flow.byId.get(id);
    if (read?.do !== "ask" && read?.do !== "choose")
      note("error", ["reads", index], `${id} is no question of this flow`);
  });
}

/** The variables that a flow may set: handed in, answered, found, or taken over from another flow. */
export function variablesOf(flow: Flow): Set<string> {
  return new Set([...flow.takes, ...flow.steps.flatMap(setBy)]);
}

function setBy(step: Step): string[] {
  switch (step.do) {
    case "ask":
    case "choose":
      return [step.save ?? step.id];
    case "do":
      return step.save === undefined ? [] : [step.save];
    case "set":
      return Object.keys(step.values);
    case "flow":
      return Object.keys(step.save);
    case "say":
    case "confirm":
    case "branch":
    case "end":
      return [];
    default:
      return step satisfies never;
  }
}
