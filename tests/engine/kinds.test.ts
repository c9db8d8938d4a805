import { describe, expect, test } from "vitest";
import { libraryOf, Talk, type Results } from "./talk.ts";

/** A talk at the beginning of a flow with these steps. */
function begin(steps: string, results: Results = {}, others: string[] = []): Talk {
  const talk = new Talk(libraryOf([`flow: tea\nversion: 3\ntakes: [cups]\nsteps:\n${steps}`, ...others]), {
    results,
  });
  talk.start("tea");
  return talk;
}

const RUN = "  - { id: run, do: do, command: tea.run, with: { got: { var: it } } }";

describe("ask", () => {
  test.each([
    ["text", "trà sen", "trà sen"],
    ["number", "mười hai", 12],
    ["year", "1968", 1968],
    ["money", "2 triệu rưỡi", 2_500_000],
    ["quantity", "20 con", { value: 20, unit: "con" }],
    ["area", "500 m2", 500],
    ["date", "15/12/2026", "2026-12-15"],
    ["time", "7 giờ sáng", { hour: 7, minute: 0 }],
    ["phone", "0912 345 678", "+84912345678"],
    ["yes_no", "có", "yes"],
    ["person_name", "nguyễn thị sáu", "Nguyễn Thị Sáu"],
    ["code", " k7m2px ", "K7M2PX"],
  ])("reads a %s and keeps it with what was asked and typed", (kind, typed, value) => {
    const talk = begin(`  - { id: it, do: ask, answer: { kind: ${kind} } }\n${RUN}`);
    const heard = talk.hear(typed);
    expect(heard.answers).toMatchObject([
      { flow: "tea", version: 3, step: "it", asked: "tea.it", typed, value },
    ]);
    expect(heard.calls).toMatchObject([{ name: "tea.run", with: { got: value } }]);
  });

  test("takes a picture where it wants one", () => {
    const talk = begin(`  - { id: it, do: ask, answer: { kind: photo } }\n${RUN}`);
    const heard = talk.hear({ kind: "file", file: "photo", ref: "r", id: "f1" });
    expect(heard.answers).toMatchObject([{ typed: "[file]", value: { file: "f1" } }]);
  });

  test("takes a phone number that was shared by tap", () => {
    const talk = begin(`  - { id: it, do: ask, answer: { kind: phone } }\n${RUN}`);
    expect(talk.hear({ kind: "phone", phone: "+84912345678", own: true }).answers).toMatchObject([
      { value: "+84912345678" },
    ]);
  });

  test("offers a yes and a no as options too", () => {
    const talk = begin(`  - { id: it, do: ask, answer: { kind: yes_no } }\n${RUN}`);
    expect(talk.session.wait?.options?.map(({ label }) => label)).toEqual(["Có", "Không"]);
    expect(talk.tap(1).answers).toMatchObject([{ typed: "Không", value: "no" }]);
  });

  test("may be skipped where it is optional, and says so", () => {
    const talk = begin("  - { id: it, do: ask, answer: { kind: money }, optional: true, save: sum }");
    expect(talk.session.wait?.asked).toBe("tea.it common.may_skip");
    expect(talk.hear("bỏ qua").answers).toMatchObject([{ step: "it", typed: "bỏ qua", value: null }]);
  });

  test("may not be skipped where it is needed", () => {
    const talk = begin("  - { id: it, do: ask, answer: { kind: money } }");
    expect(talk.hear("bỏ qua")).toMatchObject({ answers: [], said: ["common.cannot_skip\ntea.it"] });
  });

  test("reads a likely meaning back before it counts", () => {
    const talk = begin(`  - { id: it, do: ask, answer: { kind: date, direction: forward } }\n${RUN}`);
    const heard = talk.hear("tháng sau");
    expect(heard).toMatchObject({ answers: [], calls: [] });
    expect(heard.said[0]).toMatch(/^sure\? .*1\/12\/2026 \[Đúng rồi\] \[Chưa đúng\]$/);
    expect(talk.hear("đúng rồi em").answers).toMatchObject([{ typed: "tháng sau", value: "2026-12-01" }]);
  });

  test("takes a better answer while it reads a likely one back, as it was typed", () => {
    const talk = begin(`  - { id: it, do: ask, answer: { kind: date, direction: forward } }\n${RUN}`);
    talk.hear("tháng sau");
    expect(talk.hear("15/12/2026").answers).toMatchObject([{ typed: "15/12/2026", value: "2026-12-15" }]);
  });

  test("asks again what was read wrongly", () => {
    const talk = begin(`  - { id: it, do: ask, answer: { kind: date, direction: forward } }\n${RUN}`);
    talk.hear("tháng sau");
    expect(talk.hear("2")).toMatchObject({ answers: [], said: ["common.again.date\ntea.it"] });
  });

  test("lets the person choose between two meanings", () => {
    const talk = begin(`  - { id: it, do: ask, answer: { kind: quantity } }\n${RUN}`);
    const heard = talk.hear("2 chục trứng");
    expect(heard.said[0]).toMatch(/^common\.which \[.*\] \[.*\] \[common\.none_of_these\]$/);
    expect(talk.hear("2").answers).toMatchObject([{ typed: "2 chục trứng" }]);
  });

  test("takes what looks like the button for more pages for a word", () => {
    const talk = begin(`  - { id: it, do: ask, answer: { kind: text } }\n${RUN}`);
    expect(talk.hear("more").answers).toMatchObject([{ value: "more" }]);
  });

  test("keeps no book that somebody pasted", () => {
    const talk = begin(`  - { id: it, do: ask, answer: { kind: code } }\n${RUN}`);
    expect(talk.hear("a".repeat(5000)).answers).toEqual([]);
  });
});

describe("choose", () => {
  const STEP = "  - { id: it, do: choose, options: [green, black], goes: { black: strong } }";
  const REST = "  - { id: mild, do: say, go: end }\n  - { id: strong, do: say }";

  test("leads where the option leads, else to the next step", () => {
    expect(begin(`${STEP}\n${REST}`).hear("1").said).toEqual(["tea.mild"]);
    expect(begin(`${STEP}\n${REST}`).hear("2").said).toEqual(["tea.strong"]);
    expect(begin(`${STEP}\n${REST}`).tap(1)).toMatchObject({
      answers: [{ value: "black", typed: "tea.it.options.black" }],
      said: ["tea.strong"],
    });
  });

  test("does not take a no for the second of two things", () => {
    const talk = begin(`${STEP}\n${REST}`);
    expect(talk.hear("không").answers).toEqual([]);
    expect(talk.hear("có").answers).toEqual([]);
  });

  test("shows an option only while its condition holds", () => {
    const talk = begin("  - { id: it, do: choose, options: [a, b], only: { b: { var: cups, is: 1 } } }");
    expect(talk.session.wait?.options).toHaveLength(1);
  });

  test("takes its options from a query, keeps what it found, and compares by id", () => {
    const steps = `
  - { id: it, do: choose, from: { query: tea.shelf, with: { n: 2 } }, options: [other], none: empty, goes: { other: empty } }
  - { id: look, do: branch, cases: [{ when: { var: it, is: t2 }, go: full }] }
  - { id: empty, do: say, go: end }
  - { id: full, do: do, command: tea.run, with: { price: { var: it.price } } }`;
    const shelf = {
      code: "ok",
      value: [
        { id: "t1", label: "Sen" },
        { id: "t2", label: "Lài", price: 5 },
      ],
    };
    const talk = begin(steps, { "tea.shelf": shelf });
    expect(talk.session.wait?.options?.map(({ label }) => label)).toEqual([
      "Sen",
      "Lài",
      "tea.it.options.other",
    ]);
    expect(talk.hear("lài").calls).toMatchObject([{ name: "tea.run", with: { price: 5 } }]);
    expect(begin(steps, { "tea.shelf": shelf }).hear("3").said).toEqual(["tea.empty"]);
  });

  test("goes its own way where a query offers nothing", () => {
    const steps =
      "  - { id: it, do: choose, from: { query: tea.shelf }, none: empty }\n  - { id: empty, do: say }";
    const talk = new Talk(libraryOf([`flow: tea\nversion: 1\nsteps:\n${steps}`]), {
      results: { "tea.shelf": { code: "ok", value: [] } },
    });
    expect(talk.start("tea").said).toEqual(["tea.empty"]);
  });
});

describe("say, branch, set, do, flow, end", () => {
  test("say sends a file that the talk knows", () => {
    const talk = new Talk(
      libraryOf(["flow: tea\nversion: 1\ntakes: [paper]\nsteps:\n  - { id: a, do: say, file: paper }"]),
    );
    expect(talk.start("tea", { paper: "f9" }).messages).toEqual([
      { text: "tea.a", options: [], turn: null, file: "f9", file_left_out: "common.file_left_out" },
    ]);
  });

  test.each([
    ["is: 3", 3, true],
    ["is: 3", 4, false],
    ["is: t1", { id: "t1", label: "Sen" }, true],
    ["is: null", null, true],
    ["is_one_of: [a, b]", "b", true],
    ["is_one_of: [a, b]", "c", false],
    ["at_least: 2", 2, true],
    ["at_least: 2", 1.9, false],
    ["at_least: 2", "9", false],
    ["at_most: 2", 2, true],
    ["at_most: 2", 3, false],
    ["at_most: 2", null, false],
    ["is_set: true", 0, true],
    ["is_set: true", "", false],
    ["is_set: false", null, true],
    ["has: x", ["y", "x"], true],
    ["has: x", "x", false],
  ])("branch by %s for %j: %s", (condition, value, holds) => {
    const steps = `
  - { id: which, do: branch, cases: [{ when: { var: it, ${condition} }, go: here }] }
  - { id: there, do: say, go: end }
  - { id: here, do: say }`;
    const talk = new Talk(libraryOf([`flow: tea\nversion: 1\ntakes: [it]\nsteps:\n${steps}`]));
    expect(talk.start("tea", { it: value }).said).toEqual([holds ? "tea.here" : "tea.there"]);
  });

  test("branch takes the first case of which every condition holds", () => {
    const steps = `
  - id: which
    do: branch
    cases:
      - { when: [{ var: a, is: 1 }, { var: b, is: 1 }], go: both }
      - { when: { var: a, is: 1 }, go: one }
    otherwise: none
  - { id: both, do: say, go: end }
  - { id: one, do: say, go: end }
  - { id: none, do: say }`;
    const library = libraryOf([`flow: tea\nversion: 1\ntakes: [a, b]\nsteps:\n${steps}`]);
    expect(new Talk(library).start("tea", { a: 1, b: 1 }).said).toEqual(["tea.both"]);
    expect(new Talk(library).start("tea", { a: 1, b: 2 }).said).toEqual(["tea.one"]);
    expect(new Talk(library).start("tea", { a: 2, b: 1 }).said).toEqual(["tea.none"]);
  });

  test("set gives values from the file and from what is known", () => {
    const steps =
      "  - { id: a, do: set, values: { x: 5, y: { var: me.name } } }\n  - { id: b, do: do, command: tea.run, with: { x: { var: x }, y: { var: y } } }";
    const talk = new Talk(libraryOf([`flow: tea\nversion: 1\nsteps:\n${steps}`]));
    expect(talk.start("tea").calls).toMatchObject([{ with: { x: 5, y: "Nguyễn Thị Sáu" } }]);
  });

  const ORDER = `
  - { id: order, do: do, command: tea.order, save: made, on: { sold_out: sorry } }
  - { id: thanks, do: say, go: end }
  - { id: sorry, do: say }`;

  test("do goes on by the code of the result, and keeps what it found", () => {
    const library = libraryOf([`flow: tea\nversion: 1\nsteps:\n${ORDER}`], {
      "tea.thanks": "for {made.cups:number}",
    });
    const made = { code: "ok", value: { cups: 2 } };
    expect(new Talk(library, { results: { "tea.order": made } }).start("tea").said).toEqual(["for 2"]);
    const out = { code: "sold_out" };
    expect(new Talk(library, { results: { "tea.order": out } }).start("tea").said).toEqual(["tea.sorry"]);
  });

  test("do that answers what no flow expects ends in a plain sentence and a task", () => {
    const library = libraryOf([`flow: tea\nversion: 1\nsteps:\n${ORDER}`]);
    const heard = new Talk(library, { results: { "tea.order": { code: "exploded" } } }).start("tea");
    expect(heard.said).toEqual(["common.trouble"]);
    expect(heard.tasks).toMatchObject([{ code: "flow_failed" }]);
    expect(heard.tasks[0]?.note).toContain("tea.order answered exploded");
  });

  test("a result may change for whom the person acts", () => {
    const library = libraryOf([`flow: tea\nversion: 1\nsteps:\n${ORDER}`]);
    const acting = { id: "h1", name: "Sáu" };
    const talk = new Talk(library, { results: { "tea.order": { code: "ok", acting } } });
    talk.start("tea");
    expect(talk.session.acting).toEqual(acting);
  });

  test("a flow hands in, brings back, and only what was asked for", () => {
    const sub = `flow: milk\nversion: 1\ntakes: [cups]\nsteps:
  - { id: much, do: ask, answer: { kind: number } }
  - { id: secret, do: set, values: { hidden: 1 } }`;
    const steps = `
  - { id: to_milk, do: flow, flow: milk, with: { cups: 2 }, save: { milk: much, cups: cups } }
  - { id: run, do: do, command: tea.run, with: { milk: { var: milk }, cups: { var: cups }, hidden: { var: hidden } } }`;
    const talk = begin(steps, {}, [sub]);
    expect(talk.places).toEqual(["tea.to_milk", "milk.much"]);
    expect(talk.hear("3").calls).toMatchObject([{ with: { milk: 3, cups: 2, hidden: null } }]);
    expect(talk.places).toEqual([]);
  });

  test("end leaves the flow at once", () => {
    const talk = new Talk(
      libraryOf([
        "flow: tea\nversion: 1\nsteps:\n  - { id: a, do: say }\n  - { id: b, do: end }\n  - { id: c, do: say }",
      ]),
    );
    expect(talk.start("tea").said).toEqual(["tea.a"]);
    expect(talk.session).toMatchObject({ stack: [], wait: null });
  });
});
