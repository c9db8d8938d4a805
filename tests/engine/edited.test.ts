import { describe, expect, test } from "vitest";
import { libraryOf, Talk, type Heard } from "./talk.ts";

const FLOW = `flow: herd
version: 1
steps:
  - { id: what, do: choose, options: [cow, goat] }
  - { id: many, do: ask, answer: { kind: number } }
  - { id: noted, do: do, command: herd.note, with: { many: { var: many } } }
  - { id: cost, do: ask, answer: { kind: money } }
  - { id: why, do: ask, answer: { kind: text } }
  - { id: check, do: confirm, reads: [what, many, cost, why] }
  - { id: done, do: say }`;

function begun(wrote = false): Talk {
  const results = { "herd.note": { code: "ok", ...(wrote ? { wrote } : {}) } };
  const talk = new Talk(libraryOf([FLOW]), { results });
  talk.start("herd");
  return talk;
}
const says = (talk: Talk, message: string, text: string): Heard => talk.hear({ kind: "text", text, message });
const edits = (talk: Talk, message: string, text: string, before: "same" | "other" | "gone" = "other") =>
  talk.hear({ kind: "edited", message, text, before });

describe("a message that is edited", () => {
  test("and gave the last answer puts it right, and the question that stands is asked on", () => {
    const talk = begun();
    says(talk, "1", "1");
    says(talk, "2", "12");
    const heard = edits(talk, "2", "13");
    expect(heard.answers).toMatchObject([{ step: "many", typed: "13", value: 13 }]);
    expect(heard.said).toEqual([expect.stringMatching(/^common\.edited\s+herd\.cost/)]);
    expect(talk.session.stack[0]?.trail).toEqual(["what", "many"]);
  });

  test("may be edited once more, and a choice is put right too", () => {
    const talk = begun();
    says(talk, "1", "1");
    expect(edits(talk, "1", "2").answers).toMatchObject([{ step: "what", value: "goat" }]);
    expect(edits(talk, "1", "1").answers).toMatchObject([{ step: "what", value: "cow" }]);
  });

  test("and was not understood is read anew", () => {
    const talk = begun();
    says(talk, "1", "1");
    says(talk, "2", "con");
    expect(edits(talk, "2", "12").answers).toMatchObject([{ step: "many", value: 12 }]);
  });

  test("and is not understood as it stands now leaves its own question open", () => {
    const talk = begun();
    says(talk, "1", "1");
    says(talk, "2", "12");
    expect(edits(talk, "2", "xyz").said).toEqual([expect.stringContaining("herd.many")]);
    expect(says(talk, "3", "9").said).toEqual([expect.stringContaining("herd.cost")]);
  });

  test.each([
    ["an older one", (talk: Talk) => says(talk, "9", "3tr"), "2"],
    ["one from before the talk", () => undefined, "0"],
  ])("%s changes nothing: she hears how to put it right", (_, then, message) => {
    const talk = begun();
    says(talk, "1", "1");
    says(talk, "2", "12");
    then(talk);
    const heard = edits(talk, message, "13");
    expect(heard.answers).toEqual([]);
    expect(heard.said).toEqual([expect.stringContaining("common.edited_in_talk")]);
  });

  test("is not put right where something was written since", () => {
    const talk = begun(true);
    says(talk, "1", "1");
    says(talk, "2", "12");
    expect(edits(talk, "2", "13")).toMatchObject({ answers: [] });
  });

  test("is no answer to a question that somebody else's act has put since", () => {
    const talk = begun();
    says(talk, "1", "1");
    says(talk, "2", "con");
    talk.start("loose_file");
    talk.start("herd", { said: "again" });
    expect(edits(talk, "2", "12")).toMatchObject({ answers: [] });
  });

  test("outside any talk is answered in one sentence", () => {
    const talk = new Talk(libraryOf([FLOW]));
    expect(edits(talk, "1", "bán 3 con heo").said).toEqual(["common.edited_late"]);
  });

  test("in what we do not read is met with nothing", () => {
    const talk = begun();
    says(talk, "1", "1");
    expect(edits(talk, "1", "1", "same")).toMatchObject({ effects: [] });
  });

  test("is not kept where what stood there before is not", () => {
    expect(edits(begun(), "1", "086168012345", "gone").effects).toContainEqual({
      kind: "forget",
      file: null,
    });
  });
});
