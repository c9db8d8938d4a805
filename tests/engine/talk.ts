import assert from "node:assert/strict";
import type { Input } from "../../src/domain/input.ts";
import type { OutboundMessage } from "../../src/domain/message.ts";
import type { Values } from "../../src/domain/value.ts";
import type { CallResult, Effect } from "../../src/engine/effects.ts";
import type { Flow } from "../../src/engine/flow.ts";
import { makeLibrary, type Library } from "../../src/engine/library.ts";
import { parseFlow } from "../../src/engine/parse-flow.ts";
import { newSession, StoredSession, type Me, type Session } from "../../src/engine/session.ts";
import type { EngineInput } from "../../src/engine/effects.ts";
import { step } from "../../src/engine/step.ts";
import { Words, type Texts } from "../../src/i18n/words.ts";

/** A Monday morning, nine o'clock in Việt Nam. */
export const NOW = new Date("2026-11-23T02:00:00Z");

export const SOMEBODY: Me = {
  person: "p1",
  name: "Nguyễn Thị Sáu",
  address: "co",
  roles: [],
  households: [],
};

/** Answers of commands and queries by name; a query that stands here with a list offers that list. */
export type Results = Readonly<
  Record<string, CallResult | ((handed: Values, session: Session) => CallResult)>
>;

type Sent<K extends Effect["kind"]> = Extract<Effect, { kind: K }>;

/** Words that every talk needs; what is not here is said as its key, so that tests can name it. */
const COMMON: Readonly<Record<string, string | string[]>> = {
  "common.commands.back": ["0", "quay lại"],
  "common.commands.menu": ["menu"],
  "common.commands.stop": ["dừng"],
  "common.commands.correct": ["sửa", "sai rồi"],
  "common.commands.language": ["ngôn ngữ", "tiếng Anh"],
  "common.commands.help": ["giúp"],
  "common.commands.person": ["9", "gặp cán bộ"],
  "common.commands.skip": ["bỏ qua", "không", "không có"],
  "common.commands.go_on": ["làm tiếp"],
  "common.greetings": ["chào"],
  "common.you.co": "cô {name}",
  "common.right": "Đúng rồi",
  "common.fix": "Sửa lại",
  "common.not_right": "Chưa đúng",
  "common.yes": "Có",
  "common.no": "Không",
  "common.more": "Xem thêm",
  "common.sure": "sure? {read}",
};

/** The flows that the engine itself begins, as short as they can be. */
const HOUSE = [
  `
flow: menu
version: 1
takes: [code, said]
steps:
  - id: top
    do: choose
    menu: true
    options: [tea, kept]
    only: { kept: { var: kept, is_set: true } }
    goes: { tea: to_tea, kept: to_kept }
  - { id: to_tea, do: flow, flow: tea, go: end }
  - { id: to_kept, do: do, command: talk.resume, go: end }`,
  `
flow: resume
version: 1
steps:
  - { id: which, do: choose, menu: true, options: [go_on, later], goes: { later: end } }
  - { id: go_on, do: do, command: talk.resume }`,
  `
flow: stop
version: 1
steps:
  - { id: stopped, do: say }`,
  `
flow: language
version: 1
steps:
  - { id: which, do: choose, options: [vi, en] }
  - { id: change, do: do, command: talk.set_locale, with: { locale: { var: which } } }`,
  `
flow: person
version: 1
steps:
  - { id: call, do: do, command: desk.call_person }
  - { id: called, do: say }`,
  `
flow: loose_file
version: 1
takes: [file, what]
steps:
  - { id: kept, do: say }`,
];

/** Parses one flow; a mistake in it fails the test with its line. */
export function flowOf(yaml: string): Flow {
  const { value, issues } = parseFlow("test.yaml", yaml);
  if (value === null) throw new Error(issues.map(({ line, message }) => `${line}: ${message}`).join("; "));
  return value;
}

const house = HOUSE.map(flowOf);

/** A library of these flows, and of those of the house that they do not replace. */
export function libraryOf(
  yamls: readonly (string | Flow)[],
  words: Readonly<Record<string, string | string[]>> = {},
): Library {
  const own = yamls.map((one) => (typeof one === "string" ? flowOf(one) : one));
  const flows = [...house, ...own];
  const texts: Texts = new Map(Object.entries({ ...COMMON, ...words }));
  return makeLibrary(
    new Map(flows.map((flow) => [flow.flow, flow])),
    new Words(
      new Map([
        ["vi", texts],
        ["en", new Map(Object.entries({ "common.right": "Right" }))],
      ]),
    ),
  );
}

/** What came of one input, its calls included. */
export type Heard = {
  /** What was said, in order; options stand behind the text as `[a] [b]`. */
  said: string[];
  messages: OutboundMessage[];
  answers: Sent<"answer">[];
  tasks: Sent<"task">[];
  calls: Sent<"call">[];
  nudges: Sent<"nudge">[];
  effects: Effect[];
};

/** Somebody's talk with the engine. After each step the session goes through JSON; the given one must stay as it was. */
export class Talk {
  library: Library;
  session: Session;
  results: Results;
  now = NOW;

  constructor(library: Library, { me = SOMEBODY, results = {} }: { me?: Me; results?: Results } = {}) {
    this.library = library;
    this.results = results;
    this.session = { ...newSession("vi"), me };
  }

  /** A text, or any other input; calls are answered from `results`, `ok` where they hold nothing. */
  hear(said: string | EngineInput): Heard {
    const heard: Heard = {
      said: [],
      messages: [],
      answers: [],
      tasks: [],
      calls: [],
      nudges: [],
      effects: [],
    };
    let next: EngineInput | null = typeof said === "string" ? { kind: "text", text: said } : said;
    while (next !== null) {
      const effects: Effect[] = this.#step(next);
      next = null;
      for (const effect of effects) {
        record(heard, effect);
        if (effect.kind !== "call") continue;
        const result = this.results[effect.name] ?? { code: "ok" };
        next = {
          kind: "result",
          result: typeof result === "function" ? result(effect.with, this.session) : result,
        };
      }
    }
    return heard;
  }

  /** Begins a flow as a timer or somebody else's act does. */
  start(flow: string, vars: Values = {}): Heard {
    return this.hear({ kind: "start", flow, vars });
  }

  /** Taps the option with that place on the message of the question that stands, or of an older turn. */
  tap(option: number, turn = this.session.wait?.turn ?? 0): Heard {
    return this.hear({ kind: "tap", turn, option });
  }

  /** Where the talk stands, from the outermost flow to the innermost. */
  get places(): string[] {
    return this.session.stack.map(({ flow, step: at }) => `${flow}.${at}`);
  }

  #step(input: EngineInput): Effect[] {
    const { session, effects } = step(this.library, deepFreeze(this.session), input, this.now);
    const { me, ...stored } = session;
    const back = StoredSession.parse(JSON.parse(JSON.stringify(stored)));
    // What does not survive storage would be lost between two messages.
    assert.deepEqual(back, stored);
    const last = effects.findIndex(({ kind }) => kind === "call");
    assert.ok(last === -1 || last === effects.length - 1, "a call is the last effect");
    this.session = { ...back, me };
    return effects;
  }
}

/** The inputs that a person may come with at any question, beside texts. */
export const OTHER_INPUTS: readonly Input[] = [
  { kind: "file", file: "photo", ref: "v1", id: "f1" },
  { kind: "file", file: "voice", ref: "v2", id: "f2" },
  { kind: "file", file: "document", ref: "v3" },
  { kind: "file", file: "video", ref: "v4" },
  { kind: "phone", phone: "+84912345678", own: true },
  { kind: "location" },
  { kind: "arrived" },
  { kind: "arrived", code: "K7M2PX" },
  { kind: "left", why: "blocked" },
  { kind: "unsupported", what: "sticker" },
  { kind: "tap", turn: 0, option: 0 },
  { kind: "timeout", turn: 0 },
];

function record(heard: Heard, effect: Effect): void {
  heard.effects.push(effect);
  if (effect.kind === "answer") heard.answers.push(effect);
  if (effect.kind === "task") heard.tasks.push(effect);
  if (effect.kind === "call") heard.calls.push(effect);
  if (effect.kind === "nudge") heard.nudges.push(effect);
  if (effect.kind !== "send") return;
  heard.messages.push(effect.message);
  const { text, options } = effect.message;
  heard.said.push([text, ...options.map(({ label }) => `[${label}]`)].join(" "));
}

function deepFreeze<T>(value: T): T {
  if (value === null || typeof value !== "object" || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
  return value;
}
