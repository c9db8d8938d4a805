import type { Input } from "../domain/input.ts";
import type { Run } from "./run.ts";

export type SentFile = Extract<Input, { kind: "file" }>;

/** The words that somebody wrote under a file; null where there are none. */
export function wordsUnder({ caption }: SentFile): string | null {
  const words = caption?.trim() ?? "";
  return words === "" ? null : words;
}

/** Of several pictures that were sent at once any may bear the words: those of the next ones are waited for. */
export function awaitWords(run: Run, sent: SentFile): void {
  if (sent.album !== undefined && wordsUnder(sent) === null) run.session.album = sent.album.id;
}

/** Whether these are the first words of pictures that came without any; they are waited for no more. */
export function takesWords(run: Run, sent: SentFile): boolean {
  const { session } = run;
  if (sent.album === undefined || session.album !== sent.album.id || wordsUnder(sent) === null) return false;
  delete session.album;
  return true;
}
