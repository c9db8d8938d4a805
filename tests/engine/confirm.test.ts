import { describe, expect, test } from "vitest";
import { libraryOf, Talk } from "./talk.ts";

const FLOW = `flow: tea
version: 1
takes: [name]
steps:
  - { id: name, do: ask, answer: { kind: text } }
  - { id: cups, do: ask, answer: { kind: number } }
  - { id: kind, do: choose, options: [green, black], goes: { black: milk } }
  - { id: leaf, do: ask, answer: { kind: text }, go: note }
  - { id: milk, do: ask, answer: { kind: yes_no } }
  - { id: note, do: ask, answer: { kind: text }, optional: true }
  - { id: check, do: confirm, reads: [name, cups, kind, leaf, milk, note] }
  - id: order
    do: do
    command: tea.order
    with: { name: { var: name }, cups: { var: cups }, kind: { var: kind }, leaf: { var: leaf }, note: { var: note } }`;

const WORDS = {
  "tea.check": "Em đọc lại:",
  "tea.name.label": "Tên",
  "tea.cups.label": "Mấy ly",
  "tea.kind.label": "Loại",
  "tea.leaf.label": "Lá",
  "tea.milk.label": "Sữa",
  "tea.note.label": "Ghi chú",
  "tea.kind.options.green": "Trà xanh",
  "tea.kind.options.black": "Trà đen",
};

/** A talk that has come to the read-back. */
function atCheck(): Talk {
  const talk = new Talk(libraryOf([FLOW], WORDS));
  talk.start("tea");
  for (const said of ["Sáu", "3", "1", "lá non", "bỏ qua"]) talk.hear(said);
  return talk;
}

const READ =
  "Em đọc lại:\n• Tên: Sáu\n• Mấy ly: 3\n• Loại: Trà xanh\n• Lá: lá non\ncommon.all_right [Đúng rồi] [Sửa lại]";

describe("reading everything back", () => {
  test("says what was understood, and leaves out what was not asked or skipped", () => {
    expect(atCheck().session.wait?.asked).toBe(READ.replace(" [Đúng rồi] [Sửa lại]", ""));
  });

  test.each(["1", "đúng rồi em", "dung", "ừ", "có"])("takes %j for right", (said) => {
    expect(atCheck().hear(said).calls).toMatchObject([
      { with: { name: "Sáu", cups: 3, kind: { id: "green" } } },
    ]);
  });

  test.each(["2", "sửa", "không", "sai rồi"])("takes %j for a wish to mend", (said) => {
    expect(atCheck().hear(said).said).toEqual(["common.which_to_fix [Tên] [Mấy ly] [Loại] [Lá] [Ghi chú]"]);
  });

  test.each([
    ["sai tên", "tea.name"],
    ["sua may ly", "tea.cups"],
    ["số mấy ly sai rồi", "tea.cups"],
    ["chưa đúng loại", "tea.kind"],
    ["ghi chu lon roi em", "tea.note"],
  ])("goes straight to the answer that %j names", (said, question) => {
    const talk = atCheck();
    talk.hear(said);
    expect(talk.session.wait).toMatchObject({ mode: "answer", misses: 0 });
    expect(talk.session.wait?.asked.split(" ")[0]).toBe(question);
  });

  test.each([
    ["Tên", "Bảy", "• Tên: Bảy"],
    ["mấy ly", "5", "• Mấy ly: 5"],
    ["la", "lá già", "• Lá: lá già"],
    // It was skipped; now there is something to say.
    ["ghi chú", "ít đường", "• Ghi chú: ít đường"],
  ])("asks %s again and nothing else, then reads back", (which, answer, line) => {
    const talk = atCheck();
    talk.hear("2");
    expect(talk.hear(which).said).toHaveLength(1);
    const heard = talk.hear(answer);
    expect(heard.said).toHaveLength(1);
    expect(heard.said[0]).toContain(line);
    expect(talk.places).toEqual(["tea.check"]);
  });

  test("asks what is new on the other way when a choice is mended, and only that", () => {
    const talk = atCheck();
    talk.hear("2");
    talk.hear("3");
    expect(talk.hear("trà đen").said).toEqual(["tea.milk [Có] [Không]"]);
    const heard = talk.hear("có");
    expect(heard.said[0]).toContain("• Loại: Trà đen");
    expect(heard.said[0]).toContain("• Sữa: Có");
  });

  test("reads back again when nothing is to be mended after all", () => {
    const talk = atCheck();
    talk.hear("2");
    expect(talk.hear("0").said).toEqual([READ]);
    talk.hear("2");
    expect(talk.hear("hổng biết").said[0]).toMatch(/^common\.again\.choose\ncommon\.which_to_fix \[Tên\]/);
    expect(talk.hear("mấy ly").said).toEqual(["tea.cups"]);
  });

  test("what a caller handed in can be mended too", () => {
    const handed = FLOW.replace(
      "steps:",
      "steps:\n  - { id: skip_name, do: branch, cases: [{ when: { var: name, is_set: true }, go: cups }] }",
    );
    const talk = new Talk(libraryOf([handed], WORDS));
    talk.start("tea", { name: "Sáu" });
    for (const said of ["3", "1", "lá non", "bỏ qua", "2"]) talk.hear(said);
    expect(talk.hear("tên").said).toEqual(["tea.name"]);
    expect(talk.hear("Bảy").said[0]).toContain("• Tên: Bảy\n• Mấy ly: 3");
  });
});

describe("mending before everything is asked", () => {
  test("comes back to the question that stood", () => {
    const talk = new Talk(libraryOf([FLOW], WORDS));
    talk.start("tea");
    talk.hear("Sáu");
    talk.hear("3");
    expect(talk.hear("sửa").said).toEqual(["common.which_to_fix [Tên] [Mấy ly]"]);
    expect(talk.hear("1").said).toEqual(["tea.name"]);
    expect(talk.hear("Bảy").said).toEqual(["tea.kind [Trà xanh] [Trà đen]"]);
    expect(talk.session.stack[0]?.vars).toMatchObject({ name: "Bảy", cups: 3 });
  });

  test("has nothing to mend at the first question", () => {
    const talk = new Talk(libraryOf([FLOW], WORDS));
    talk.start("tea");
    expect(talk.hear("sửa").said).toEqual(["common.nothing_to_fix\ntea.name"]);
  });

  test("reaches answers given before the sub-flow that is asking now, and comes back into it", () => {
    const outer = `flow: outer
version: 1
steps:
  - { id: cups, do: ask, answer: { kind: number } }
  - { id: to_sub, do: flow, flow: sub }`;
    const sub = "flow: sub\nversion: 1\nsteps:\n  - { id: sugar, do: ask, answer: { kind: number } }";
    const talk = new Talk(libraryOf([outer, sub]));
    talk.start("outer");
    talk.hear("3");
    expect(talk.hear("sửa").said).toEqual(["common.which_to_fix [outer.cups.label]"]);
    expect(talk.hear("1").said).toEqual(["outer.cups"]);
    expect(talk.hear("4").said).toEqual(["sub.sugar"]);
    expect(talk.session.stack[0]?.vars).toMatchObject({ cups: 4 });
  });
});
