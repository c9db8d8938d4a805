import type { Value } from "../../domain/value.ts";
import type { StepOf } from "../flow-file.ts";
import { allGiven, call, holds, known, text, top, type Run } from "../run.ts";
import { hear } from "../hear.ts";
import { isTalkQuery, talkQuery } from "../talk-queries.ts";
import { hasStepText, rest, stepText, type Option } from "../wait.ts";

/**
 * Offers fixed options and rests, or calls the query that knows the options. `nothing` where a query about the talk, which
 * the engine answers itself, found none; `heard` where the line that began the talk has answered it.
 */
export function choose(run: Run, step: StepOf<"choose">): "rest" | "nothing" | "heard" {
  const fixed = fixedOptions(run, step);
  if (step.from === undefined) {
    if (hear(run, step, fixed)) return "heard";
    offer(run, step, fixed);
    return "rest";
  }
  const handed = allGiven(known(run, top(run)), step.from.with);
  if (!isTalkQuery(step.from.query)) {
    call(run, step, step.from.query, handed);
    return "rest";
  }
  const found = queriedOptions(run, step, talkQuery(run, handed));
  if (found.length === 0) return "nothing";
  offer(run, step, [...found, ...fixed]);
  return "rest";
}

/** Puts the question with its options; `misses` are those of the same question before. */
export function offer(run: Run, step: StepOf<"choose">, options: Option[], misses = 0): void {
  const question = stepText(run, step);
  rest(run, step, step.optional ? `${question} ${text(run, "common.may_skip")}` : question, options, {
    misses,
  });
}

/**
 * The options of a query's result: a list of `{ id, label }`; what else is in them is handed on. Where the words hold
 * `<step>.option`, the label is that text filled in from the entry, so that no code reaches a person.
 */
export function queriedOptions(run: Run, step: StepOf<"choose">, found: Value): Option[] {
  if (!Array.isArray(found)) return [];
  const inWords = hasStepText(run, step, ".option");
  return found.flatMap((entry) => {
    if (entry === null || typeof entry !== "object" || Array.isArray(entry)) return [];
    const label = inWords
      ? text(run, `${top(run)?.flow ?? "common"}.${step.id}.option`, entry).trim()
      : entry["label"];
    return typeof label === "string" ? [{ label, value: { ...entry, label } }] : [];
  });
}

/** The options that stand in the flow file, as far as their conditions hold. */
export function fixedOptions(run: Run, step: StepOf<"choose">): Option[] {
  const frame = top(run);
  const values = lazily(() => known(run, frame));
  const { words } = run.library;
  return (step.options ?? []).flatMap((id) => {
    const only = step.only?.[id];
    if (only !== undefined && !holds(values(), only)) return [];
    const key = `${frame?.flow ?? "common"}.${step.id}.options.${id}`;
    const label = words.text(run.session.locale, key, values);
    const also = words.list(run.session.locale, `${key}_also`);
    const value = { id, label };
    return [also.length > 0 ? { label, value, also } : { label, value }];
  });
}

/** Gathered once, and only where some option needs it. */
function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
