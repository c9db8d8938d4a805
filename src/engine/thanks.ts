import { saysPhrase, wordsIn } from "../language/said-phrase.ts";
import { saysMoreThan } from "../language/sentence.ts";
import type { Run } from "./run.ts";

/** "Được rồi, cảm ơn em", "ok": thanks and nothing beside them. */
export function isThanks(run: Run, typed: string): boolean {
  const said = wordsIn(typed);
  const thanks = run.library.words
    .list(run.session.locale, "common.thanks")
    .filter((words) => saysPhrase(said, wordsIn(words)));
  return thanks.length > 0 && !thanks.every((words) => saysMoreThan(words, typed));
}
