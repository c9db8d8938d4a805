import { describe, expect, test } from "vitest";
import { shippedLibrary } from "../support/library.ts";
import { Talk, type Results } from "./talk.ts";

const LIBRARY = shippedLibrary();
const MINH = {
  person: "p9",
  name: "Trần Văn Minh",
  address: "anh",
  roles: ["officer"],
  households: [],
};

const officer = (flow: string, results: Results): Talk => {
  const talk = new Talk(LIBRARY, { me: MINH, results });
  talk.start(flow, { meeting: "m1" });
  return talk;
};

const askedFrom = ({ session }: Talk): unknown => session.stack[0]?.vars["part"];

describe("the roll of a meeting that takes two messages", () => {
  const parts: Results = {
    "casework.begin_log": { code: "ok", value: { id: "m1", again: false, households: 60 } },
    "casework.roll": ({ from }) => {
      const first = typeof from === "number" ? from : 1;
      return {
        code: "ok",
        value: { text: `${first}. Út`, from: first, to: first + 44, more: first === 1 ? 46 : null },
      };
    },
    "casework.mark_roll": { code: "ok", value: { came: 3, missing: 0 } },
  };
  test("begins with its first part again for whoever left that one and comes back to the numbers", () => {
    const talk = officer("meeting_log", parts);
    talk.hear("bỏ qua");
    expect(talk.places).toEqual(["meeting_log.roll"]);
    talk.hear("2");
    expect(askedFrom(talk)).toMatchObject({ from: 1 });
    talk.hear("1 3");
    expect([talk.places, askedFrom(talk)]).toEqual([
      ["meeting_log.numbers"],
      expect.objectContaining({ from: 46 }),
    ]);
    talk.hear("bỏ qua");
    talk.hear("2");
    expect(askedFrom(talk)).toMatchObject({ from: 46 });
  });
});

test("a picture that was taken back is sent again; it is no line for the book", () => {
  const talk = officer("wrong_record", {
    "casework.lately_written": { code: "ok", value: [{ id: "d1", label: "Lê Văn Bền: hình" }] },
    "casework.take_back": {
      code: "ok",
      value: { kind: "line", entry: null, amount: null, said: null, date: "2026-11-23" },
    },
  });
  talk.hear("1");
  expect(talk.hear("1").said).toEqual(["Em gỡ dòng sổ đó ra rồi. Anh Minh gửi lại cho đúng hộ giúp em."]);
  expect(talk.places).toEqual([]);
});

test.each([
  ["25 đồng chí", "25"],
  ["25 đ/c", "25"],
  ["25 dong chi", "25"],
])("who counts comrades counts people: %s", (typed, read) => {
  const talk = officer("meeting_log", {
    "casework.begin_log": { code: "ok", value: { id: "m1", again: false, households: 0 } },
  });
  expect(talk.places).toEqual(["meeting_log.people"]);
  const { answers, said } = talk.hear(typed);
  expect(JSON.stringify([answers.map(({ value }) => value), said])).toContain(read);
  expect(talk.session.wait?.misses ?? 0).toBe(0);
});

/** An officer looks after two households, and has named none. */
const HOMES: Results = {
  "registry.acting": { code: "many" },
  "registry.my_households": {
    code: "ok",
    value: [
      { id: "a", label: "Lê Văn Bền" },
      { id: "b", label: "Bùi Thị Ngọc" },
    ],
  },
};

test("'lộn hộ rồi' said twice asks twice which household it is", () => {
  const talk = officer("need", {
    ...HOMES,
    "needs.begin": { code: "ok", value: { category: null, has: false, cost: null } },
  });
  talk.hear("1");
  const [first, second] = ["lộn hộ rồi", "lon ho roi"].map((typed) => talk.hear(typed).said.at(-1));
  expect(talk.places.at(-1)).toBe("whose.pick");
  expect(first).toContain(second);
});

test("the next household of a round is another one: nothing was written for it yet", () => {
  const talk = officer("visit", {
    "casework.visits_due": {
      code: "ok",
      value: [
        { id: "a", label: "Lê Văn Bền" },
        { id: "b", label: "Bùi Thị Ngọc" },
      ],
    },
    "casework.log_visit": { code: "ok", value: { visit: "v1", met: "household" }, wrote: true },
  });
  for (const typed of ["1", "1"]) talk.hear(typed);
  expect(talk.places).toEqual(["visit.more"]);
  for (const typed of ["2", "2"]) talk.hear(typed);
  expect(talk.places).toEqual(["visit.how"]);
  talk.hear("lộn hộ rồi");
  expect(talk.session.stack[1]?.flow).toBe("other_household");
});

test("a house in a lane is no house where nobody was", () => {
  const talk = officer("visit", {
    "registry.household_named": { code: "ok", value: { id: "a", name: "Nguyễn Thị Sáu", unit: "Ấp 3" } },
  });
  talk.start("visit", { line: "thăm cô Sáu nhà trong hẻm rồi" });
  expect(talk.places.at(-1)).toBe("visit.how");
});

test("the livelihood that the line names is not asked again, unless one comes back to it", () => {
  const talk = officer("plan", {
    "registry.household_named": { code: "ok", value: { id: "a", name: "Huỳnh Thị Thu", unit: "Ấp 5" } },
    "casework.can_plan": { code: "ok", value: {} },
    "casework.usual": { code: "ok", value: {} },
  });
  const line = "lập kế hoạch cho chị Thu nuôi bò";
  const { answers } = talk.start("plan", { line });
  expect(talk.places.at(-1)).toBe("plan.own_words");
  // On record with what she wrote, like one that she gave when asked.
  expect(answers).toContainEqual(expect.objectContaining({ step: "livelihood", typed: line, value: "cow" }));
  expect(talk.session.stack.at(-1)?.vars["livelihood"]).toMatchObject({ id: "cow" });
  talk.hear("0");
  expect(talk.places.at(-1)).toBe("plan.livelihood");
});

const say = (talk: Talk, ...lines: string[]): string[] => {
  for (const line of lines) talk.hear(line);
  return talk.places;
};

describe("for the right household after the wrong one", () => {
  test("what is asked because of its own record is asked anew, the rest is not", () => {
    const talk = officer("progress", {
      ...HOMES,
      "casework.can_report": (_, { acting }) => ({
        code: "ok",
        value: { already: false, away: null, output: acting?.id === "a" ? "goat" : "giant_prawn" },
      }),
    });
    expect(say(talk, "1", "1", "2")).toEqual(["progress.income"]);
    expect(say(talk, "lộn hộ rồi", "2", "1")).toEqual(["progress.output"]);
    expect(say(talk, "12")).toEqual(["progress.income"]);
    expect(talk.session.stack[0]?.vars).toMatchObject({ how: { id: "good" }, output: 12 });
  });

  test("whether a month that has a report is told once more is its own question", () => {
    const talk = officer("progress", {
      ...HOMES,
      "casework.can_report": { code: "ok", value: { already: true, away: null } },
    });
    expect(say(talk, "1", "1")).toEqual(["progress.how"]);
    expect(say(talk, "lộn hộ rồi", "2")).toEqual(["progress.once_more"]);
  });

  test("what was taken over from the plan of the first is no word of anybody", () => {
    const talk = new Talk(LIBRARY, {
      me: MINH,
      results: {
        ...HOMES,
        "casework.can_plan": { code: "ok", value: {} },
        "casework.my_plan": {
          code: "ok",
          value: { livelihood: "goat", people: 4, goal: "debt", starts_on: "2026-12-01" },
        },
        "casework.usual": { code: "ok", value: {} },
      },
    });
    talk.start("plan", { change: true });
    expect(say(talk, "1")).toEqual(["plan.check"]);
    expect(say(talk, "lộn hộ rồi", "2")).toEqual(["plan.check"]);
  });
});
