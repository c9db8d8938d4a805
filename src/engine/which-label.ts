import type { Value } from "../domain/value.ts";
import { SOURCE_LOCALE } from "../i18n/words.ts";
import type { Step } from "./flow-file.ts";
import { text, type Run } from "./run.ts";
import { shownValue } from "./steps/confirm.ts";

/** A reading to choose from, with what sets it apart from the others where there are words for that. */
export function whichLabel(run: Run, step: Step, value: Value, why: string | undefined): string {
  const label = shownValue(run, step, value);
  const key = `common.why.${why ?? "none"}`;
  return run.library.words.has(SOURCE_LOCALE, key) ? `${label} (${text(run, key)})` : label;
}
