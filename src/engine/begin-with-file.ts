import { startSurely } from "./begin-by-words.ts";
import { lineFor, worksForSeveral } from "./begun-by-line.ts";
import { awaitItsQuestion, hold } from "./early-picture.ts";
import { awaitWords, wordsUnder, type SentFile } from "./file-words.ts";
import { keepAside } from "./keep-aside.ts";
import { MAX_SAID } from "./limits.ts";
import { push } from "./push.ts";
import { text, type Run } from "./run.ts";
import { keepTalk } from "./talk-commands.ts";
import { walk } from "./walk.ts";

/** Keeps what nobody asked for. */
const LOOSE = "loose_file";

/**
 * A file that no question asked for. What the words under it surely tell or name is begun, and the picture goes with it;
 * otherwise it is kept, with its words.
 */
export function startWithFile(run: Run, sent: SentFile): void {
  const words = wordsUnder(sent);
  if (words !== null) {
    run.prefix = text(run, `common.got_${sent.file}`);
    if (startSurely(run, words)) return goWith(run, sent, words);
    run.prefix = null;
  }
  awaitWords(run, sent);
  keepTalk(run);
  const loose = run.library.flows.get(LOOSE);
  const line = words === null || loose === undefined ? {} : lineFor(run, loose, words);
  const said = words === null ? {} : { said: words.slice(0, MAX_SAID) };
  push(run, LOOSE, { file: sent.id ?? null, what: sent.file, ...said, ...line });
  walk(run);
}

/** The picture waits for its question in the talk that its words began; where that has none, it is kept when that is over. */
function goWith(run: Run, sent: SentFile, words: string): void {
  const { stack } = run.session;
  const waiting = awaitItsQuestion(run, sent);
  if (waiting !== null) {
    // A line is looked through for the household; what else it tells stays with the picture.
    const { line, said } = waiting.vars;
    if (line !== undefined && said === undefined) hold(waiting, sent, words);
    // Whose it is may not be settled yet where there are several. A call that was asked for stays the last effect.
    if (!worksForSeveral(run)) run.effects.unshift(...keepAside(sent));
    return;
  }
  const begun = stack.splice(0);
  push(run, LOOSE, { file: sent.id ?? null, what: sent.file, beside: true });
  stack.push(...begun);
  if (begun.length === 0) walk(run);
}
