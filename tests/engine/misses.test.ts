import { describe, expect, test } from "vitest";
import { libraryOf, OTHER_INPUTS, Talk } from "./talk.ts";

const FLOW = `flow: tea
version: 1
steps:
  - { id: cups, do: ask, answer: { kind: number, max: 20 } }
  - { id: thanks, do: say }`;
const SHELF = `flow: shelf
version: 1
steps:
  - { id: tea, do: choose, from: { query: shelf.teas }, none: none }
  - { id: none, do: say }`;
const TEAS = {
  "shelf.teas": {
    code: "ok",
    value: [
      { id: "a", label: "Sen" },
      { id: "b", label: "Lài" },
    ],
  },
};

function begin(flow: string, words: Readonly<Record<string, string>> = {}): Talk {
  const talk = new Talk(libraryOf([FLOW, SHELF], words), { results: TEAS });
  talk.start(flow);
  return talk;
}

describe("an answer that was not understood", () => {
  test("is asked again in other words, then with help, then a person is asked to look", () => {
    const talk = begin("tea");
    expect(talk.hear("hổng biết").said).toEqual(["common.again.number\ntea.cups"]);
    expect(talk.hear("chịu").said).toEqual(["common.help_with.number\ntea.cups"]);
    const third = talk.hear("mệt quá");
    expect(third.said).toEqual(["common.person_will_look\ntea.cups"]);
    expect(third.tasks).toEqual([{ kind: "task", code: "not_understood", note: "tea.cups" }]);
    // After that it begins anew, so that one person is not called for each further word.
    expect(talk.hear("mệt quá")).toMatchObject({ tasks: [], said: ["common.again.number\ntea.cups"] });
    expect(talk.hear("3").answers).toMatchObject([{ value: 3 }]);
  });

  test("is told in the words of its own question where there are any", () => {
    const talk = begin("tea", {
      "tea.cups.again": "Mấy ly?",
      "tea.cups.help": "Nhắn số ly.",
      "tea.cups.short": "Ly?",
    });
    expect(talk.hear("hổng biết").said).toEqual(["Mấy ly?\nLy?"]);
    expect(talk.hear("chịu").said).toEqual(["Nhắn số ly.\nLy?"]);
  });

  test("counts also where the options come from a query", () => {
    const talk = begin("shelf");
    expect(talk.hear("xyz").said).toEqual(["common.again.choose\nshelf.tea [Sen] [Lài]"]);
    expect(talk.hear("xyz").said).toEqual(["common.help_with.choose\nshelf.tea [Sen] [Lài]"]);
    expect(talk.hear("xyz").tasks).toMatchObject([{ code: "not_understood" }]);
    expect(talk.hear("xyz").tasks).toEqual([]);
  });

  test("begins to count anew with the next question", () => {
    const two = `flow: two
version: 1
steps:
  - { id: a, do: ask, answer: { kind: number } }
  - { id: b, do: ask, answer: { kind: number } }`;
    const talk = new Talk(libraryOf([two]));
    talk.start("two");
    talk.hear("chịu");
    talk.hear("chịu");
    talk.hear("3");
    expect(talk.hear("chịu").said).toEqual(["common.again.number\ntwo.b"]);
  });

  test("is one beyond what the question allows", () => {
    expect(begin("tea").hear("21").said).toEqual(["common.again.number\ntea.cups"]);
    expect(begin("tea").hear("2,5").said).toEqual(["common.again.number\ntea.cups"]);
  });

  const elsewhere: readonly string[] = ["left", "timeout", "tap", "arrived"];
  test.each(OTHER_INPUTS.filter(({ kind }) => !elsewhere.includes(kind)))(
    "or anything else that was done ($kind) has the question asked again",
    (input) => {
      const heard = begin("tea").hear(input);
      expect(heard.answers).toEqual([]);
      expect(heard.said.join()).toContain("tea.cups");
    },
  );

  test("coming back to the chat is no mistake", () => {
    const talk = begin("tea");
    for (let time = 0; time < 4; time++) {
      expect(talk.hear({ kind: "arrived" })).toMatchObject({
        tasks: [],
        said: ["common.back_to_talk\ntea.cups"],
      });
    }
  });
});

describe("nobody answered", () => {
  test("the question is put once more, and only once", () => {
    const talk = new Talk(libraryOf([FLOW]));
    const turn = talk.start("tea").nudges[0]?.turn ?? 0;
    expect(talk.session.wait?.turn).toBe(turn);
    const heard = talk.hear({ kind: "timeout", turn });
    expect(heard).toMatchObject({ said: ["common.nudge"], nudges: [] });
    expect(talk.hear("3").answers).toMatchObject([{ value: 3 }]);
    expect(talk.hear({ kind: "timeout", turn }).effects).toEqual([]);
  });

  test("each time the talk comes to rest on a question, its timer is set anew", () => {
    const talk = begin("tea");
    expect(talk.hear("hổng biết").nudges).toMatchObject([
      { afterMs: 86_400_000, turn: talk.session.wait?.turn },
    ]);
  });

  test("a question may have a time and a way of its own, and the next question its timer again", () => {
    const flow = `flow: slow
version: 1
steps:
  - { id: a, do: ask, answer: { kind: number }, timeout: { after: P3D, go: b } }
  - { id: c, do: say, go: end }
  - { id: b, do: ask, answer: { kind: text }, timeout: { after: PT12H, go: c } }`;
    const talk = new Talk(libraryOf([flow]));
    const started = talk.start("slow");
    expect(started.nudges).toMatchObject([{ afterMs: 3 * 86_400_000 }]);
    const heard = talk.hear({ kind: "timeout", turn: started.nudges[0]?.turn ?? 0 });
    expect(heard).toMatchObject({ said: ["slow.b"], nudges: [{ afterMs: 12 * 3_600_000 }] });
    expect(talk.hear({ kind: "timeout", turn: talk.session.wait?.turn ?? 0 }).said).toEqual(["slow.c"]);
  });

  test("at the menu nobody is reminded", () => {
    const talk = new Talk(libraryOf([FLOW]));
    talk.hear("chào");
    expect(talk.hear({ kind: "timeout", turn: talk.session.wait?.turn ?? 0 }).effects).toEqual([]);
  });
});
