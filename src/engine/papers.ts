import type { Input } from "../domain/input.ts";
import { again } from "./interrupts.ts";
import { plain } from "./library.ts";
import { text, type Run } from "./run.ts";

type SentFile = Extract<Input, { kind: "file" }>;

/** Whether the words beside a picture say that it shows identity papers. */
export function isOfPapers(run: Run, caption: string | undefined): boolean {
  if (caption === undefined) return false;
  const said = ` ${plain(caption)} `;
  return run.library.words
    .list(run.session.locale, "common.papers")
    .some((word) => said.includes(` ${plain(word)} `));
}

/** Identity papers are not kept, not even as a file that nobody looks at. The question stands. */
export function refusePapers(run: Run, sent: SentFile): void {
  run.effects.push({ kind: "forget", file: sent.id ?? null });
  run.prefix = text(run, "common.papers_refused");
  again(run);
}
