import type { OutboundMessage } from "../domain/message.ts";
import { at, idOf, type Value, type Values } from "../domain/value.ts";
import { carryOver } from "./carry-over.ts";
import type { Effect } from "./effects.ts";
import type { Flow } from "./flow.ts";
import type { Condition, Given, Step } from "./flow-file.ts";
import type { Library } from "./library.ts";
import { facts, type Frame, type Session } from "./session.ts";

/** One step of the engine in progress: a copy of the session that it may change, and what it asks for. */
export type Run = {
  library: Library;
  session: Session;
  now: Date;
  effects: Effect[];
  walked: number;
  /** Said before the next question, in the same message: "let us go on", "I did not get that". */
  prefix: string | null;
  /** The vendor's number of the message that is being taken in. */
  written: string | null;
};

/** Copies what a run may change; the caller's session stays as it was. */
export function beginRun(library: Library, session: Session, now: Date): Run {
  const copy: Session = {
    ...session,
    stack: copyStack(library, session.stack),
    kept: session.kept.map((kept) => ({ ...kept, stack: copyStack(library, kept.stack) })),
  };
  return { library, session: copy, now, effects: [], walked: 0, prefix: null, written: null };
}

export function top(run: Run): Frame | null {
  return run.session.stack.at(-1) ?? null;
}

/** The flow and step at which a frame stands; null where a new version has lost one of them. */
export function place(run: Run, frame: Frame): { flow: Flow; step: Step } | null {
  const flow = run.library.flows.get(frame.flow);
  const step = flow?.byId.get(frame.step);
  return flow === undefined || step === undefined ? null : { flow, step };
}

/** Everything that a text or condition of this frame may name. */
export function known(run: Run, frame: Frame | null): Values {
  const { session, library } = run;
  const you = formOfAddress(library, session);
  return {
    ...frame?.vars,
    ...facts(session, you),
    ...household(run),
    locales: [...library.words.locales],
    kept: putAside(run),
  };
}

/** What was put aside last, in words: the talk, and for which household where it is not the person's own. */
function putAside({ session, library }: Run): string | null {
  const { stack = [], acting = null } = session.kept.at(-1) ?? {};
  const [first] = stack;
  if (first === undefined) return null;
  const title = library.words.text(session.locale, `${first.flow}.title`);
  const { said } = first.vars;
  // What waits to be passed on is called by its words.
  if (library.flows.get(first.flow)?.starts_on_sentences === true && typeof said === "string")
    return library.words.text(session.locale, "common.kept_words", { title, said: shortened(said) });
  const [own, ...others] = session.me.households;
  const isOwn = acting === null || (own?.id === acting.id && others.length === 0);
  const flows = stack.flatMap(({ flow }) => library.flows.get(flow) ?? []);
  // Where the talk was left at the question whose home it is for, it is for none yet.
  const isSettled = !flows.some(({ steps }) =>
    steps.some((step) => step.do === "do" && step.command === "talk.act_for"),
  );
  return isOwn || !isSettled || flows[0]?.roles.includes("household") !== true
    ? title
    : library.words.text(session.locale, "common.kept_for", { title, name: acting.name });
}

/** As much of it as tells which one it is. */
function shortened(said: string): string {
  const [first = "", ...more] = said.match(/.{1,30}(?=\s|$)/gu) ?? [said];
  return more.length === 0 ? first : `${first.trim()}…`;
}

/** How the household that is spoken of is called: "nhà mình" to its own people, by name to everybody else. */
function household({ session, library }: Run): Values {
  const { acting, me, locale } = session;
  const own = acting === null || me.households.some(({ id }) => id === acting.id);
  // On a phone that serves several households, the name says which one is meant.
  const named = acting !== null && !(own && me.households.length === 1);
  return {
    on_behalf: !own,
    house: named
      ? library.words.text(locale, "common.house.other", { name: acting.name })
      : library.words.text(locale, "common.house.own"),
  };
}

/** The text under `key` for whom this run talks with. */
export function text(run: Run, key: string, more: Values = {}): string {
  return run.library.words.text(run.session.locale, key, () => ({ ...known(run, top(run)), ...more }));
}

/** A sentence outside any talk, to whoever the session belongs to. */
export function plainSentence(library: Library, session: Session, key: string): string {
  return text(beginRun(library, { ...session, stack: [] }, EPOCH), key);
}

/** No sentence outside a talk depends on the time. */
const EPOCH = new Date(0);

/** Sends a message that asks nothing. */
export function say(run: Run, message: string, file?: string, secret = false): void {
  const said: OutboundMessage = {
    text: withPrefix(run, message),
    options: [],
    turn: null,
    ...(file === undefined ? {} : { file, file_left_out: text(run, "common.file_left_out") }),
    ...(secret ? { secret } : {}),
  };
  run.effects.push({ kind: "send", message: said });
}

/** Takes what was to be said first and puts it before `message`. */
export function withPrefix(run: Run, message: string): string {
  const prefix = run.prefix;
  run.prefix = null;
  return prefix === null ? message : `${prefix}\n${message}`;
}

/** Asks for a command or query and rests until its result comes; what was to be said first waits as well. */
export function call(run: Run, step: Step, name: string, handed: Values): void {
  run.session.call = { name, step: step.id, prefix: run.prefix, misses: 0, walked: run.walked, owed: false };
  run.prefix = null;
  run.effects.push({ kind: "call", name, with: handed });
}

export function given(values: Values, wanted: Given): Value {
  return wanted !== null && typeof wanted === "object" ? at(values, wanted.var) : wanted;
}

export function allGiven(values: Values, wanted: Record<string, Given>): Values {
  return Object.fromEntries(Object.entries(wanted).map(([name, source]) => [name, given(values, source)]));
}

/** Whether one condition holds. A choice is compared by its id. */
export function holds(values: Values, condition: Condition): boolean {
  const raw = at(values, condition.var);
  const value = idOf(raw);
  if (condition.is_set !== undefined) return (value !== null && value !== "") === condition.is_set;
  if (condition.is !== undefined) return value === condition.is;
  if (condition.is_one_of !== undefined) return condition.is_one_of.some((wanted) => wanted === value);
  if (condition.has !== undefined)
    return Array.isArray(raw) && raw.some((entry) => idOf(entry) === condition.has);
  if (typeof value !== "number") return false;
  if (condition.at_least !== undefined) return value >= condition.at_least;
  return condition.at_most !== undefined && value <= condition.at_most;
}

/** "Cô Sáu"; "cô" alone while the name is not known; the plain word for you while neither is. */
function formOfAddress({ words }: Library, { me, locale }: Session): string {
  const name = calledName(me.name);
  const form = words.raw(locale, `common.you.${me.address}`);
  const bare = name === "" ? form?.replace("{name}", "").trim() : undefined;
  if (bare !== undefined && bare !== "") return bare;
  const keys = name === "" ? [] : [`common.you.${me.address}`];
  return words.firstText(locale, [...keys, "common.you.unknown"], { name });
}

/** People are called by the last word of their name: Nguyễn Thị Sáu -> Sáu. */
function calledName(name: string): string {
  return name.trim().split(/\s+/).at(-1) ?? "";
}

function copyStack(library: Library, stack: Frame[]): Frame[] {
  return stack.map((stored) => {
    const frame = carryOver(library.flows.get(stored.flow), stored);
    return { ...frame, vars: { ...frame.vars }, trail: [...frame.trail] };
  });
}
