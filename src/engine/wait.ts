import type { Value } from "../domain/value.ts";
import { PAGE_SIZE } from "./limits.ts";
import { known, text, top, withPrefix, type Run } from "./run.ts";
import type { Step } from "./flow-file.ts";
import type { Wait } from "./session.ts";

export type Option = { label: string; value: Value; also?: string[] };

/** Marks the option that shows the next page; no step and no option may be called so. */
export const MORE = "+";

/**
 * Puts a question and rests on it. `question` is kept as asked, so that the answer is recorded together with
 * exactly what the person read. Asked once more, a long question is put in its short words where it has them.
 */
export function rest(
  run: Run,
  step: Step,
  question: string,
  options: Option[] = [],
  more: Partial<Pick<Wait, "mode" | "misses" | "page" | "typed">> = {},
): void {
  run.session.turn += 1;
  const page = more.page ?? 0;
  const wait: Wait = {
    turn: run.session.turn,
    asked: question,
    shape: shapeOf(step),
    misses: more.misses ?? 0,
    mode: more.mode ?? "answer",
    ...(options.length > 0 ? { options } : {}),
    ...(page > 0 ? { page } : {}),
    ...(more.typed === undefined ? {} : { typed: more.typed }),
  };
  run.session.wait = wait;
  run.effects.push({
    kind: "send",
    message: {
      text: withPrefix(run, run.prefix === null ? question : shortOf(run, step, wait)),
      options: shown(run, wait).map(({ label }) => ({ label })),
      turn: wait.turn,
      ...(asksOwnPhone(step, wait) ? { contact: text(run, "common.share_phone") } : {}),
    },
  });
}

function asksOwnPhone(step: Step, { mode }: Wait): boolean {
  return step.do === "ask" && step.answer.kind === "phone" && step.answer.own && mode === "answer";
}

/** The question in its short words, for when the long ones stand above already. */
export function shortOf(run: Run, step: Step, wait: Wait): string {
  return wait.mode === "answer" && hasStepText(run, step, ".short")
    ? stepText(run, step, ".short")
    : wait.asked;
}

/** The options on the page that the person sees, with "more" at the end where there is more. */
export function shown(run: Run, wait: Wait): Option[] {
  const all = wait.options ?? [];
  if (all.length <= PAGE_SIZE) return all.map(tidy);
  const page = wait.page ?? 0;
  const from = page * (PAGE_SIZE - 1);
  const window = all.slice(from, from + PAGE_SIZE - 1).map(tidy);
  return [...window, { label: text(run, "common.more"), value: MORE }];
}

/** An option as it was stored, ready to be offered again. */
export function tidy({ label, value, also }: NonNullable<Wait["options"]>[number]): Option {
  return also === undefined ? { label, value } : { label, value, also };
}

/** How many pages the options fill. */
export function pages(wait: Wait): number {
  const count = wait.options?.length ?? 0;
  return count <= PAGE_SIZE ? 1 : Math.ceil(count / (PAGE_SIZE - 1));
}

/** What a question asks for; when a new version of the flow changes it, the old question is not answered. */
export function shapeOf(step: Step): string {
  if (step.do === "ask") return `ask ${step.answer.kind}`;
  if (step.do === "choose")
    return ["choose", ...(step.from === undefined ? [] : [step.from.query]), ...(step.options ?? [])].join(
      " ",
    );
  return step.do === "confirm" ? ["confirm", ...step.reads].join(" ") : step.do;
}

/** The text of a step, filled in. */
export function stepText(run: Run, step: Step, suffix = ""): string {
  const frame = top(run);
  const key = `${frame?.flow ?? "common"}.${step.id}${suffix}`;
  return run.library.words.text(run.session.locale, key, () => known(run, frame));
}

export function hasStepText(run: Run, step: Step, suffix: string): boolean {
  const { words } = run.library;
  const key = `${top(run)?.flow ?? "common"}.${step.id}${suffix}`;
  return words.has(run.session.locale, key) || words.has("vi", key);
}

/** Shows the next page of the options, and the first one after the last. */
export function nextPage(run: Run, step: Step, wait: Wait): void {
  const page = ((wait.page ?? 0) + 1) % pages(wait);
  const options = (wait.options ?? []).map(tidy);
  rest(run, step, wait.asked, options, { page, mode: wait.mode, misses: wait.misses });
}
