import { describe, expect, test } from "vitest";
import { libraryOf, Talk, SOMEBODY } from "./talk.ts";

const TEA = `flow: tea
version: 1
steps:
  - { id: name, do: ask, answer: { kind: text } }
  - { id: kind, do: choose, options: [green, black] }
  - { id: done, do: say }`;
const TOLD = "flow: told\nversion: 1\npushed: true\nsteps:\n  - { id: news, do: say }";
const ASKS = `flow: asks
version: 1
pushed: true
takes: [about]
steps:
  - { id: look, do: do, command: asks.look }
  - { id: how, do: choose, options: [good, bad] }`;
const WAITS = ASKS.replace("flow: asks", "flow: waits").replace(
  "pushed: true",
  "pushed: true\nwaits_for_pause: true",
);

const OTHER_HOUSE = `flow: other_house
version: 1
pushed: true
takes: [household]
steps:
  - { id: act, do: do, command: talk.act_for, with: { household: { var: household } } }
  - { id: how, do: choose, options: [good, bad] }`;

const STEP = OTHER_HOUSE.replace("flow: other_house", "flow: walk").replace(
  "[good, bad] }",
  "[finished, impossible] }\n  - { id: noted, do: say }",
);

const TOUR = "flow: tour\nversion: 1\nsteps:\n  - { id: through, do: flow, flow: walk }";

function underWay(): Talk {
  const talk = new Talk(libraryOf([TEA, TOLD, ASKS, WAITS, OTHER_HOUSE, STEP]));
  talk.start("tea");
  talk.hear("Sáu");
  return talk;
}

describe("something begins while a question stands", () => {
  test("and only says something: the question stands as it was, its buttons too", () => {
    const talk = underWay();
    const before = talk.session.wait;
    expect(talk.start("told")).toMatchObject({ said: ["told.news"], nudges: [] });
    expect(talk.session.wait).toEqual(before);
    expect(talk.tap(1).answers).toMatchObject([{ flow: "tea", step: "kind", value: "black" }]);
  });

  test("and asks something: that is answered first, then the old question comes back", () => {
    const talk = underWay();
    expect(talk.start("asks").said[0]).toContain("asks.how");
    const heard = talk.hear("1");
    expect(heard.answers).toMatchObject([{ flow: "asks", step: "how", value: "good" }]);
    expect(heard.said).toEqual([
      "common.back_to_talk\ntea.kind [tea.kind.options.green] [tea.kind.options.black]",
    ]);
    expect(talk.hear("2").answers).toMatchObject([{ flow: "tea", step: "kind", value: "black" }]);
  });

  test("and is answered late, for its own household: the question that stands comes back, for its own", () => {
    const talk = underWay();
    talk.start("walk", { household: { id: "a", name: "A" } });
    talk.start("other_house", { household: { id: "b", name: "B" } });
    const heard = talk.hear("walk.how.options.finished");
    expect(heard.answers).toMatchObject([{ flow: "walk", step: "how", value: "finished" }]);
    expect(heard.said[0]).toContain("common.answered_late");
    expect(heard.said.at(-1)).toContain("other_house.how");
    expect(talk.session.acting).toEqual({ id: "b", name: "B" });
    talk.hear("1");
    expect(talk.session.acting).toBeNull();
    expect(talk.session.stack.map(({ flow }) => flow)).toEqual(["tea"]);
  });

  test("and what tells something of its own, or names an answer by the way, is no late answer", () => {
    const talk = underWay();
    talk.start("walk", { household: { id: "a", name: "A" } });
    talk.start("other_house", { household: { id: "b", name: "B" } });
    for (const said of ["we had walk.how.options.finished said by the way yesterday", "1234"])
      expect(talk.hear(said).answers).toEqual([]);
    expect(talk.session.acting).toEqual({ id: "b", name: "B" });
  });

  test("and a talk that another one called stays where it is", () => {
    const talk = new Talk(libraryOf([TOUR, STEP, OTHER_HOUSE]));
    talk.start("tour");
    talk.start("other_house", { household: { id: "b", name: "B" } });
    expect(talk.hear("walk.how.options.finished").answers).toEqual([]);
  });

  test("and one more begins on top of that: they come back one after the other", () => {
    const talk = underWay();
    talk.start("asks", { about: 1 });
    talk.start("asks", { about: 2 });
    expect(talk.places).toEqual(["tea.kind", "asks.how", "asks.how"]);
    expect(talk.hear("1").said[0]).toContain("asks.how");
    expect(talk.hear("1").said[0]).toContain("tea.kind");
  });

  test("the same reminder twice asks once", () => {
    const talk = underWay();
    talk.start("asks", { about: 1 });
    expect(talk.start("asks", { about: 1 }).effects).toEqual([]);
  });

  test("and the person leaves it: the old talk is still there", () => {
    const talk = underWay();
    talk.start("asks");
    talk.hear("menu");
    expect(talk.session.kept).toHaveLength(1);
    expect(talk.hear("2").said[0]).toContain("asks.how");
    expect(talk.hear("1").said[0]).toContain("tea.kind");
  });

  test("for another household: the old question is again for the one that it was for", () => {
    const talk = underWay();
    const sau = { id: "h1", name: "Sáu" };
    const ut = { id: "h2", name: "Út" };
    talk.session.acting = sau;
    talk.start("other_house", { household: ut });
    expect(talk.session.acting).toEqual(ut);
    talk.hear("1");
    expect(talk.places).toEqual(["tea.kind"]);
    expect(talk.session.acting).toEqual(sau);
    // Put aside for the menu, and gone on with after somebody else was spoken of.
    talk.hear("menu");
    talk.session.acting = ut;
    talk.hear("2");
    expect(talk.places).toEqual(["tea.kind"]);
    expect(talk.session.acting).toEqual(sau);
  });

  test("for another household, and is put aside: each goes on for its own", () => {
    const talk = underWay();
    const sau = { id: "h1", name: "Sáu" };
    const ut = { id: "h2", name: "Út" };
    talk.session.acting = sau;
    talk.start("other_house", { household: ut });
    talk.hear("menu");
    talk.session.acting = null;
    talk.hear("2");
    expect(talk.session.acting).toEqual(ut);
    talk.hear("0");
    expect(talk.places).toEqual(["tea.kind"]);
    expect(talk.session.acting).toEqual(sau);
  });

  test("many of them do not pile up without end, and no answer is lost", () => {
    const talk = underWay();
    for (let about = 0; about < 20; about++) talk.start("asks", { about });
    expect(talk.session.stack.length).toBeLessThanOrEqual(8);
    expect(talk.session.kept.length).toBeLessThanOrEqual(3);
  });

  test("it waits for a pause where it can: an hour after the last word it comes", () => {
    const talk = underWay();
    const { effects } = talk.start("waits");
    expect(effects).toEqual([
      { kind: "postpone", input: { kind: "start", flow: "waits", vars: {} }, afterMs: 3_600_000 },
    ]);
    talk.now = new Date(talk.now.getTime() + 3_600_000);
    expect(talk.start("waits").said[0]).toContain("waits.how");
  });

  test("it does not wait where nothing is under way", () => {
    const talk = new Talk(libraryOf([TEA, WAITS]));
    expect(talk.start("waits").said[0]).toContain("waits.how");
  });

  test("and its command comes back only after the call: no nudge for a question that still stands", () => {
    const talk = underWay();
    const heard = talk.start("asks");
    expect(heard.calls).toHaveLength(1);
    expect(heard.nudges).toMatchObject([{ turn: talk.session.wait?.turn }]);
  });
});

describe("buttons", () => {
  test("two taps on one button are one answer", () => {
    const talk = underWay();
    const turn = talk.session.wait?.turn ?? 0;
    expect(talk.tap(0, turn).answers).toHaveLength(1);
    expect(talk.tap(0, turn).effects).toEqual([]);
  });

  test("two taps on different buttons: the first one counts, the second is told so", () => {
    const talk = new Talk(
      libraryOf([
        TEA.replace("  - { id: done", "  - { id: ice, do: choose, options: [ice, none] }\n  - { id: done"),
      ]),
    );
    talk.start("tea");
    talk.hear("Sáu");
    const turn = talk.session.wait?.turn ?? 0;
    talk.tap(0, turn);
    expect(talk.tap(1, turn)).toMatchObject({
      answers: [],
      said: ["common.old_button\ntea.ice [tea.ice.options.ice] [tea.ice.options.none]"],
    });
  });

  test("an old button is told so, with the question that stands", () => {
    const talk = underWay();
    talk.hear("0");
    talk.hear("Bảy");
    expect(talk.tap(0, 2)).toMatchObject({
      answers: [],
      said: [expect.stringContaining("common.old_button\ntea.kind")],
    });
  });

  test("an old button with nothing under way leads to the menu", () => {
    const talk = underWay();
    const turn = talk.session.wait?.turn ?? 0;
    talk.hear("1");
    expect(talk.tap(1, turn).said).toEqual(["common.old_button\nmenu.top [menu.top.options.tea]"]);
  });

  test("the same button again on another day is an old button", () => {
    const talk = underWay();
    const turn = talk.session.wait?.turn ?? 0;
    talk.tap(0, turn);
    talk.now = new Date(talk.now.getTime() + 86_400_000);
    expect(talk.tap(0, turn).said[0]).toContain("common.old_button");
  });

  test("a button that no message of ours ever had is an old button", () => {
    expect(underWay().tap(17).said[0]).toContain("common.old_button\ntea.kind");
  });
});

describe("a picture or a voice message", () => {
  test.each(["photo", "voice", "document", "video"] as const)(
    "%s at a question: kept, and the question again",
    (file) => {
      const talk = underWay();
      expect(talk.hear({ kind: "file", file, ref: "r", id: "f" })).toMatchObject({
        answers: [],
        said: [`common.kept_${file}\ntea.kind [tea.kind.options.green] [tea.kind.options.black]`],
      });
    },
  );

  test("at a menu goes to the flow for it: a menu is no question that wants an answer first", () => {
    const talk = new Talk(libraryOf([TEA]));
    talk.hear("chào");
    expect(talk.hear({ kind: "file", file: "photo", ref: "r", id: "f" }).said).toEqual(["loose_file.kept"]);
  });

  test("out of the blue goes to the flow for it", () => {
    const talk = new Talk(libraryOf([TEA]));
    expect(talk.hear({ kind: "file", file: "voice", ref: "r", id: "f" }).said).toEqual(["loose_file.kept"]);
  });
});

describe("nothing is under way", () => {
  test("a greeting leads to the menu, and anything else as well, after a word", () => {
    const talk = new Talk(libraryOf([TEA]));
    expect(talk.hear("chào em").said).toEqual(["menu.top [menu.top.options.tea]"]);
    const other = new Talk(libraryOf([TEA]));
    expect(other.hear("trời đẹp quá").said).toEqual(["common.not_clear\nmenu.top [menu.top.options.tea]"]);
  });

  test("thanks are answered in a word, at the menu as well, and wake no menu", () => {
    const talk = new Talk(libraryOf([TEA], { "common.thanks": ["cảm ơn"] }));
    expect(talk.hear("ok cam on em nha").said).toEqual(["common.done"]);
    talk.hear("chào");
    expect(talk.hear("Cảm ơn!")).toMatchObject({ said: ["common.done"], tasks: [] });
    expect(talk.hear("1").said).toEqual(["tea.name"]);
  });

  test("a keyword begins its flow, the longest one first, for people who may", () => {
    const keyed = TEA.replace("steps:", "starts_on_keywords: true\nroles: [officer]\nsteps:");
    const cake =
      "flow: cake\nversion: 1\nstarts_on_keywords: true\nsteps:\n  - { id: which, do: ask, answer: { kind: text } }";
    const words = { "tea.keywords": ["bánh và trà"], "cake.keywords": ["bánh"] };
    const officer = { person: "p", name: "Minh", address: "anh", roles: ["officer"], households: [] };
    expect(new Talk(libraryOf([keyed, cake], words), { me: officer }).hear("Bánh và trà nhé!").said).toEqual([
      "tea.name",
    ]);
    expect(new Talk(libraryOf([keyed, cake], words)).hear("bánh và trà").said).toEqual(["cake.which"]);
    // Of one syllable it is too many other words without its marks: banh, bành, bảnh.
    expect(new Talk(libraryOf([keyed, cake], words)).hear("banh va tra").said[0]).toContain("menu.top");
    expect(new Talk(libraryOf([keyed, cake], words)).hear("banh").said).toEqual(["cake.which"]);
    expect(new Talk(libraryOf([keyed, cake], words)).hear("bánhtráng").said[0]).toContain("menu.top");
  });

  test("somebody who comes by a link with a code is taken to it, also from the middle of a talk", () => {
    const talk = underWay();
    talk.hear({ kind: "arrived", code: "K7M2PX" });
    expect(talk.session.stack.at(-1)).toMatchObject({ flow: "menu", vars: { code: "K7M2PX" } });
    expect(talk.session.stack[0]).toMatchObject({ flow: "tea" });
  });

  test("the link with a meeting's code marks who is present, and the talk goes on; for a stranger it is any link", () => {
    const roll =
      "flow: roll\nversion: 1\nstarts_on_codes: true\nroles: [household]\ntakes: [code]\nsteps:\n  - { id: here, do: say }";
    const household = { ...SOMEBODY, roles: ["household"], households: [{ id: "h1", name: "Sáu" }] };
    const talk = new Talk(libraryOf([TEA, roll]), { me: household });
    talk.start("tea");
    expect(talk.hear({ kind: "arrived", code: "4821" }).said).toEqual(["roll.here"]);
    expect(talk.hear("Sáu").answers).toMatchObject([{ flow: "tea", step: "name" }]);
    const stranger = new Talk(libraryOf([TEA, roll]));
    stranger.hear({ kind: "arrived", code: "4821" });
    expect(stranger.session.stack.at(-1)).toMatchObject({ flow: "menu", vars: {} });
    expect(stranger.session.stack.at(-1)?.vars).not.toHaveProperty("code");
  });

  test("who has left hears nothing", () => {
    expect(underWay().hear({ kind: "left", why: "blocked" }).effects).toEqual([]);
  });
});
