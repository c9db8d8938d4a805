import type { Input } from "../domain/input.ts";
import type { Value } from "../domain/value.ts";
import { holdsAccountNumber } from "../language/account-number.ts";
import { readArea } from "../language/area.ts";
import type { DateValue } from "../language/date-types.ts";
import { readDate } from "../language/date.ts";
import { figureDenied } from "../language/figure-denied.ts";
import { readIdentityNumber } from "../language/identity-number.ts";
import { readInvitationCode } from "../language/invitation-code.ts";
import { readMarks } from "../language/marks.ts";
import { readMoney } from "../language/money.ts";
import { readNumber } from "../language/numbers.ts";
import { readPersonName } from "../language/person-name.ts";
import { readPhone } from "../language/phone.ts";
import { isForLater } from "../language/put-off.ts";
import { readQuantity } from "../language/quantity.ts";
import type { Reading } from "../language/reading.ts";
import { readTime } from "../language/time.ts";
import { pictureOf } from "./early-picture.ts";
import { wordsUnder } from "./file-words.ts";
import { readYesNo } from "../language/yes-no.ts";
import { exactOption } from "./exact-option.ts";
import type { AnswerKind } from "./answer-kind.ts";
import type { Step, StepOf } from "./flow-file.ts";
import { readCorrection } from "./read-correction.ts";
import { readOption } from "./read-option.ts";
import type { ReplyReading } from "./reply-reading.ts";
import { top, type Run } from "./run.ts";
import type { Wait } from "./session.ts";
import { fixedOptions } from "./steps/choose.ts";
import { answersReadBack } from "./steps/confirm.ts";
import { shown } from "./wait.ts";

type Said = Exclude<Input, { kind: "start" | "timeout" | "left" | "staff_wrote" | "edited" | "tap" }>;

/** Reads a reply in the light of the question that stands. */
export function readReply(run: Run, step: Step, wait: Wait, said: Said): ReplyReading {
  if (said.kind === "file") {
    const awaited = step.do === "ask" ? step.answer.kind : null;
    if ((awaited === "photo" || awaited === "document") && said.file === awaited)
      return { kind: "value", value: pictureOf(said.id ?? said.ref, wordsUnder(said)) };
    return { kind: "kept_file", file: said.file };
  }
  const typed = said.kind === "text" ? said.text : said.kind === "phone" ? said.phone : null;
  if (typed === null || typed.trim() === "") return { kind: "unread", typed: null };
  if (step.do === "choose" && step.exact && wait.mode === "answer") {
    const named = exactOption(typed, shown(run, wait));
    if (named !== null) return { kind: "value", value: named.value };
    return isForLater(typed) ? putOff(step, typed) : { kind: "unread", typed };
  }
  const reading = readHere(run, step, wait, typed);
  return reading.kind === "unread" ? (correction(run, step, wait, typed) ?? reading) : reading;
}

/** "Để lần sau", where a clear answer is wanted, is neither a yes nor a no. */
function putOff(step: StepOf<"choose">, typed: string): ReplyReading {
  if (step.options?.includes("later") === true) return { kind: "value", value: "later" };
  return step.later === undefined ? { kind: "unread", typed } : { kind: "later", to: step.later };
}

function readHere(run: Run, step: Step, wait: Wait, typed: string): ReplyReading {
  if (wait.mode === "answer" && step.do === "ask") return readAnswer(step.answer, typed, run.now);
  if (step.do === "confirm") {
    const corrected = correction(run, step, wait, typed);
    if (corrected !== null) return corrected;
  }
  const chosen: ReplyReading = isPutRight(run, wait, typed)
    ? { kind: "unread", typed }
    : readOption(run, wait, typed);
  if (chosen.kind !== "unread" || wait.mode === "answer" || wait.mode === "fix") return chosen;
  // Instead of choosing, people often give the answer again, better.
  if (step.do === "ask") return readAnswer(step.answer, typed, run.now);
  const fixed = step.do === "choose" && step.from === undefined ? fixedOptions(run, step) : [];
  return fixed.length === 0
    ? chosen
    : readOption(run, { ...wait, mode: "answer", page: 0, options: fixed }, typed);
}

/** `lộn rồi, 350 ngàn mới đúng` is no "Đúng rồi", and `lộn, 5tr thôi` no "Thôi": it names the sum that is right. */
function isPutRight(run: Run, wait: Wait, typed: string): boolean {
  const namesNumbers = shown(run, wait).some(({ label }) => /\d/.test(label));
  return !namesNumbers && typeof figureDenied(typed)?.claimed === "number";
}

/**
 * `sai chỗ ở` names the answer that is wrong: of those that are read back, or of those given so far. Where answers are read
 * back, `sai rồi` says that one of them is.
 */
function correction(run: Run, step: Step, wait: Wait, typed: string): ReplyReading | null {
  if (wait.mode !== "answer" && !(step.do === "confirm" && wait.mode === "fix")) return null;
  const given = step.do === "confirm" ? step.reads : (top(run)?.trail ?? []);
  const question = readCorrection(typed, answersReadBack(run, given));
  if (typeof question === "string") return { kind: "correct", question };
  const some = question === null && step.do === "confirm" && wait.mode === "answer";
  return some ? { kind: "value", value: "fix" } : null;
}

function readAnswer(answer: AnswerKind, typed: string, now: Date): ReplyReading {
  switch (answer.kind) {
    case "text": {
      const text = typed.trim();
      if (answer.no_accounts && holdsAccountNumber(text)) return { kind: "refused" };
      const said = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
      return said >= answer.min && text.length <= answer.max
        ? { kind: "value", value: text }
        : { kind: "unread", typed };
    }
    case "money":
      return within(
        fromReading(readMoney(typed, answer.per === undefined ? {} : { per: answer.per }), typed),
        typed,
        answer.min,
        answer.max,
      );
    case "number": {
      // `2tr` is no count of anything that one asks for.
      if (isMoneyInWords(typed)) return { kind: "unread", typed };
      const reading = within(fromReading(readNumber(typed), typed), typed, answer.min, answer.max);
      return answer.whole && "value" in reading && !Number.isInteger(reading.value)
        ? { kind: "unread", typed }
        : reading;
    }
    case "year":
      return readYear(typed, answer.min, answer.max);
    case "quantity":
      return fromReading(readQuantity(typed), typed);
    case "area":
      return fromReading(
        readArea(typed, answer.region === undefined ? {} : { region: answer.region }),
        typed,
      );
    case "date":
      return readDay(typed, answer.direction === undefined ? { now } : { now, direction: answer.direction });
    case "time":
      return fromReading(readTime(typed), typed);
    case "phone":
      return fromReading(readPhone(typed), typed);
    case "yes_no":
      return fromReading(readYesNo(typed), typed);
    case "person_name":
      return fromReading(readPersonName(typed), typed);
    case "code":
      return fromReading(readInvitationCode(typed), typed);
    case "identity_number":
      return readIdentity(typed, now);
    case "marks":
      return fromReading(readMarks(typed), typed);
    case "photo":
    case "document":
      return { kind: "unread", typed };
    default:
      return answer satisfies never;
  }
}

/** `2tr`, `500 đồng`: a sum, whatever number stands in it; `25 đồng chí`, `25 đ/c` are people. */
function isMoneyInWords(typed: string): boolean {
  return /\d\s*(?:tr|triệu|trieu|đồng(?!\s*ch[íi])|đ(?![/.]\s*c)|vnđ|vnd)(?!\p{L})/iu.test(
    typed.normalize("NFC"),
  );
}

/** A question asks for one day; "tháng sau" is its first day, and read back as such before it counts. */
function readDay(typed: string, context: Parameters<typeof readDate>[1]): ReplyReading {
  const reading = readDate(typed, context);
  switch (reading.kind) {
    case "understood": {
      const certain = reading.sure === "certain" && "date" in reading.value;
      return { kind: certain ? "value" : "sure", value: dayOf(reading.value) };
    }
    case "ambiguous": {
      const days = reading.alternatives.map(({ value, why }) => ({
        value: dayOf(value),
        ...(why === undefined ? {} : { why }),
      }));
      const different = days.filter(({ value }, at) => days.findIndex((day) => day.value === value) === at);
      const [first, ...others] = different;
      if (first === undefined) return { kind: "unread", typed };
      return others.length === 0
        ? { kind: "sure", value: first.value }
        : { kind: "which", values: different };
    }
    case "not_understood":
      return { kind: "unread", typed };
    default:
      return reading satisfies never;
  }
}

function fromReading(reading: Reading<Value>, typed: string): ReplyReading {
  switch (reading.kind) {
    case "understood":
      return { kind: reading.sure === "certain" ? "value" : "sure", value: reading.value };
    case "ambiguous":
      return { kind: "which", values: reading.alternatives };
    case "not_understood":
      return { kind: "unread", typed };
    default:
      return reading satisfies never;
  }
}

/** A figure beyond what the question allows is asked again rather than stored. */
function within(reading: ReplyReading, typed: string, min?: number, max?: number): ReplyReading {
  const fits = (value: Value): boolean =>
    typeof value === "number" && (min === undefined || value >= min) && (max === undefined || value <= max);
  if (reading.kind === "value" || reading.kind === "sure")
    return fits(reading.value) ? reading : { kind: "unread", typed };
  if (reading.kind !== "which") return reading;
  const values = reading.values.filter(({ value }) => fits(value));
  const [only] = values;
  if (only === undefined) return { kind: "unread", typed };
  return values.length === 1 ? { kind: "sure", value: only.value } : { kind: "which", values };
}

/** Twelve digits, whatever there is to look at again in them; nothing is read back, since that would be kept. */
function readIdentity(typed: string, now: Date): ReplyReading {
  const reading = readIdentityNumber(typed, { now });
  return reading.kind === "understood" && reading.value.format === "personal"
    ? { kind: "value", value: reading.value.number }
    : { kind: "unread", typed: null };
}

/** "1968", "năm 1968"; "68" is read back before it counts. */
function readYear(typed: string, min: number, max: number): ReplyReading {
  const reading = fromReading(readNumber(typed.replace(/^\s*(sinh\s+)?n[ăa]m\s+/iu, "")), typed);
  if ("value" in reading && typeof reading.value === "number" && reading.value >= 0 && reading.value < 100) {
    const [year = min] = [2000, 1900]
      .map((century) => century + Number(reading.value))
      .filter((one) => one <= max);
    return within({ kind: "sure", value: year }, typed, min, max);
  }
  return within(reading, typed, min, max);
}

function dayOf(value: DateValue): string {
  return "date" in value ? value.date : value.from;
}
