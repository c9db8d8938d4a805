import { holdsAccountNumber } from "../language/account-number.ts";
import { wordsUnder, type SentFile } from "./file-words.ts";
import { again } from "./interrupts.ts";
import { plain } from "./library.ts";
import { text, type Run } from "./run.ts";

/** Why a file is not kept, as a key of the common words. */
type Refusal = "papers_refused" | "no_accounts";

/** Whether the words under a file say that it shows identity papers, or hold the number of an account; null for neither. */
export function refusalOf(run: Run, sent: SentFile): Refusal | null {
  const words = wordsUnder(sent);
  if (words === null) return null;
  const said = ` ${plain(words)} `;
  const isOfPapers = run.library.words
    .list(run.session.locale, "common.papers")
    .some((word) => said.includes(` ${plain(word)} `));
  if (isOfPapers) return "papers_refused";
  return holdsAccountNumber(words) ? "no_accounts" : null;
}

/** Such a file is not kept, not even as one that nobody looks at, and neither are its words. The question stands. */
export function refuseFile(run: Run, sent: SentFile, why: Refusal): void {
  delete run.session.album;
  run.effects.push({ kind: "forget", file: sent.id ?? null });
  run.prefix = text(run, `common.${why}`);
  again(run);
}
