import { describe, expect, test } from "vitest";
import { inspectFlows } from "../../src/engine/inspect-flows.ts";
import { parseFlow } from "../../src/engine/parse-flow.ts";

const COMMANDS = [
  { name: "farm.goats", codes: [], takes: [] },
  { name: "farm.feed", codes: ["no_hay"], takes: ["goat"] },
];

/** Inspects one flow whose steps are given, and says what was found with its line. */
function found(steps: string, others: string[] = [], head = "starts_on_keywords: true"): string[] {
  const files = [`flow: farm\nversion: 1\n${head}\nsteps:\n${steps}`, ...others];
  const sources = files.map((yaml) => {
    const { value, issues } = parseFlow("farm.yaml", yaml);
    if (value === null) throw new Error(issues.map(({ message }) => message).join("; "));
    return { file: `${value.flow}.yaml`, yaml, flow: value };
  });
  return inspectFlows(sources, COMMANDS).map(
    ({ level, file, line, message }) => `${file}:${line} ${level} ${message}`,
  );
}

describe("an inspection of flows", () => {
  test("finds nothing in a sound flow", () => {
    const steps = `
  - { id: goat, do: choose, from: { query: farm.goats }, none: nobody }
  - { id: feed, do: do, command: farm.feed, with: { goat: { var: goat } }, on: { no_hay: nobody }, go: end }
  - { id: nobody, do: say }`;
    expect(found(steps)).toEqual([]);
  });

  test.each([
    [
      "a step that nothing leads to",
      `
  - { id: a, do: say, go: end }
  - { id: b, do: say }`,
      "farm.yaml:7 error nothing leads to the step b; remove it or lead to it",
    ],
    [
      "a way that leads nowhere",
      `
  - { id: a, do: say, go: away }`,
      "farm.yaml:6 error there is no step away; write a step's id, or end",
    ],
    [
      "a way of an option that leads nowhere",
      `
  - id: a
    do: choose
    options: [x]
    goes: { x: away }`,
      "farm.yaml:9 error there is no step away; write a step's id, or end",
    ],
    [
      "a loop without a question",
      `
  - { id: a, do: say }
  - { id: b, do: say, go: a }`,
      "farm.yaml:6 error the step a can come round to itself without a question",
    ],
    [
      "a command that does not exist",
      `
  - { id: a, do: do, command: farm.milk }`,
      "farm.yaml:6 error there is no command farm.milk",
    ],
    [
      "an answer of a command that is not expected",
      `
  - { id: a, do: do, command: farm.feed }`,
      "farm.yaml:6 error farm.feed may answer no_hay; say under `on` where that leads",
    ],
    [
      "an answer that a command never gives",
      `
  - { id: a, do: do, command: farm.feed, on: { no_hay: end, sunny: end } }`,
      "farm.yaml:6 error farm.feed never answers sunny",
    ],
    [
      "what a command does not take",
      `
  - { id: a, do: do, command: farm.feed, with: { cow: 1 }, on: { no_hay: end } }`,
      "farm.yaml:6 error farm.feed does not take cow",
    ],
    [
      "a query without a way for nothing",
      `
  - { id: a, do: choose, from: { query: farm.goats } }`,
      "farm.yaml:6 error say under `none` where a leads when farm.goats finds nothing",
    ],
    [
      "a flow that does not exist",
      `
  - { id: a, do: flow, flow: barn }`,
      "farm.yaml:6 error there is no flow barn",
    ],
    [
      "a variable that nothing sets",
      `
  - { id: a, do: branch, cases: [{ when: { var: goat, is_set: true }, go: end }] }`,
      "farm.yaml:6 warning nothing sets goat",
    ],
    [
      "a condition that can never hold",
      `
  - { id: a, do: choose, options: [x, y] }
  - { id: b, do: branch, cases: [{ when: { var: a, is: z }, go: end }] }`,
      "farm.yaml:7 error a is never z: that is no option of its question",
    ],
    [
      "a reading back of what is no question",
      `
  - { id: a, do: say }
  - { id: b, do: confirm, reads: [a] }`,
      "farm.yaml:7 error a is no question of this flow",
    ],
  ])("finds %s", (_, steps, finding) => {
    expect(found(steps)).toContain(finding);
  });

  test("finds a loop through a flow that may ask nothing, and none through one that asks", () => {
    const loop = `
  - { id: a, do: flow, flow: barn, go: a }`;
    const silent = "flow: barn\nversion: 1\nsteps:\n  - { id: moo, do: say }\n";
    const asking = "flow: barn\nversion: 1\nsteps:\n  - { id: moo, do: ask, answer: { kind: text } }\n";
    expect(found(loop, [silent])).toEqual([
      "farm.yaml:6 error the step a can come round to itself without a question",
    ]);
    expect(found(loop, [asking])).toEqual([]);
  });

  test("finds what is handed to a flow that does not take it, and taken from one that never sets it", () => {
    const barn =
      "flow: barn\nversion: 1\ntakes: [hay]\nsteps:\n  - { id: moo, do: ask, answer: { kind: text } }\n";
    const steps = `
  - { id: a, do: flow, flow: barn, with: { hay: 1, oats: 2 }, save: { said: moo, seen: cow } }`;
    expect(found(steps, [barn])).toEqual([
      "farm.yaml:6 error the flow barn does not take oats",
      "farm.yaml:6 error the flow barn never sets cow",
    ]);
  });

  test("finds a flow that nothing begins", () => {
    const lonely = "farm.yaml:1 error nothing begins farm: call it, or let keywords or a push begin it";
    const steps = `
  - { id: a, do: say }`;
    expect(found(steps, [], "takes: []")).toEqual([lonely]);
    expect(found(steps, [], "pushed: true")).toEqual([]);
  });

  test("finds a name of ours that is given to something else", () => {
    const steps = `
  - { id: kept, do: ask, answer: { kind: text } }`;
    expect(found(steps)).toEqual([
      "farm.yaml:6 error kept is what every flow knows of itself: save this under another name",
    ]);
  });
});
