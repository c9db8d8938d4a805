import { describe, expect, test } from "vitest";
import { libraryOf, Talk } from "./talk.ts";

const FLOW = `flow: shelf
version: 1
steps:
  - { id: tea, do: choose, from: { query: shelf.teas }, none: nothing }
  - { id: nothing, do: say }`;

/** A talk in which so many kinds of tea are on offer. */
function offered(count: number): Talk {
  const value = Array.from({ length: count }, (_, index) => ({
    id: `t${index + 1}`,
    label: `Trà số ${index + 1}`,
  }));
  const talk = new Talk(libraryOf([FLOW]), { results: { "shelf.teas": { code: "ok", value } } });
  talk.start("shelf");
  return talk;
}

function labels(talk: Talk, from: number, to: number): string[] {
  return (talk.session.wait?.options ?? []).slice(from, to).map(({ label }) => label);
}

describe("many options", () => {
  test("up to seven fit on one page", () => {
    expect(offered(7).session.wait?.options).toHaveLength(7);
    expect(offered(7).hear("7").answers).toMatchObject([{ value: "t7" }]);
  });

  test("more are paged; 7 shows the next page, and after the last one comes the first", () => {
    const talk = offered(14);
    expect(talk.hear("7").messages).toMatchObject([
      {
        options: ["Trà số 7", "Trà số 8", "Trà số 9", "Trà số 10", "Trà số 11", "Trà số 12", "Xem thêm"].map(
          (label) => ({ label }),
        ),
      },
    ]);
    expect(talk.hear("xem thêm").messages[0]?.options).toEqual([
      { label: "Trà số 13" },
      { label: "Trà số 14" },
      { label: "Xem thêm" },
    ]);
    expect(talk.hear("3").messages[0]?.options[0]).toEqual({ label: "Trà số 1" });
  });

  test("a number is one of the page that is seen", () => {
    const talk = offered(14);
    talk.hear("7");
    expect(talk.hear("2").answers).toMatchObject([{ value: "t8" }]);
  });

  test("a tap counts on its own page only", () => {
    const talk = offered(14);
    const first = talk.session.wait?.turn ?? 0;
    talk.hear("7");
    expect(talk.tap(0, first)).toMatchObject({ answers: [] });
    expect(talk.tap(0).answers).toHaveLength(1);
  });

  test("a name counts from any page, of a thousand as well", () => {
    const value = Array.from({ length: 1000 }, (_, index) => ({
      id: `h${index}`,
      label: `Hộ ${name(index)}`,
    }));
    const talk = new Talk(libraryOf([FLOW]), { results: { "shelf.teas": { code: "ok", value } } });
    const began = performance.now();
    talk.start("shelf");
    expect(talk.hear(`hộ ${name(777)}`).answers).toMatchObject([{ value: "h777" }]);
    expect(performance.now() - began).toBeLessThan(2000);
  });

  test("all pages of a thousand can be turned, each option stands on one of them", () => {
    const talk = offered(1000);
    const seen = new Set(labels(talk, 0, 6));
    for (let page = 1; page < 167; page++)
      for (const { label } of talk.hear("xem thêm").messages[0]?.options ?? []) seen.add(label);
    expect(seen.size).toBe(1001);
  });
});

/** Names that differ in words, as names of people do. */
function name(index: number): string {
  const [first = "", second = "", third = ""] = [0, 10, 100].map(
    (unit) =>
      ["An", "Bình", "Chi", "Dũng", "Em", "Giang", "Hoa", "Khánh", "Lan", "Mai"][
        Math.floor(index / Math.max(unit, 1)) % 10
      ],
  );
  return `${third} ${second} ${first}`;
}
