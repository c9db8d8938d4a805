import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { libraryOf, OTHER_INPUTS, Talk } from "./talk.ts";

/** One step of a made-up flow: its id, what it was called before, and what it does. */
type Made = { id: string; was?: string; does: string };
type Edit = { what: "remove" | "rename" | "move" | "change" | "insert"; at: number; to: number };

const KINDS: readonly string[] = [
  "do: ask, answer: { kind: number }",
  "do: ask, answer: { kind: money }",
  "do: ask, answer: { kind: text }",
  "do: ask, answer: { kind: yes_no }, optional: true",
  "do: choose, options: [red, blue]",
  "do: choose, options: [blue, green, red]",
  "do: say",
  "do: do, command: test.run",
];

const made = fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 6 });
const edits = fc.array(
  fc.record({
    what: fc.constantFrom<Edit["what"]>("remove", "rename", "move", "change", "insert"),
    at: fc.nat(20),
    to: fc.nat(20),
  }),
  { minLength: 1, maxLength: 5 },
);
const inputs = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.constantFrom("1", "2", "3", "có", "xanh", "2tr5", "0", "sửa", "menu", "bỏ qua"),
    },
    { weight: 1, arbitrary: fc.constantFrom(...OTHER_INPUTS) },
  ),
  { maxLength: 8 },
);

function flowText(version: number, steps: readonly Made[]): string {
  const lines = steps.map(
    ({ id, was, does }) => `  - { id: ${id}, ${was === undefined ? "" : `was: [${was}], `}${does} }`,
  );
  const check = `  - { id: check, do: confirm, reads: [${steps.map(({ id }) => id).join(", ") || "end_"}] }`;
  return `flow: tea\nversion: ${version}\nsteps:\n${[...lines, check].join("\n")}\n  - { id: done, do: say }`;
}

/** The next version: what happens to a real flow between two releases. */
function edited(steps: readonly Made[], changes: readonly Edit[]): Made[] {
  const next = steps.map((step) => ({ ...step }));
  changes.forEach(({ what, at, to }, index) => {
    const place = at % Math.max(next.length, 1);
    const [step] = what === "insert" ? [] : next.splice(place, 1);
    const does = KINDS[to % KINDS.length] ?? "do: say";
    if (what === "insert") next.splice(place, 0, { id: `new${index}`, does });
    else if (step === undefined || what === "remove") return;
    else if (what === "move") next.splice(to % (next.length + 1), 0, step);
    else if (what === "change") next.splice(place, 0, { ...step, does });
    else next.splice(place, 0, { ...step, id: `name${index}`, was: step.was ?? step.id });
  });
  return next;
}

function kindOf(named: string): string {
  return named.slice(named.indexOf(":") + 1);
}

describe("any edit of a flow under a talk that is under way", () => {
  test("never throws, never leaves anybody in silence, files no answer under another question", () => {
    const property = fc.property(made, edits, inputs, inputs, (kinds, changes, before, after) => {
      const steps = kinds.map((does, index): Made => ({ id: `q${index}`, does }));
      const next = edited(steps, changes);
      const talk = new Talk(libraryOf([flowText(1, steps)]));
      talk.start("tea");
      let version = steps;
      /** The id that a question has in the present version, and what it asks for. */
      const named = (id: string | undefined): string => {
        const step = version.find((one) => one.id === id || one.was === id);
        return step === undefined ? (id ?? "") : `${step.id}: ${step.does}`;
      };
      /** Which question was asked in a turn, and what it asked for when it was asked. */
      const asked = new Map<number, { id: string | undefined; as: string }>();
      const note = (): void => {
        const { wait, stack } = talk.session;
        const id = stack.at(-1)?.step;
        if (wait !== null && !asked.has(wait.turn)) asked.set(wait.turn, { id, as: kindOf(named(id)) });
      };
      const sayAll = (said: typeof before): void => {
        note();
        for (const one of said) {
          const standing = talk.session.wait;
          const question = asked.get(standing?.turn ?? 0);
          const heard = talk.hear(one);
          const unanswered = typeof one !== "string" && ["left", "timeout"].includes(one.kind);
          expect(heard.said.length > 0 || unanswered).toBe(true);
          const filed = heard.answers.map((answer) => ({
            under: named(answer.step),
            as: kindOf(named(answer.step)),
            words: answer.asked,
          }));
          const stood = { under: named(question?.id), as: question?.as, words: standing?.asked };
          expect([[], [stood]]).toContainEqual(filed);
          note();
        }
      };
      sayAll(before);
      version = next;
      talk.library = libraryOf([flowText(2, next)]);
      sayAll(after);
    });
    fc.assert(property, { numRuns: 150, seed: 20261123 });
  });
});
