import { holdsAccountNumber } from "../language/account-number.ts";
import { isSentence } from "../language/sentence.ts";
import type { Flow } from "./flow.ts";
import { isOpenTo } from "./library.ts";
import { MAX_SAID } from "./limits.ts";
import { top, type Run } from "./run.ts";
import { rolesOf } from "./session.ts";
import { keepTalk } from "./talk-commands.ts";
import { push } from "./push.ts";
import { walk } from "./walk.ts";

/** What nobody here understands is passed on to a person; whoever goes on telling adds to it. */
export function startBySentence(run: Run, typed: string): boolean {
  const roles = rolesOf(run.session);
  const flow = [...run.library.flows.values()].find((one) => one.starts_on_sentences && isOpenTo(one, roles));
  if (flow === undefined || !(isSentence(typed) || goesOn(run, flow, typed))) return false;
  const begun = top(run);
  // What was said yesterday is another matter.
  const before = begun?.flow === flow.flow && isFresh(run) ? begun.vars["said"] : null;
  if (before === null && !isAtMenu(run) && begun?.flow !== flow.flow) return false;
  const said = typeof before === "string" ? `${before}. ${typed.trim()}` : typed.trim();
  // Together they may be the number of an account that neither was alone, or more than a message takes.
  if (said.length > MAX_SAID || holdsAccountNumber(said)) return false;
  if (before === null) keepTalk(run);
  else {
    run.session.stack.pop();
    run.session.wait = null;
  }
  push(run, flow.flow, { said });
  walk(run);
  return true;
}

/** A word or two behind what was said a moment ago, `buồn quá con`; a single one answers the question. */
function goesOn(run: Run, { flow }: Flow, typed: string): boolean {
  return top(run)?.flow === flow && isFresh(run) && (typed.match(/\p{L}{2,}/gu)?.length ?? 0) > 1;
}

/** How long one goes on telling. */
const ONE_MATTER_MS = 3_600_000;

function isFresh({ session, now }: Run): boolean {
  return session.last_at !== null && now.getTime() - Date.parse(session.last_at) < ONE_MATTER_MS;
}

/** Whether nothing is asked but the menu itself; a talk may have ended with it. */
export function isAtMenu(run: Run): boolean {
  const last = top(run);
  return last === null || last.flow === "menu";
}
