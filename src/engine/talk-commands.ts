import { idOf, type Value, type Values } from "../domain/value.ts";
import { goOnForEach } from "./for-each.ts";
import { goOnFor } from "./go-on-for.ts";
import { MAX_KEPT } from "./limits.ts";
import { isOpenTo } from "./library.ts";
import { push } from "./push.ts";
import { type Run } from "./run.ts";
import { rolesOf, type Frame } from "./session.ts";

/** The commands that a flow may give about the talk itself; `flows check` knows them by this list. */
export const TALK_COMMANDS = [
  "talk.resume",
  "talk.drop_kept",
  "talk.set_locale",
  "talk.act_for",
  "talk.go_on_for",
  "talk.go_on_for_each",
  "talk.begin",
] as const;

/** Carries out a command about the talk itself. */
export function talkCommand(run: Run, name: string, handed: Values): void {
  const { session } = run;
  switch (name) {
    case "talk.resume": {
      const kept = session.kept.pop();
      // The flow that offered it is over; its question is not the one that stands any more.
      session.wait = null;
      if (kept === undefined) return;
      session.stack = kept.stack;
      if (kept.acting !== undefined) session.acting = kept.acting;
      return;
    }
    case "talk.drop_kept":
      session.kept.pop();
      return;
    case "talk.set_locale": {
      const locale = idOf(handed["locale"] ?? null);
      if (typeof locale !== "string" || !run.library.words.locales.includes(locale)) return;
      session.locale = locale;
      run.effects.push({ kind: "set_locale", locale });
      return;
    }
    case "talk.act_for": {
      const wanted = handed["household"] ?? null;
      const household: Value = session.me.households.find(({ id }) => id === wanted) ?? wanted;
      if (household === null) session.acting = null;
      if (household === null || typeof household !== "object" || Array.isArray(household)) return;
      const { id, name: called, label } = household;
      const shown = called ?? label;
      if (typeof id === "string" && typeof shown === "string") session.acting = { id, name: shown };
      return;
    }
    case "talk.go_on_for":
      return goOnFor(run, handed);
    case "talk.go_on_for_each":
      return goOnForEach(run, handed);
    case "talk.begin": {
      const id = idOf(handed["flow"] ?? null);
      const flow = typeof id === "string" ? run.library.flows.get(id) : undefined;
      const line = handed["line"];
      if (flow === undefined || !flow.starts_on_keywords || !isOpenTo(flow, rolesOf(session))) return;
      session.stack = [];
      session.wait = null;
      push(run, flow.flow, flow.takes.includes("line") && typeof line === "string" ? { line } : {});
      return;
    }
    default:
      throw new Error(`${name} is not a command about the talk; flows check should have refused it`);
  }
}

/** Puts the present talk aside, to be offered again; the oldest one is let go where there are too many. */
export function keepTalk(run: Run): void {
  const { session } = run;
  // A talk that ended with the menu is over; what it was begun on top of is not.
  const hasEnded = session.stack.at(-1)?.flow === "menu";
  const from = session.stack.findLastIndex(({ held }) => held !== undefined);
  const open = hasEnded ? session.stack.slice(0, Math.max(from, 0)) : session.stack;
  // A menu or a notice is not worth coming back to.
  const worth = open.filter(
    (frame) => frame.flow !== "menu" && frame.flow !== "resume" && !isNotice(run, frame),
  );
  const last = worth.at(-1);
  if (last !== undefined && worth.some((frame) => frame.trail.length > 0 || holdsWords(run, frame))) {
    // What lies above it may be for another household.
    const above = session.stack.slice(session.stack.indexOf(last) + 1);
    const { held_for: acting = session.acting } = above.find(({ held_for: one }) => one !== undefined) ?? {};
    session.kept = [...session.kept, { stack: worth, offered: false, acting }].slice(-MAX_KEPT);
  }
  session.stack = [];
  session.wait = null;
}

/** Whether a frame waits to pass on what somebody wrote, or what she told of one of several households; it would be lost with it. */
function holdsWords(run: Run, { flow, vars }: Frame): boolean {
  return "more_told" in vars || (run.library.flows.get(flow)?.starts_on_sentences ?? false);
}

/** Whether a frame is only a message with taps. */
export function isNotice(run: Run, { flow }: { flow: string }): boolean {
  return run.library.flows.get(flow)?.notice ?? false;
}
