import { describe, expect, test } from "vitest";
import { flowOf, libraryOf, Talk } from "./talk.ts";

const FLOW = `flow: card
version: 1
steps:
  - { id: number, do: ask, answer: { kind: identity_number }, secret: true }
  - { id: lock, do: do, command: shelf.lock, with: { value: { var: number } } }
  - { id: more, do: ask, answer: { kind: text } }
  - { id: said, do: say }`;

function begin(): Talk {
  const talk = new Talk(libraryOf([FLOW], { "common.papers": ["căn cước", "cccd"] }));
  talk.start("card");
  return talk;
}

describe("a secret answer", () => {
  test("reaches its command in the same turn and stays nowhere", () => {
    const talk = begin();
    const heard = talk.hear("086 068 001234");
    expect(heard.calls).toMatchObject([{ name: "shelf.lock", with: { value: "086068001234" } }]);
    expect(heard.answers).toMatchObject([{ step: "number", typed: "•••", value: "•••" }]);
    expect(heard.effects).toContainEqual({ kind: "forget", file: null });
    expect(JSON.stringify(talk.session)).not.toMatch(/068001234|068 001234/);
    expect(talk.places).toEqual(["card.more"]);
  });

  test("that was not understood stays nowhere either", () => {
    const talk = begin();
    const heard = talk.hear("số 0860 6800 123");
    expect(heard.said).toEqual(["common.again.identity_number\ncard.number"]);
    expect(heard.effects).toContainEqual({ kind: "forget", file: null });
    expect(JSON.stringify([talk.session, heard.effects])).not.toContain("6800");
  });

  test("sent as a picture is refused, and the question stands", () => {
    const talk = begin();
    const heard = talk.hear({ kind: "file", file: "photo", ref: "v1", id: "f1" });
    expect(heard.effects).toContainEqual({ kind: "forget", file: "f1" });
    expect(heard.said).toEqual(["common.papers_refused\ncard.number"]);
  });

  test("cannot be asked without saying that it is secret, nor with a kind that is read back", () => {
    expect(() => flowOf(FLOW.replace(", secret: true", ""))).toThrow("secret: true");
    expect(() => flowOf(FLOW.replace("kind: identity_number", "kind: money"))).toThrow("can be secret");
  });
});

describe("a picture of papers", () => {
  test.each(["CCCD cua toi", "hình căn cước nè"])(
    "named so by its words (%s) is refused anywhere",
    (caption) => {
      const talk = begin();
      talk.hear("086068001234");
      for (const busy of [true, false]) {
        if (!busy) talk.hear("xong");
        const heard = talk.hear({ kind: "file", file: "photo", ref: "v1", id: "f1", caption });
        expect(heard.effects).toContainEqual({ kind: "forget", file: "f1" });
        expect(heard.said[0]).toContain("common.papers_refused");
      }
    },
  );

  test("is not seen in other words", () => {
    const talk = begin();
    const sent = { kind: "file", file: "photo", ref: "v1", id: "f1", caption: "bầy heo của tôi" } as const;
    talk.hear("086068001234");
    expect(talk.hear(sent).effects).not.toContainEqual({ kind: "forget", file: "f1" });
  });
});
