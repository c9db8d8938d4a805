import { type Alternative, LONGEST_ANSWER, type Reading } from "./reading.ts";
import { type Token, tokens } from "./tokens.ts";
import { type Heard, heardIn, type HeardWord } from "./yes-no-heard.ts";

export type YesNo = "yes" | "no" | "not_yet" | "unknown";

const NOT_UNDERSTOOD: Reading<YesNo> = { kind: "not_understood" };
/** A longer answer tells a story; its first word is not its answer. */
const MOST_WORDS = 12;
/** So many letters hold more words than that, whatever courtesy is among them. */
const LONGEST_YES_NO = Math.min(500, LONGEST_ANSWER);

/**
 * Reads an answer to a yes/no question. `chưa` is not no, and `không biết` is neither.
 *
 * `dạ` alone says "I hear you" as often as yes, so it is asked; so are questions in return (`được không?`) and answers
 * that say both. Consent needs more than any reading of this function.
 */
export function readYesNo(input: string): Reading<YesNo> {
  if (input.length > LONGEST_YES_NO) return NOT_UNDERSTOOD;
  const all = tokens(input);
  const present = sinceThen(all);
  const heard = heardIn(present);
  if (heard.stop || heard.asksAtEnd || heard.words.length + heard.others > MOST_WORDS) return NOT_UNDERSTOOD;
  const reading = unknown(heard) ?? plain(heard);
  if (reading === null) return NOT_UNDERSTOOD;
  if (Array.isArray(reading)) return { kind: "ambiguous", alternatives: reading };
  const sure = present.length < all.length ? "likely" : reading.sure;
  return { kind: "understood", value: reading.value, read: input.trim(), sure };
}

const ONCE = new Set("trước hồi xưa truoc hoi xua".split(" "));

/** `hồi trước không, giờ có rồi`: what holds now is what stands behind giờ. */
function sinceThen(all: Token[]): Token[] {
  const now = all.findLastIndex(
    ({ text }, at) =>
      (text === "giờ" || text === "gio") && !/^(?:bao|mấy|may|\d+)$/.test(all[at - 1]?.text ?? ""),
  );
  const once = all.slice(0, Math.max(now, 0)).some(({ text }) => ONCE.has(text));
  return once && now < all.length - 1 ? all.slice(now + 1) : all;
}

const ANSWERS: ReadonlySet<string> = new Set(["yes", "no", "not_yet", "nowhere"]);

type Answer = { value: YesNo; sure: "certain" | "likely" } | Alternative<YesNo>[];

/** không biết, chưa rõ, quên rồi, tùy. */
function unknown(heard: Heard): Answer | null {
  const { words } = heard;
  if (words.some(({ says }) => says === "unknown"))
    return { value: "unknown", sure: heard.others > 0 ? "likely" : "certain" };
  const [first] = words;
  const asked = words.some(({ says }) => says === "nowhere") && words.some(({ says }) => says === "knowing");
  // `em đâu biết`
  if (asked) return { value: "unknown", sure: "likely" };
  const denied =
    first?.says === "not_yet" ||
    (first?.says === "no" && (first.force !== "closed" || words.every(({ says }) => says !== "yes")));
  const doubt = words.slice(1).some(({ says }) => says === "knowing" || says === "hedge");
  return denied && doubt ? { value: "unknown", sure: heard.others > 0 ? "likely" : "certain" } : null;
}

function plain(heard: Heard): Answer | null {
  const [first, ...rest] = heard.words.filter(({ says }) => ANSWERS.has(says));
  if (first === undefined) return withoutAnswer(heard);
  const alone = heard.others === 0 && !heard.words.some(({ says }) => says === "knowing" || says === "deed");
  const hedged = heard.question || heard.words.some(({ says }) => says === "hedge");
  const sure = alone && !hedged ? "certain" : "likely";
  if (first.says === "yes") return afterYes(heard, rest, sure);
  if (first.says === "nowhere") {
    return alone && rest.every(({ says }) => says !== "not_yet") ? { value: "no", sure: "likely" } : null;
  }
  if (first.says === "no" && first.force === "closed" && !alone) return null;
  const value = first.says === "no" ? "no" : "not_yet";
  const against = contradiction(value, first, rest);
  return against === null ? { value, sure: heard.leading ? sure : "likely" } : both(value, against);
}

/** What a denial is followed by that takes it back: `không, có`, `không phải không`, `chưa, không`. */
function contradiction(value: "no" | "not_yet", first: HeardWord, rest: HeardWord[]): YesNo | null {
  const denied = rest.some(({ says }) => says === "no");
  if (denied && value === "not_yet") return "no";
  if (denied && first.force === "turning") return "yes";
  if (value === "no" && rest.some(({ says }) => says === "not_yet")) return "not_yet";
  return rest.some(({ says, afterPause }) => says === "yes" && afterPause) ? "yes" : null;
}

/** A denial after a yes makes a question of it (`có không`), or takes it back. */
function afterYes(heard: Heard, rest: HeardWord[], sure: "certain" | "likely"): Answer | null {
  const later = new Set(rest.map(({ says }) => says));
  if (later.has("no")) return both("yes", "no");
  if (later.has("not_yet")) return both("yes", "not_yet");
  return later.has("nowhere") ? { value: "no", sure: "likely" } : affirmed(heard, sure);
}

function affirmed(heard: Heard, sure: "certain" | "likely"): Answer | null {
  const words = heard.words.filter(({ says }) => says === "yes");
  const forces = words.map(({ force }) => force);
  if (heard.others === 0) {
    const deed = heard.words.some(({ says }) => says === "deed");
    const answered = forces.some((force) => force === "open" || force === "answer" || force === "soft");
    if (deed && !answered && !heard.endsInDone) return null;
    return { value: "yes", sure: forces.every((force) => force === "soft") ? "likely" : sure };
  }
  const [first] = forces;
  return first === "open" || (first === "answer" && heard.leading) ? { value: "yes", sure: "likely" } : null;
}

/** Only politeness, or only knowing, or nothing that answers. */
function withoutAnswer(heard: Heard): Answer | null {
  if (heard.others > 0) return null;
  if (heard.words.some(({ says }) => says === "knowing")) return { value: "yes", sure: "likely" };
  const deeds = heard.words.filter(({ says }) => says === "deed").length;
  if (heard.urged && deeds > 0 && deeds === heard.words.length) return { value: "yes", sure: "likely" };
  return heard.respect && heard.words.every(({ says }) => says === "hedge") ? both("yes", "no") : null;
}

function both(first: YesNo, second: YesNo): Alternative<YesNo>[] {
  return [first, second].map((value) => ({ value, why: "unclear" }));
}
