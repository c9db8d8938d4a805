import { describe, expect, test } from "vitest";
import { libraryOf, Talk } from "./talk.ts";

const WISH = `flow: wish
version: 1
steps:
  - { id: what, do: ask, answer: { kind: text }, later: left }
  - { id: why, do: ask, answer: { kind: text }, optional: true }
  - { id: who, do: ask, answer: { kind: text } }
  - { id: thanks, do: say, go: end }
  - { id: left, do: say }`;

function begin(): Talk {
  const talk = new Talk(libraryOf([WISH], { "common.thanks": ["cảm ơn", "ok"] }));
  talk.start("wish");
  return talk;
}

describe("'để coi' at a question for a sentence", () => {
  test.each(["để coi", "de coi", "hồi nữa", "không", "không biết", "bỏ qua"])(
    "%s goes where the flow says, and is no answer",
    (typed) => {
      const heard = begin().hear(typed);
      expect(heard.said).toEqual(["wish.left"]);
      expect(heard.answers).toEqual([]);
    },
  );

  test("what may be left open is left open, what may not waits until later", () => {
    const talk = begin();
    talk.hear("con bò");
    expect(talk.hear("để coi").answers).toMatchObject([{ step: "why", value: null }]);
    expect(talk.hear("để coi").said[0]).toContain("stop.stopped");
  });

  test("'chưa' may be the sentence that was asked for", () => {
    const talk = begin();
    talk.hear("con bò");
    expect(talk.hear("chưa").answers).toMatchObject([{ step: "why", value: "chưa" }]);
  });

  test.each(["được rồi cảm ơn", "ok em"])("%s leaves open what may be left open", (typed) => {
    const talk = begin();
    talk.hear("con bò");
    expect(talk.hear(typed).answers).toMatchObject([{ step: "why", value: null }]);
    expect(talk.hear("cảm ơn").answers).toMatchObject([{ step: "who", value: "cảm ơn" }]);
  });
});

test("a picture that came before its question is its answer, and is asked for no more", () => {
  const flow = `flow: harm
version: 1
steps:
  - { id: what, do: ask, answer: { kind: text } }
  - { id: photo, do: ask, answer: { kind: photo }, optional: true }
  - { id: done, do: say }`;
  const talk = new Talk(libraryOf([flow]));
  talk.start("harm");
  expect(talk.hear({ kind: "file", file: "photo", ref: "r", id: "f" }).said[0]).toContain("harm.what");
  const heard = talk.hear("mái tôn bay");
  expect(heard.said).toEqual(["harm.done"]);
  expect(heard.answers).toMatchObject([
    { step: "what", value: "mái tôn bay" },
    { step: "photo", asked: "harm.photo", value: { file: "f" } },
  ]);
});
