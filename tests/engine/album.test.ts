import { expect, test } from "vitest";
import { libraryOf, Talk } from "./talk.ts";

const FLOW = `flow: harm
version: 1
steps:
  - { id: photo, do: ask, answer: { kind: photo }, optional: true }
  - { id: what, do: ask, answer: { kind: text } }
  - { id: done, do: say }`;
const PAPERS = { "common.papers": ["căn cước"] };
const picture = (id: string, more: { caption?: string; joins?: "kept" | "refused" } = {}) =>
  ({ kind: "file", file: "photo", ref: id, id, album: { id: "a", part: 1 }, ...more }) as const;

function begun(): Talk {
  const talk = new Talk(libraryOf([FLOW], PAPERS));
  talk.start("harm");
  return talk;
}

test("of pictures sent at once the first is the answer, and the others are not answered again", () => {
  const talk = begun();
  const answers = [{ step: "photo", value: { file: "f1" }, typed: "[file] sau bão" }];
  expect(talk.hear(picture("f1", { caption: "sau bão" }))).toMatchObject({ said: ["harm.what"], answers });
  expect(talk.hear(picture("f2", { joins: "kept" }))).toMatchObject({ said: [], answers: [] });
  expect(talk.hear("mái tôn bay")).toMatchObject({ said: ["harm.done"], answers: [{ step: "what" }] });
});

test("the words beside a later picture count: an identity paper is refused, and all that came with it", () => {
  const talk = begun();
  talk.hear(picture("f1"));
  const heard = talk.hear(picture("f2", { joins: "kept", caption: "mặt sau căn cước" }));
  expect(heard.said).toEqual([expect.stringContaining("common.papers_refused")]);
  expect(heard.effects).toContainEqual({ kind: "forget", file: "f2" });
});

test("the other side of an identity paper that was refused is not kept either, and nothing more is said", () => {
  const talk = begun();
  talk.hear(picture("f1", { caption: "căn cước của chị" }));
  const heard = talk.hear(picture("f2", { joins: "refused" }));
  expect(heard.said).toEqual([]);
  expect(heard.effects).toContainEqual({ kind: "forget", file: "f2" });
});
