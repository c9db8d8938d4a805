import { startWithFile } from "./begin-with-file.ts";
import { awaitItsQuestion, hold, letGo, pictureQuestion } from "./early-picture.ts";
import { awaitWords, wordsUnder, type SentFile } from "./file-words.ts";
import { again } from "./interrupts.ts";
import { keepAside } from "./keep-aside.ts";
import { refuseFile } from "./papers.ts";
import { readReply } from "./read-reply.ts";
import { replyInWords, type Asked } from "./reply-in-words.ts";
import { typedOf } from "./reply-reading.ts";
import { text, type Run } from "./run.ts";
import { settle } from "./settle.ts";
import { takeUpBeside } from "./take-up.ts";
import { walk } from "./walk.ts";

/**
 * Takes a file as the answer where one is asked for. Elsewhere it is kept, a picture for the question that asks for it later, and
 * the words under it answer this one as if they had been typed.
 */
export function replyWithFile(run: Run, asked: Asked, sent: SentFile): void {
  const { frame, flow, step, wait } = asked;
  const words = wordsUnder(sent);
  if (step.do === "choose" && step.menu) {
    const isOffered = pictureQuestion(flow, step) !== null && hold(frame, sent, words);
    return isOffered ? walk(run) : startWithFile(run, sent);
  }
  if (step.do === "ask" && step.secret) return refuseFile(run, sent, "papers_refused");
  const reading = readReply(run, step, wait, sent);
  if (reading.kind !== "kept_file") return settle(run, step, wait, reading, typedOf(sent));
  run.effects.push(...keepAside(sent));
  const waiting = awaitItsQuestion(run, sent);
  awaitWords(run, sent);
  if (words === null) return settle(run, step, wait, reading, typedOf(sent));
  const got = text(run, `common.got_${sent.file}`);
  run.prefix = got;
  replyInWords(run, asked, { text: words, record: typedOf(sent) }, () => {
    if (waiting !== null) letGo(waiting);
    const isBegun = takeUpBeside(run, words);
    awaitItsQuestion(run, sent, isBegun ? null : words);
    if (isBegun) return;
    run.prefix = text(run, "common.words_not_clear", { got });
    again(run);
  });
}
