import { describe, expect, test } from "vitest";
import { MAX_DEPTH, MAX_STEPS_PER_TURN } from "../../src/engine/limits.ts";
import { libraryOf, Talk } from "./talk.ts";

const LOOP = `flow: tea
version: 1
steps:
  - { id: a, do: say }
  - { id: b, do: branch, cases: [{ when: { var: x, is: 1 }, go: end }], otherwise: a }`;
const CALLING = `flow: tea
version: 1
steps:
  - { id: a, do: do, command: tea.run }
  - { id: b, do: branch, cases: [{ when: { var: x, is: 1 }, go: end }], otherwise: a }`;

describe("a flow that runs away", () => {
  test("ends in one plain sentence and a task, not in a hundred messages", () => {
    const heard = new Talk(libraryOf([LOOP])).start("tea");
    expect(heard.said).toEqual(["common.trouble"]);
    expect(heard.tasks).toMatchObject([{ code: "flow_failed" }]);
    expect(heard.tasks[0]?.note).toMatch(/^tea\..*question/);
  });

  test("is stopped also where commands stand in the circle", () => {
    const talk = new Talk(libraryOf([CALLING]));
    const heard = talk.start("tea");
    expect(heard.said).toEqual(["common.trouble"]);
    expect(heard.calls.length).toBeLessThan(MAX_STEPS_PER_TURN);
    expect(talk.session).toMatchObject({ stack: [], wait: null, call: null });
  });

  test("is stopped when flows stand on one another too high", () => {
    const deep = "flow: tea\nversion: 1\nsteps:\n  - { id: again, do: flow, flow: tea }";
    const talk = new Talk(libraryOf([deep]));
    const heard = talk.start("tea");
    expect(heard.said).toEqual(["common.trouble"]);
    expect(heard.tasks[0]?.note).toContain(String(MAX_DEPTH));
    expect(talk.hear("menu").said[0]).toContain("menu.top");
  });

  test("a flow that calls one that does not exist says so plainly", () => {
    const talk = new Talk(libraryOf(["flow: tea\nversion: 1\nsteps:\n  - { id: to, do: flow, flow: milk }"]));
    expect(talk.start("tea")).toMatchObject({
      said: ["common.trouble"],
      tasks: [{ note: "tea.to: there is no flow milk" }],
    });
  });

  test("a result that nothing waited for does no harm", () => {
    const talk = new Talk(libraryOf([LOOP]));
    expect(talk.hear({ kind: "result", result: { code: "ok" } }).tasks).toHaveLength(1);
  });
});

describe("the time it takes", () => {
  test.each(["text", "number", "money", "area", "date", "time", "person_name", "phone"])(
    "does not grow beyond reason with a pasted book at a %s question",
    (kind) => {
      const talk = new Talk(
        libraryOf([`flow: f\nversion: 1\nsteps:\n  - { id: a, do: ask, answer: { kind: ${kind} } }`]),
      );
      talk.start("f");
      const began = performance.now();
      talk.hear("nuôi bò 12 con ".repeat(7000));
      // A tenth of this on an idle machine; what grows with the square takes minutes.
      expect(performance.now() - began).toBeLessThan(4000);
    },
  );

  test("is no longer at the three hundredth question than it has to be", () => {
    const steps = Array.from(
      { length: 300 },
      (_, index) => `  - { id: q${index}, do: ask, answer: { kind: number } }`,
    );
    const talk = new Talk(libraryOf([`flow: f\nversion: 1\nsteps:\n${steps.join("\n")}`]));
    talk.start("f");
    const began = performance.now();
    for (let question = 0; question < 300; question++) talk.hear("3");
    expect(performance.now() - began).toBeLessThan(8000);
    expect(talk.places).toEqual([]);
  });
});

describe("what is kept", () => {
  test("of a very long text is a part", () => {
    const long = "nước mắm ".repeat(1000);
    const flow =
      "flow: tea\nversion: 1\nsteps:\n  - { id: a, do: ask, answer: { kind: date, direction: forward } }";
    const talk = new Talk(libraryOf([flow]));
    talk.start("tea");
    talk.hear(long);
    talk.hear(long);
    expect(Buffer.byteLength(JSON.stringify({ ...talk.session, me: null }))).toBeLessThan(4096);
    const fresh = new Talk(libraryOf([flow]));
    fresh.hear(long);
    expect(Buffer.byteLength(JSON.stringify({ ...fresh.session, me: null }))).toBeLessThan(4096);
  });

  test("of talks put aside are the last three", () => {
    const flow =
      "flow: tea\nversion: 1\nsteps:\n  - { id: a, do: ask, answer: { kind: text } }\n  - { id: b, do: ask, answer: { kind: text } }";
    const talk = new Talk(libraryOf([flow]));
    for (const name of ["một", "hai", "ba", "bốn"]) {
      talk.start("tea", { name });
      talk.hear(name);
      talk.hear("menu");
    }
    expect(talk.session.kept.map(({ stack }) => stack.at(-1)?.vars["a"])).toEqual(["hai", "ba", "bốn"]);
  });
});
