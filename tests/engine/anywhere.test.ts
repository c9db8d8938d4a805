import { describe, expect, test } from "vitest";
import { libraryOf, Talk } from "./talk.ts";

const TEA = `flow: tea
version: 1
steps:
  - { id: name, do: ask, answer: { kind: text } }
  - { id: cups, do: ask, answer: { kind: number } }
  - { id: to_sugar, do: flow, flow: sugar }
  - { id: note, do: ask, answer: { kind: text } }
  - { id: done, do: say }`;
const SUGAR = `flow: sugar
version: 1
steps:
  - { id: much, do: choose, options: [much, little] }
  - { id: when, do: ask, answer: { kind: date } }`;

/** A talk after these answers. */
function after(...said: string[]): Talk {
  const talk = new Talk(libraryOf([TEA, SUGAR], { "tea.title": "Gọi trà" }), {
    results: { "desk.call_person": { code: "ok" } },
  });
  talk.start("tea");
  for (const one of said) talk.hear(one);
  return talk;
}

describe("back", () => {
  test("goes to the question before, and on from there", () => {
    const talk = after("Sáu");
    expect(talk.hear("quay lại").said).toEqual(["tea.name"]);
    expect(talk.hear("Bảy").said).toEqual(["tea.cups"]);
  });

  test("goes out of a sub-flow to the question before it, and into it again", () => {
    const talk = after("Sáu", "3", "1");
    expect(talk.places).toEqual(["tea.to_sugar", "sugar.when"]);
    expect(talk.hear("quay lại").said[0]).toContain("sugar.much");
    expect(talk.hear("0").said).toEqual(["tea.cups"]);
    expect(talk.hear("4").said[0]).toContain("sugar.much");
  });

  test("from a question that was asked again leads on to the one before it", () => {
    const wrong = `flow: f
version: 1
steps:
  - { id: a, do: ask, answer: { kind: text } }
  - { id: code, do: ask, answer: { kind: code } }
  - { id: try, do: do, command: f.try, on: { wrong: code } }`;
    const talk = new Talk(libraryOf([wrong]), { results: { "f.try": { code: "wrong" } } });
    talk.start("f");
    talk.hear("Sáu");
    expect(talk.hear("K7M2PX").said).toEqual(["f.code"]);
    expect(talk.hear("0").said).toEqual(["f.a"]);
  });

  test("from the first question leads to the menu, and there to a sentence", () => {
    const talk = after();
    expect(talk.hear("0").said[0]).toContain("menu.top");
    expect(talk.hear("0").said).toEqual(["common.no_way_back", "menu.top [menu.top.options.tea]"]);
  });

  test("from a reading that is being confirmed goes to the question itself", () => {
    const talk = after("Sáu", "3", "1");
    expect(talk.hear("tháng sau").said[0]).toContain("sure?");
    expect(talk.hear("0").said).toEqual(["sugar.when"]);
  });

  test("never loses a talk that a reminder has pushed aside", () => {
    const nag = `flow: nag
version: 1
steps:
  - { id: to_sugar, do: flow, flow: sugar }`;
    const talk = new Talk(libraryOf([TEA, SUGAR, nag]));
    talk.start("tea");
    talk.hear("Sáu");
    expect(talk.start("nag").said[0]).toContain("sugar.much");
    expect(talk.hear("0").said).toEqual(["tea.cups"]);
    expect(talk.session.stack[0]?.vars).toMatchObject({ name: "Sáu" });
  });
});

describe("menu and stop", () => {
  test.each(["menu", "dừng"])("%s keeps the talk", (said) => {
    const talk = after("Sáu", "3");
    talk.hear(said);
    expect(talk.session.kept).toHaveLength(1);
    const heard = said === "menu" ? talk.hear("2") : talk.hear("làm tiếp");
    expect(heard.said.join()).toMatch(/sugar\.much|resume\.which/);
  });

  test("what was kept is offered once when another talk has ended, then stays in the menu", () => {
    const talk = after("Sáu", "3");
    talk.hear("menu");
    talk.hear("1");
    for (const said of ["Bảy", "2", "1", "15/12/2026"]) talk.hear(said);
    const heard = talk.hear("nóng");
    expect(heard.said).toEqual([
      "tea.done",
      "resume.which [resume.which.options.go_on] [resume.which.options.later]",
    ]);
    talk.hear("2");
    expect(talk.session.kept).toHaveLength(1);
    expect(talk.hear("chào").said).toEqual(["menu.top [menu.top.options.tea] [menu.top.options.kept]"]);
    expect(talk.hear("2").said[0]).toContain("sugar.much");
    expect(talk.session.kept).toEqual([]);
    expect(talk.session.stack[0]?.vars).toMatchObject({ name: "Sáu", cups: 3 });
  });

  test("go on leads into the kept talk from anywhere outside it", () => {
    const talk = after("Sáu", "3");
    talk.hear("dừng");
    expect(talk.hear("làm tiếp").said[0]).toContain("resume.which");
    expect(talk.hear("1").said[0]).toContain("sugar.much");
  });

  test("a talk in which nothing was answered is not worth keeping", () => {
    const talk = after();
    talk.hear("menu");
    expect(talk.session.kept).toEqual([]);
  });
});

describe("help, language, a person", () => {
  test("help explains and asks again", () => {
    expect(after("Sáu").hear("giúp").said).toEqual(["common.help_with.number\ntea.cups"]);
  });

  test("a person is called and the talk goes on", () => {
    const talk = after("Sáu");
    const heard = talk.hear("gặp cán bộ");
    expect(heard.calls).toMatchObject([{ name: "desk.call_person" }]);
    // The question still stands above; it is not put a second time.
    expect(heard.said).toEqual(["person.called"]);
    expect(talk.hear("3").answers).toMatchObject([{ step: "cups", value: 3 }]);
  });

  test("another language is chosen and the talk goes on in it", () => {
    const talk = after("Sáu");
    expect(talk.hear("ngôn ngữ").said[0]).toContain("language.which");
    const heard = talk.hear("2");
    expect(heard.effects).toContainEqual({ kind: "set_locale", locale: "en" });
    expect(heard.said).toEqual(["common.back_to_talk\ntea.cups"]);
  });

  test("the name of a language chooses it where the languages are on offer, however it is typed", () => {
    const words = { "language.which.options.en_also": ["tiếng Anh"] };
    for (const typed of ["tiếng Anh", "tieng anh", "Tiếng anh!"]) {
      const talk = new Talk(libraryOf([TEA, SUGAR], words));
      talk.start("tea");
      talk.hear("ngôn ngữ");
      expect(talk.hear(typed).effects).toContainEqual({ kind: "set_locale", locale: "en" });
    }
  });

  test("asking for the languages twice asks once", () => {
    const talk = after("Sáu");
    talk.hear("ngôn ngữ");
    talk.hear("ngôn ngữ");
    expect(talk.places).toEqual(["tea.cups", "language.which"]);
  });
});

describe("numbers and words that could be either", () => {
  test.each([
    ["number", "0", 0],
    ["number", "9", 9],
    ["money", "0", 0],
  ])("at a %s question %s is an answer", (kind, said, value) => {
    const talk = new Talk(
      libraryOf([`flow: f\nversion: 1\nsteps:\n  - { id: a, do: ask, answer: { kind: ${kind} } }`]),
    );
    talk.start("f");
    expect(talk.hear(said).answers).toMatchObject([{ value }]);
  });

  test.each(["phone", "date", "time", "year", "text", "yes_no", "photo"])(
    "at a %s question 0 goes back",
    (kind) => {
      const two = `flow: f\nversion: 1\nsteps:\n  - { id: z, do: ask, answer: { kind: number } }\n  - { id: a, do: ask, answer: { kind: ${kind} } }`;
      const talk = new Talk(libraryOf([two]));
      talk.start("f");
      talk.hear("3");
      expect(talk.hear("0").said).toEqual(["f.z"]);
    },
  );

  test("at a phone question 9 calls a person", () => {
    const talk = new Talk(
      libraryOf(["flow: f\nversion: 1\nsteps:\n  - { id: a, do: ask, answer: { kind: phone } }"]),
    );
    talk.start("f");
    expect(talk.hear("9").calls).toMatchObject([{ name: "desk.call_person" }]);
  });

  test("0 that is out of bounds goes back", () => {
    const talk = new Talk(
      libraryOf([
        "flow: f\nversion: 1\nsteps:\n  - { id: z, do: ask, answer: { kind: text } }\n  - { id: a, do: ask, answer: { kind: number, min: 1 } }",
      ]),
    );
    talk.start("f");
    talk.hear("chào");
    expect(talk.hear("0").said).toEqual(["f.z"]);
  });

  test("dung without its marks is right where right is an answer, and stop elsewhere", () => {
    const talk = after("Sáu", "3", "1");
    talk.hear("tháng sau");
    expect(talk.hear("dung").answers).toMatchObject([{ step: "when", value: "2026-12-01" }]);
    expect(talk.hear("dung").said).toEqual(["stop.stopped"]);
    // With its marks it is never dừng, whatever is asked.
    expect(after("Sáu").hear("đúng").said[0]).toContain("common.again.number");
    const stopping = after("Sáu", "3", "1");
    stopping.hear("tháng sau");
    expect(stopping.hear("dừng").said).toEqual(["stop.stopped"]);
    // Where nothing is asked there is nothing to stop.
    const done = after("Sáu", "3", "1");
    done.hear("dừng");
    done.hear("1");
    for (const agreed of ["dung", "dung roi", "ừ"]) expect(done.hear(agreed).said).toEqual(["common.done"]);
  });

  test("không answers a yes-or-no question, and skips what may be skipped", () => {
    const yesNo =
      "flow: f\nversion: 1\nsteps:\n  - { id: a, do: ask, answer: { kind: yes_no }, optional: true }";
    const talk = new Talk(libraryOf([yesNo]));
    talk.start("f");
    expect(talk.hear("không").answers).toMatchObject([{ value: "no" }]);
    const money =
      "flow: f\nversion: 1\nsteps:\n  - { id: a, do: ask, answer: { kind: money }, optional: true }";
    for (const typed of ["không có", "khong co"]) {
      const other = new Talk(libraryOf([money]));
      other.start("f");
      expect(other.hear(typed).answers).toMatchObject([{ typed, value: null }]);
    }
  });
});
