import { startSurely } from "./begin-by-words.ts";
import type { EngineInput } from "./effects.ts";
import { takesWords, wordsUnder, type SentFile } from "./file-words.ts";
import { refusalOf } from "./papers.ts";
import { replyInWords } from "./reply-in-words.ts";
import { typedOf } from "./reply-reading.ts";
import { place, top, type Run } from "./run.ts";
import { takeUpBeside } from "./take-up.ts";
import { shapeOf } from "./wait.ts";

/**
 * One more picture of several that were sent at once: it stands beside the first, which was answered, and nothing is said
 * to it. The first words among them count, whichever bears them. Where that one was refused this one is not kept either. False
 * where it is more than that.
 */
export function joinAlbum(run: Run, input: EngineInput): boolean {
  if (input.kind !== "file" || input.joins === undefined) return false;
  if (input.joins === "refused") run.effects.push({ kind: "forget", file: input.id ?? null });
  else if (refusalOf(run, input) !== null) return false;
  else if (takesWords(run, input)) hearLate(run, input);
  run.session.last_at = run.now.toISOString();
  return true;
}

/** An answer, or what they surely begin; what they say otherwise belongs to the pictures. */
function hearLate(run: Run, sent: SentFile): void {
  const { wait } = run.session;
  const words = wordsUnder(sent) ?? "";
  const frame = top(run);
  const here = frame === null ? null : place(run, frame);
  if (frame === null || here === null || wait === null || (here.step.do === "choose" && here.step.menu)) {
    startSurely(run, words);
    return;
  }
  if (shapeOf(here.step) !== wait.shape) return;
  replyInWords(run, { frame, ...here, wait }, { text: words, record: typedOf(sent) }, () => {
    takeUpBeside(run, words);
  });
}
