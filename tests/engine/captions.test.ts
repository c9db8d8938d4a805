import { describe, expect, test } from "vitest";
import { libraryOf, Talk } from "./talk.ts";

const HARM = `flow: harm
version: 1
steps:
  - { id: cost, do: ask, answer: { kind: money } }
  - { id: what, do: ask, answer: { kind: text } }
  - { id: photo, do: ask, answer: { kind: photo }, optional: true }
  - { id: done, do: say }`;
const BOOK = `flow: book
version: 1
starts_on_entries: true
takes: [entry, item, quantity, amount, date, said]
steps:
  - { id: right, do: choose, options: [right, not_right] }`;
const VISIT = `flow: visit
version: 1
steps:
  - { id: how, do: choose, options: [fine, trouble] }
  - { id: more, do: choose, menu: true, options: [enough, photo], goes: { enough: end, photo: photo } }
  - { id: photo, do: ask, answer: { kind: photo }, optional: true, go: more }`;

const photo = (id: string, caption?: string, album?: { joins?: "kept" }) =>
  ({
    kind: "file",
    file: "photo",
    ref: id,
    id,
    ...(caption === undefined ? {} : { caption }),
    ...(album === undefined ? {} : { album: { id: "a", part: 1 }, ...album }),
  }) as const;

function begun(flow: string | null = "harm"): Talk {
  const talk = new Talk(libraryOf([HARM, BOOK, VISIT], { "common.papers": ["căn cước"] }));
  if (flow !== null) talk.start(flow);
  return talk;
}

describe("words under a picture at a question", () => {
  test("answer it as if they had been typed, and the picture waits for its question", () => {
    const talk = begun();
    const heard = talk.hear(photo("f1", "6tr"));
    expect(heard.answers).toMatchObject([{ step: "cost", value: 6_000_000, typed: "[file] 6tr" }]);
    expect(heard.said).toEqual(["common.got_photo\nharm.what"]);
    expect(heard.tasks).toMatchObject([{ code: "loose_photo", note: "f1" }]);
    const last = talk.hear(photo("f2", "mái tôn bay"));
    expect(last.answers).toMatchObject([
      { step: "what", value: "mái tôn bay" },
      { step: "photo", value: { file: "f2" }, typed: "[file]" },
    ]);
    expect(last.answers[1]?.value).toEqual({ file: "f2" });
  });

  test("that say nothing of it stay with the picture, and the question stands", () => {
    const talk = begun();
    const heard = talk.hear(photo("f1", "nhà tôi nè"));
    expect(heard).toMatchObject({ answers: [], said: ["common.words_not_clear\nharm.cost"] });
    talk.hear("6tr");
    const answers = talk.hear("mái tôn bay").answers;
    expect(answers[1]?.value).toEqual({ file: "f1", words: "nhà tôi nè" });
  });

  test("are its words where a picture is asked for", () => {
    const talk = begun();
    talk.hear("6tr");
    talk.hear("mái tôn bay");
    expect(talk.hear(photo("f1", "6tr")).answers).toMatchObject([
      { step: "photo", value: { file: "f1", words: "6tr" }, typed: "[file] 6tr" },
    ]);
  });

  test("that tell of something else begin that, and the picture is kept", () => {
    const talk = begun();
    const heard = talk.hear(photo("f1", "gà chết 5 con"));
    expect(heard.said[0]).toContain("book.right");
    expect(heard.tasks).toMatchObject([{ code: "loose_photo", note: "f1" }]);
  });

  test("with the number of an account are not kept, nor is the picture", () => {
    const talk = begun();
    const heard = talk.hear(photo("f1", "stk 0123456789012"));
    expect(heard.effects).toContainEqual({ kind: "forget", file: "f1" });
    expect(heard.said).toEqual(["common.no_accounts\nharm.cost"]);
    expect(JSON.stringify([talk.session, heard.effects])).not.toContain("0123456789012");
  });
});

describe("words under a picture at the menu", () => {
  test("begin what they surely tell, and the picture is kept when that is over", () => {
    const talk = begun(null);
    expect(talk.hear(photo("f1", "bán 2 con heo 6tr")).said[0]).toContain("common.got_photo\nbook.right");
    expect(talk.session.stack[0]).toMatchObject({ flow: "loose_file", vars: { file: "f1", beside: true } });
    expect(talk.hear("1").said).toEqual(["loose_file.kept"]);
  });

  test("go with the picture where they may only say what it shows", () => {
    const talk = begun(null);
    const kept: unknown[] = [];
    talk.results = { "shelf.keep": (handed) => ({ code: "ok", value: kept.push(handed) }) };
    talk.library = libraryOf([
      `flow: loose_file
version: 1
takes: [file, what, said]
steps:
  - { id: keep, do: do, command: shelf.keep, with: { file: { var: file }, words: { var: said } } }
  - { id: kept, do: say }`,
    ]);
    expect(talk.hear(photo("f1", "bầy heo của tôi")).said).toEqual(["loose_file.kept"]);
    expect(kept).toEqual([{ file: "f1", words: "bầy heo của tôi" }]);
  });
});

describe("a menu that offers to take a picture", () => {
  test("takes one that comes unannounced, with its words, as often as one comes", () => {
    const talk = begun("visit");
    talk.hear("1");
    for (const id of ["f1", "f2"])
      expect(talk.hear(photo(id, "chuồng mới")).answers).toMatchObject([
        { flow: "visit", step: "photo", value: { file: id, words: "chuồng mới" } },
      ]);
  });

  test("takes one that came before it, and offers it no more", () => {
    const talk = begun("visit");
    const { answers, said } = talk.hear(photo("f1", "1"));
    expect(answers).toMatchObject([{ step: "how" }, { step: "photo", value: { file: "f1" } }]);
    expect(said).toHaveLength(1);
  });
});

describe("pictures sent at once", () => {
  test("the first words among them count, whichever bears them", () => {
    const talk = begun();
    expect(talk.hear(photo("f1", undefined, {})).said[0]).toContain("common.kept_photo");
    expect(talk.hear(photo("f2", undefined, { joins: "kept" })).said).toEqual([]);
    const heard = talk.hear(photo("f3", "6tr", { joins: "kept" }));
    expect(heard).toMatchObject({ answers: [{ step: "cost", value: 6_000_000 }], said: ["harm.what"] });
    expect(talk.hear(photo("f4", "mái tôn bay", { joins: "kept" }))).toMatchObject({ said: [], answers: [] });
  });

  test("at the menu as well", () => {
    const talk = begun(null);
    expect(talk.hear(photo("f1", undefined, {})).said).toEqual(["loose_file.kept"]);
    expect(talk.hear(photo("f2", "bán 2 con heo 6tr", { joins: "kept" })).said[0]).toContain("book.right");
  });

  test.each(["mái tôn", "6tr"])("that answered their question: %s is no answer to the next one", (words) => {
    const asking = HARM.replace("kind: money", "kind: photo");
    const talk = new Talk(libraryOf([asking]));
    talk.start("harm");
    talk.hear(photo("f1", undefined, {}));
    expect(talk.hear(photo("f2", words, { joins: "kept" }))).toMatchObject({ said: [], answers: [] });
  });

  test("and something said in between: later words are no answer", () => {
    const talk = begun();
    talk.hear(photo("f1", undefined, {}));
    talk.hear("6tr");
    expect(talk.hear(photo("f2", "mái tôn bay", { joins: "kept" }))).toMatchObject({ said: [], answers: [] });
  });
});
