import { idOf, type Value } from "../domain/value.ts";
import { figureDenied } from "../language/figure-denied.ts";
import type { Input } from "../domain/input.ts";
import type { AnswerKind } from "./answer-kind.ts";
import type { Flow } from "./flow.ts";
import type { Step, StepOf } from "./flow-file.ts";
import { TOLD } from "./hear.ts";
import { readReply } from "./read-reply.ts";
import type { ReplyReading } from "./reply-reading.ts";
import type { Run } from "./run.ts";
import type { Wait } from "./session.ts";

type Typed = Extract<Input, { kind: "text" }>;
/** An option that leads to a question, as `Ngày khác` to the day, and the answer to that. */
export type OtherAnswer = { option: Value; question: StepOf<"ask">; reading: ReplyReading };

/** What is certain in a few words; any words may be a text that hears nothing, and a number may be that of an option. */
const READ_AT_ONCE: ReadonlySet<string> = new Set(["date", "time", "money", "quantity", "phone"]);
const MOST_WORDS = 4;

/**
 * Whoever types `30/11` at `Chừng nào xong ạ? … 4. Ngày khác` has answered that question and the one that the option leads to,
 * where just one option leads to one of that kind. Null for what is no such answer.
 */
export function otherAnswer(run: Run, flow: Flow, step: Step, wait: Wait, said: Typed): OtherAnswer | null {
  if (step.do !== "choose" || step.menu || step.exact || wait.mode !== "answer") return null;
  const typed = said.text.trim();
  if (/^\d+$/.test(typed)) return null;
  const isShort = typed.split(/\s+/).length <= MOST_WORDS;
  const found = (wait.options ?? []).flatMap(({ value }) => {
    const id = idOf(value);
    const question = flow.byId.get(typeof id === "string" ? (step.goes?.[id] ?? "") : "");
    if (question?.do !== "ask" || question.secret) return [];
    const { answer } = question;
    if (answer.kind === "text") return tells(answer, typed) ? [{ option: value, question }] : [];
    const isAnswer = isShort || (answer.kind === "money" && claimedIn(typed) !== null);
    return isAnswer && READ_AT_ONCE.has(answer.kind) ? [{ option: value, question }] : [];
  });
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) return null;
  const reading = asClaimed(typed, readReply(run, only.question, wait, said));
  return reading.kind === "value" || reading.kind === "sure" ? { ...only, reading } : null;
}

/** `ghi lộn rồi, 350 ngàn mới đúng`: the sum that is right. */
function claimedIn(typed: string): number | null {
  return figureDenied(typed)?.claimed ?? null;
}

/** Who says which sum is right is not asked whether she is sure of it. */
function asClaimed(typed: string, reading: ReplyReading): ReplyReading {
  const isClaimed = reading.kind === "sure" && reading.value === claimedIn(typed);
  return isClaimed ? { kind: "value", value: reading.value } : reading;
}

/** `k phải 6tr, có 5tr thôi` at `Đúng không ạ?` says at once what is not so. */
function tells(answer: Extract<AnswerKind, { kind: "text" }>, typed: string): boolean {
  return answer.told !== undefined && TOLD[answer.told](typed) !== null;
}
