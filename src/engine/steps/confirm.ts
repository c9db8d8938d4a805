import { isLocalDate } from "../../calendar/local-date.ts";
import type { Value } from "../../domain/value.ts";
import { formatValue, type Format } from "../../i18n/format-value.ts";
import type { Flow } from "../flow.ts";
import type { Step, StepOf } from "../flow-file.ts";
import { place, text, top, type Run } from "../run.ts";
import { rest, stepText, type Option } from "../wait.ts";

/** Reads everything back and asks whether it is right. */
export function confirm(run: Run, step: StepOf<"confirm">): void {
  const frame = top(run);
  const flow = frame === null ? undefined : run.library.flows.get(frame.flow);
  const lines = step.reads.flatMap((id) => {
    const read = flow?.byId.get(id);
    const value = read === undefined ? null : answerOf(run, read);
    return read === undefined || value === null
      ? []
      : [`• ${labelOf(run, read)}: ${shownValue(run, read, value)}`];
  });
  if (frame !== null) {
    // What is read back counts as answered, also where the caller handed it in: correcting one asks no other.
    const read = step.reads.filter((id) => {
      const one = flow?.byId.get(id);
      return one !== undefined && answerOf(run, one) !== null && !frame.trail.includes(id);
    });
    frame.trail = [...read, ...frame.trail];
  }
  rest(run, step, `${stepText(run, step)}\n${lines.join("\n")}\n${text(run, "common.all_right")}`, [
    { label: text(run, "common.right"), value: "right" },
    { label: text(run, "common.fix"), value: "fix" },
  ]);
}

/** Asks which of the answers so far is to be corrected; false where there is none. */
export function askWhichToFix(run: Run, step: Step, ids: readonly string[]): boolean {
  const frame = top(run);
  const flow = frame === null ? undefined : place(run, frame)?.flow;
  const options = ids.flatMap((id) => optionToFix(run, flow, id));
  if (options.length === 0) return false;
  rest(run, step, text(run, "common.which_to_fix"), options, { mode: "fix" });
  return true;
}

/** The answers that a correction may name, by their labels. */
export function answersReadBack(run: Run, ids: readonly string[]): { label: string; question: string }[] {
  const frame = top(run);
  const flow = frame === null ? undefined : place(run, frame)?.flow;
  return ids.flatMap((question) =>
    optionToFix(run, flow, question).map(({ label }) => ({ label, question })),
  );
}

function optionToFix(run: Run, flow: Flow | undefined, id: string): Option[] {
  const step = flow?.byId.get(id);
  if (step === undefined || (answerOf(run, step) === null && !wasPassedOver(run, step))) return [];
  return [{ label: labelOf(run, step), value: id }];
}

/** A question that was left open on purpose can be answered after all. */
function wasPassedOver(run: Run, step: Step): boolean {
  const vars = top(run)?.vars ?? {};
  return (
    (step.do === "ask" || step.do === "choose") && step.optional && Object.hasOwn(vars, step.save ?? step.id)
  );
}

function answerOf(run: Run, step: Step): Value {
  const name = step.do === "ask" || step.do === "choose" ? (step.save ?? step.id) : null;
  return name === null ? null : (top(run)?.vars[name] ?? null);
}

function labelOf(run: Run, step: Step): string {
  return stepText(run, step, ".label");
}

/** An answer as it is read back to people. */
export function shownValue(run: Run, step: Step, value: Value): string {
  // A choice that the caller handed in by its id alone.
  if (step.do === "choose" && typeof value === "string" && step.options?.includes(value) === true)
    return stepText(run, step, `.options.${value}`);
  return formatValue(value, formatOf(step, value), run.session.locale, (key) => text(run, `common.${key}`));
}

function formatOf(step: Step, value: Value): Format | null {
  // "Another day", and the day that was asked for then.
  if (step.do === "choose" && typeof value === "string" && isLocalDate(value)) return "date";
  if (step.do !== "ask") return null;
  const { kind } = step.answer;
  switch (kind) {
    case "money":
    case "date":
    case "area":
    case "quantity":
    case "number":
    case "phone":
    case "time":
    case "year":
    case "yes_no":
    case "photo":
      return kind;
    case "document":
      return "photo";
    case "text":
    case "person_name":
    case "code":
    case "identity_number":
    case "marks":
      return null;
    default:
      return kind satisfies never;
  }
}
