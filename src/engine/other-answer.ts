import { idOf, type Value } from "../domain/value.ts";
import type { Input } from "../domain/input.ts";
import type { Flow } from "./flow.ts";
import type { Step, StepOf } from "./flow-file.ts";
import { readReply } from "./read-reply.ts";
import type { ReplyReading } from "./reply-reading.ts";
import type { Run } from "./run.ts";
import type { Wait } from "./session.ts";

type Typed = Extract<Input, { kind: "text" }>;
/** An option that leads to a question, as `Ngày khác` to the day, and the answer to that. */
export type OtherAnswer = { option: Value; question: StepOf<"ask">; reading: ReplyReading };

/** What is certain in a few words; any words may be a text, and a number may be that of an option. */
const READ_AT_ONCE: ReadonlySet<string> = new Set(["date", "time", "money", "quantity", "phone"]);
const MOST_WORDS = 4;

/**
 * Whoever types `30/11` at `Chừng nào xong ạ? … 4. Ngày khác` has answered that question and the one that the option leads to,
 * where just one option leads to one of that kind. Null for what is no such answer.
 */
export function otherAnswer(run: Run, flow: Flow, step: Step, wait: Wait, said: Typed): OtherAnswer | null {
  if (step.do !== "choose" || step.menu || step.exact || wait.mode !== "answer") return null;
  const typed = said.text.trim();
  if (/^\d+$/.test(typed) || typed.split(/\s+/).length > MOST_WORDS) return null;
  const found = (wait.options ?? []).flatMap(({ value }) => {
    const id = idOf(value);
    const question = flow.byId.get(typeof id === "string" ? (step.goes?.[id] ?? "") : "");
    if (question?.do !== "ask" || question.secret || !READ_AT_ONCE.has(question.answer.kind)) return [];
    return [{ option: value, question }];
  });
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) return null;
  const reading = readReply(run, only.question, wait, said);
  return reading.kind === "value" || reading.kind === "sure" ? { ...only, reading } : null;
}
