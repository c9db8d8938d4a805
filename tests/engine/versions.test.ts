import { describe, expect, test } from "vitest";
import { libraryOf, Talk } from "./talk.ts";

/** The flow of these tests with other steps: what a new version of it may look like. */
function tea(version: number, steps: string): string {
  return `flow: tea\nversion: ${version}\nsteps:\n${steps}`;
}

const CUPS = "  - { id: cups, do: ask, answer: { kind: number } }";
const KIND = "  - { id: kind, do: choose, options: [green, black] }";
const NAME = "  - { id: name, do: ask, answer: { kind: text } }";
const BREW =
  "  - { id: brew, do: do, command: tea.brew, with: { cups: { var: cups }, kind: { var: kind }, name: { var: name } } }";
const DONE = "  - { id: done, do: say }";

const WORDS = { "tea.kind.options.green": "Trà xanh", "tea.kind.options.black": "Trà đen" };
const V1 = tea(1, [CUPS, KIND, NAME, BREW, DONE].join("\n"));

/** A talk in version 1 in which that much has been answered, going on in another version. */
function underWay(answers: readonly string[], ...flows: string[]): Talk {
  const talk = new Talk(libraryOf([V1], WORDS));
  talk.start("tea");
  for (const answer of answers) talk.hear(answer);
  talk.library = libraryOf(flows, WORDS);
  return talk;
}

describe("a talk under way in an older version of its flow", () => {
  test("goes on at the same step", () => {
    const talk = underWay(["3"], tea(2, ["  - { id: hello, do: say }", KIND, CUPS, NAME, BREW].join("\n")));
    const heard = talk.hear("trà đen");
    expect(heard.answers).toMatchObject([{ flow: "tea", version: 2, step: "kind", value: "black" }]);
    expect(heard.said).toEqual(["tea.cups"]);
  });

  test("follows a step that was renamed, and takes its answers along", () => {
    const renamed = [
      "  - { id: how_many, was: [cups], do: ask, answer: { kind: number } }",
      "  - { id: sort, was: [kind], do: choose, options: [green, black] }",
      NAME,
      "  - { id: check, do: confirm, reads: [how_many, sort, name] }",
      "  - { id: brew, do: do, command: tea.brew, with: { cups: { var: how_many }, kind: { var: sort } } }",
    ].join("\n");
    const talk = underWay(["3"], tea(2, renamed));
    expect(talk.hear("trà đen")).toMatchObject({
      answers: [{ step: "sort", value: "black" }],
      said: ["tea.name"],
    });
    expect(talk.hear("Sáu").said[0]).toContain("• tea.how_many.label: 3");
    talk.hear("2");
    expect(talk.hear("1").said).toEqual(["tea.how_many"]);
    // Only the one that is wrong is asked again, although the others were answered under other names.
    expect(talk.hear("4").said[0]).toContain("• tea.sort.label: Trà đen");
    expect(talk.hear("1").calls).toMatchObject([{ with: { cups: 4, kind: { id: "black" } } }]);
  });

  test("is told when its question is gone, and asked the last one that still exists", () => {
    const talk = underWay(["3", "trà đen"], tea(2, [CUPS, KIND, BREW].join("\n")));
    const heard = talk.hear("Sáu");
    expect(heard.answers).toEqual([]);
    expect(heard.said).toEqual(["common.flow_changed\ntea.kind [Trà xanh] [Trà đen]"]);
    expect(talk.hear("1").calls).toMatchObject([{ with: { cups: 3, kind: { id: "green" }, name: null } }]);
  });

  test("is told also where a command comes before the next question", () => {
    const from = "  - { id: shelf, do: choose, from: { query: tea.shelf }, none: done }";
    const talk = underWay([], tea(2, [from, DONE].join("\n")));
    talk.results = { "tea.shelf": { code: "ok", value: [{ id: "a", label: "A" }] } };
    expect(talk.hear("3").said).toEqual(["common.flow_changed\ntea.shelf [A]"]);
  });

  test("is told also where nothing is left to ask", () => {
    const talk = underWay([], tea(2, "  - { id: note, do: set, values: { noted: true } }"));
    expect(talk.hear("3").said.join(" ")).toContain("common.flow_changed");
    expect(talk.session.wait === null || talk.session.stack.length > 0).toBe(true);
  });

  test("never goes back to what was a question and is a command now", () => {
    const brewing = "  - { id: kind, do: do, command: tea.brew }";
    const talk = underWay(["3", "trà đen"], tea(2, [CUPS, brewing].join("\n")));
    const heard = talk.hear("Sáu");
    expect(heard.calls).toEqual([]);
    expect(heard.said).toEqual(["common.flow_changed\ntea.cups"]);
  });

  test("is led to the menu when its flow is gone", () => {
    const talk = underWay(["3"]);
    expect(talk.hear("trà đen").said[0]).toMatch(/^common\.flow_changed\nmenu\.top/);
    expect(talk.places).toEqual(["menu.top"]);
  });

  test("is asked again when the options have changed, instead of a number meaning something else", () => {
    const talk = underWay(
      ["3"],
      tea(2, [CUPS, KIND.replace("green, black", "black, white, green"), BREW].join("\n")),
    );
    const heard = talk.hear("1");
    expect(heard.answers).toEqual([]);
    expect(heard.said).toEqual([
      "common.flow_changed\ntea.kind [Trà đen] [tea.kind.options.white] [Trà xanh]",
    ]);
    expect(talk.hear("1").answers).toMatchObject([{ step: "kind", value: "black" }]);
  });

  test("is asked again when the question wants another kind of answer", () => {
    const talk = underWay([], tea(2, [CUPS.replace("number", "text"), KIND, BREW].join("\n")));
    const heard = talk.hear("3");
    expect(heard.answers).toEqual([]);
    expect(heard.said).toEqual(["common.flow_changed\ntea.cups"]);
  });

  test("is asked again also while a reading of it was to be confirmed", () => {
    const talk = new Talk(libraryOf([tea(1, "  - { id: day, do: ask, answer: { kind: date } }\n" + DONE)]));
    talk.start("tea");
    expect(talk.hear("tháng sau").said[0]).toContain("sure?");
    talk.library = libraryOf([tea(2, "  - { id: day, do: ask, answer: { kind: money } }\n" + DONE)]);
    const heard = talk.hear("đúng rồi");
    expect(heard.answers).toEqual([]);
    expect(heard.said).toEqual(["common.flow_changed\ntea.day"]);
  });

  test("is asked the new question when nobody answered and the old one is gone", () => {
    const talk = underWay(["3"], tea(2, [CUPS, BREW].join("\n")));
    const heard = talk.hear({ kind: "timeout", turn: talk.session.wait?.turn ?? 0 });
    expect(heard.said).toEqual(["common.flow_changed\ntea.cups"]);
  });

  test("goes through a sub-flow that was put in ahead of it", () => {
    const sub = `flow: milk\nversion: 1\nsteps:\n  - { id: milk, do: ask, answer: { kind: yes_no } }`;
    const inserted = "  - { id: to_milk, do: flow, flow: milk, save: { milk: milk } }";
    const talk = underWay(["3"], tea(2, [CUPS, KIND, inserted, NAME, BREW].join("\n")), sub);
    expect(talk.hear("1").said[0]).toContain("milk.milk");
    expect(talk.hear("có").said).toEqual(["tea.name"]);
  });

  test("comes back from a sub-flow to a step that is gone, and is told so", () => {
    const sub = `flow: milk\nversion: 1\nsteps:\n  - { id: milk, do: ask, answer: { kind: yes_no } }`;
    const calling = tea(1, [CUPS, "  - { id: to_milk, do: flow, flow: milk }", DONE].join("\n"));
    const talk = new Talk(libraryOf([calling, sub]));
    talk.start("tea");
    talk.hear("3");
    talk.library = libraryOf([tea(2, [CUPS, DONE].join("\n")), sub]);
    expect(talk.hear("có")).toMatchObject({
      answers: [{ flow: "milk", step: "milk" }],
      said: ["common.flow_changed\ntea.cups"],
    });
  });

  test("goes back past answers whose questions are gone", () => {
    const talk = underWay(["3", "trà đen"], tea(2, [CUPS, NAME, BREW].join("\n")));
    expect(talk.hear("0").said).toEqual(["common.flow_changed\ntea.cups"]);
  });

  test("that was put aside goes on in the new version as well", () => {
    const talk = underWay(["3", "trà đen"], tea(2, [CUPS, KIND, BREW].join("\n")));
    talk.hear("menu");
    const heard = talk.hear("2");
    expect(heard.said).toEqual(["common.flow_changed\ntea.kind [Trà xanh] [Trà đen]"]);
  });

  test("is left alone by a reminder whose flow is gone; a person hears of it", () => {
    const talk = underWay(["3"], V1);
    const heard = talk.start("gone");
    expect(heard.said).toEqual([]);
    expect(heard.tasks).toMatchObject([{ code: "flow_failed" }]);
    expect(talk.hear("1").answers).toMatchObject([{ step: "kind" }]);
  });

  test("understands the words for everywhere also in a language that is no longer offered", () => {
    const talk = underWay(["3"], V1);
    talk.session = { ...talk.session, locale: "km" };
    expect(talk.hear("0").said).toEqual(["tea.cups"]);
  });
});
