import type { Value, Values } from "../../src/domain/value.ts";
import type { CallResult } from "../../src/engine/effects.ts";
import type { Condition, Step } from "../../src/engine/flow-file.ts";
import type { Flow } from "../../src/engine/flow.ts";
import type { Library } from "../../src/engine/library.ts";
import type { Me, Session } from "../../src/engine/session.ts";
import { Talk } from "./talk.ts";

/** Random but repeatable: the same seed walks the same way (mulberry32). */
export type Dice = { below(limit: number): number; pick<T>(from: readonly [T, ...T[]]): T };

export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  return { below, pick: (from) => from[below(from.length)] ?? from[0] };
}

/** One of each kind of person that the shipped flows know. */
export const PEOPLE: readonly [Me, ...Me[]] = [
  { person: "p1", name: "Nguyễn Thị Sáu", address: "co", roles: [], households: [house(1)] },
  { person: "p2", name: "Lê Văn Bền", address: "chu", roles: [], households: [house(1), house(2)] },
  { person: "p3", name: "Trần Văn Minh", address: "anh", roles: ["officer"], households: [] },
  { person: "p4", name: "Phạm Thị Hạnh", address: "chi", roles: ["leader", "officer"], households: [] },
  { person: "p5", name: "Võ Anh Khoa", address: "anh", roles: ["province"], households: [] },
  { person: null, name: "", address: "unknown", roles: [], households: [] },
];

function house(number: number): { id: string; name: string } {
  return { id: `h${number}`, name: `Nguyễn Thị ${number}` };
}

const TYPED: Readonly<Record<string, readonly [string, ...string[]]>> = {
  text: ["làm chuồng", "nuoi bo sua trong vuon nha"],
  number: ["3", "mười hai"],
  year: ["1968", "68"],
  money: ["2tr5", "500k", "không có"],
  quantity: ["20 con", "3 tạ"],
  area: ["3 công"],
  date: ["tháng sau", "15/3", "rằm tháng giêng"],
  time: ["7 giờ sáng"],
  phone: ["0912345678"],
  yes_no: ["có", "không"],
  person_name: ["nguyen thi sau"],
  code: ["K7M2PX"],
  marks: ["1 3 5-9", "đủ trừ 4"],
};

const ANYTIME: readonly [string, ...string[]] = [
  "0",
  "9",
  "menu",
  "sửa",
  "giúp",
  "bỏ qua",
  "làm tiếp",
  "dừng",
  "hổng biết nữa",
  "ngôn ngữ",
  "hôm nay bán 3 con heo được 12tr",
  "nước ngập nhà rồi",
];

/** Somebody who talks with the shipped flows, mostly to the point; commands answer whatever a flow is ready for. */
export function walker(library: Library, dice: Dice): Talk {
  return new Talk(library, { me: dice.pick(PEOPLE), results: resultsOf(library, dice) });
}

function resultsOf(library: Library, dice: Dice): Talk["results"] {
  const names = [...library.flows.values()].flatMap(({ steps }) =>
    steps.flatMap((step) => {
      if (step.do === "do") return [step.command];
      return step.do === "choose" && step.from !== undefined ? [step.from.query] : [];
    }),
  );
  const answer = (_: Values, { stack }: Session): CallResult => {
    const flow = library.flows.get(stack.at(-1)?.flow ?? "");
    const step = flow?.byId.get(stack.at(-1)?.step ?? "");
    return flow !== undefined && step?.do === "do"
      ? resultOf(flow, step, dice)
      : { code: "ok", value: listOf(dice) };
  };
  return Object.fromEntries(names.map((name): [string, typeof answer] => [name, answer]));
}

/** What this person says next: an answer to what stands there, one time in four anything else. */
export function nextWords({ session, library }: Talk, dice: Dice): string {
  const { wait } = session;
  const frame = session.stack.at(-1);
  if (dice.below(4) === 0 || wait === null || frame === undefined) return dice.pick(ANYTIME);
  const step = library.flows.get(frame.flow)?.byId.get(frame.step);
  if (wait.options !== undefined) return String(1 + dice.below(Math.min(7, wait.options.length)));
  return step?.do === "ask" ? dice.pick(TYPED[step.answer.kind] ?? ["có"]) : "1";
}

/**
 * Walks at random through all flows, and more often through those that still hold questions which nobody came to: from their
 * beginning, or on from a question of theirs that somebody came to. `visit` sees every session at rest.
 */
export function walkAround(
  library: Library,
  { seed, walks, length }: { seed: number; walks: number; length: number },
  visit: (session: Session, talk: Talk) => void,
): void {
  const dice = diceOf(seed);
  const results = resultsOf(library, dice);
  const flows = [...library.flows.values()];
  const questions = questionsOf(library);
  const open = new Map(
    flows.map(({ flow }) => [flow, new Set(questions.filter((name) => flowIn(name) === flow))]),
  );
  const reached = new Map<string, Map<string, Session>>(flows.map(({ flow }) => [flow, new Map()]));
  const look = (talk: Talk): void => {
    const name = talk.places.at(-1) ?? "";
    open.get(flowIn(name))?.delete(name);
    if (talk.session.wait !== null) reached.get(flowIn(name))?.set(name, talk.session);
    visit(talk.session, talk);
  };
  for (let walk = 0; walk < walks; walk++) {
    const talk = new Talk(library, { me: dice.pick(PEOPLE), results });
    const unfinished = flows.filter(({ flow }) => (open.get(flow)?.size ?? 0) > 0);
    const from = walk < flows.length || unfinished.length === 0 ? flows : unfinished;
    const flow = from[walk % from.length];
    const [first, ...others] = [...(reached.get(flow?.flow ?? "")?.values() ?? [])];
    if (first !== undefined && walk >= flows.length && dice.below(2) === 0)
      talk.session = dice.pick([first, ...others]);
    else if (flow !== undefined) talk.start(flow.flow, takenBy(flow, dice));
    look(talk);
    for (let said = 0; said < length; said++) {
      talk.hear(nextWords(talk, dice));
      look(talk);
    }
  }
}

function flowIn(question: string): string {
  return question.split(".")[0] ?? "";
}

/** Every question of these flows that is ever asked, by its full name, in the order of the files. */
export function questionsOf(library: Library): string[] {
  return [...library.flows.values()].flatMap(({ flow, steps }) =>
    steps
      .filter(
        (step) =>
          step.do === "confirm" || ((step.do === "ask" || step.do === "choose") && step.hears !== "only"),
      )
      .map(({ id }) => `${flow}.${id}`),
  );
}

/** What a caller may hand in: sometimes nothing, sometimes what the flow's conditions ask for. */
function takenBy(flow: Flow, dice: Dice): Values {
  return Object.fromEntries(
    flow.takes.map((name) => [name, dice.below(2) === 0 ? null : valueFor(flow, name, dice)]),
  );
}

function resultOf(flow: Flow, step: Extract<Step, { do: "do" }>, dice: Dice): CallResult {
  const code = dice.pick(["ok", "ok", "ok", ...Object.keys(step.on)]);
  const value = step.save === undefined ? null : valueFor(flow, step.save, dice);
  return dice.below(2) === 0 ? { code, value, acting: house(dice.below(3)) } : { code, value };
}

/** A value under `name` that some condition of the flow looks for, at the paths where it looks. */
function valueFor(flow: Flow, name: string, dice: Dice): Value {
  const conditions = conditionsOf(flow);
  const [first, ...others] = conditions.filter((one) => one.var === name);
  if (first !== undefined) return wantedBy(dice.pick([first, ...others]), dice);
  const value: Values = { id: "x1", label: "Cái này", name: "Nguyễn Văn A" };
  for (const one of conditions)
    // Several conditions may look at one path; each of them has its turn.
    if (one.var.startsWith(`${name}.`) && (dice.below(2) === 0 || value[pathIn(one, name)] === undefined))
      value[pathIn(one, name)] = wantedBy(one, dice);
  return value;
}

function pathIn({ var: path }: Condition, name: string): string {
  return path.slice(name.length + 1);
}

function wantedBy(condition: Condition, dice: Dice): Value {
  const { is, is_one_of = [], at_least, at_most, has } = condition;
  return dice.pick<Value>([null, is ?? has ?? at_least ?? at_most ?? "có", ...is_one_of]);
}

function conditionsOf(flow: Flow): Condition[] {
  return flow.steps.flatMap((step) => {
    if (step.do === "choose") return Object.values(step.only ?? {});
    return step.do === "branch" ? step.cases.flatMap(({ when }) => when) : [];
  });
}

function listOf(dice: Dice): Value {
  const count = dice.pick([0, 1, 2, 3, 9]);
  return Array.from({ length: count }, (_, index) => ({ id: `i${index}`, label: `Hộ số ${index}` }));
}
