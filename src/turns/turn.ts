import { Input } from "../domain/input.ts";
import type { CallResult, Effect, EngineInput } from "../engine/effects.ts";
import type { Session, StoredSession } from "../engine/session.ts";
import { isByPerson } from "../engine/silence.ts";
import { step } from "../engine/step.ts";
import { CommandNotes, merged, type AuditEntry } from "./audit-notes.ts";
import { commandContext } from "./command-context.ts";
import { endLost } from "./lost-households.ts";
import { beforeEdit } from "./edited.ts";
import { forgetInput, keepSentFile } from "./sent-file.ts";
import { typedOver } from "./typed-over.ts";
import type { Parts } from "./parts.ts";
import type { ServedButtons } from "./ports.ts";
import type {
  Answered,
  InboxRow,
  LockedContact,
  Purpose,
  Said,
  TurnResult,
  TurnTransaction,
} from "./boxes.ts";

/** Calls of one input before a flow counts as running away. */
const MAX_CALLS = 50;

/** What a turn did beside what it wrote: who else has to be woken after the commit. */
export type Ran = {
  result: TurnResult;
  woken: Set<string>;
  files: string[];
  errands: boolean;
  served: ServedButtons[];
};

/** A turn that was to be plain asks for the record. */
export class NeedsRecord extends Error {}

/** One turn of one contact: what its inputs led to, kept until all of it is written at once. Without a `tx` it is plain. */
export class Turn {
  readonly #parts: Parts;
  readonly #given: TurnTransaction | null;
  readonly #contact: LockedContact;
  readonly #now: Date;
  #session: Session;
  readonly #said: Said[] = [];
  readonly #answers: Answered[] = [];
  readonly #handled: string[] = [];
  readonly #later: TurnResult["later"] = [];
  readonly #woken = new Set<string>();
  readonly #files: string[] = [];
  readonly #served: ServedButtons[] = [];
  readonly #audit: AuditEntry[] = [];
  #errands = false;
  #interactionAt: Date | null = null;
  #lastAnswer: { asked: string; typed: string } | null = null;

  constructor(parts: Parts, tx: TurnTransaction | null, contact: LockedContact, now: Date) {
    this.#parts = parts;
    this.#given = tx;
    this.#contact = contact;
    this.#now = now;
    this.#session = { ...contact.session, me: contact.me };
  }

  get #tx(): TurnTransaction {
    if (this.#given === null) throw new NeedsRecord();
    return this.#given;
  }

  async take(row: InboxRow): Promise<void> {
    const input = await this.#prepare(Input.parse(row.payload), row.id);
    if (row.timer !== null && (await this.#rests(row.timer))) {
      this.#handled.push(row.id);
      return;
    }
    if (isByPerson(input)) this.#interactionAt = this.#now;
    const stood = this.#session.wait;
    let next: EngineInput | null = (await this.#isOver(input, row)) ? null : input;
    for (let calls = 0; next !== null; calls++) {
      if (calls > MAX_CALLS) throw new Error(`more than ${MAX_CALLS} calls in one turn`);
      const { session, effects } = step(this.#parts.library, this.#session, next, this.#now);
      this.#session = session;
      next = await this.#apply(effects, row);
    }
    this.#served.push(...typedOver(input, stood, this.#session.wait));
    this.#handled.push(row.id);
  }

  /** True where nothing is left to be said, since it was about a household that is in other hands by now. */
  async #isOver(input: Input, row: InboxRow): Promise<boolean> {
    const found = await endLost(this.#parts, () => this.#context(row.id), this.#session, input, row);
    this.#session = found.session;
    this.#said.push(...found.said);
    return found.over;
  }

  /** Where the program was away between a timer and its turn it may be night by now: then it waits for the morning. */
  async #rests(timer: string): Promise<boolean> {
    const at = this.#parts.politeTime(this.#now);
    if (at <= this.#now) return false;
    await this.#tx.putOff(timer, at);
    return true;
  }

  done(): Ran {
    const { me: _, ...stored } = this.#session;
    return {
      result: {
        contact: this.#contact,
        session: stored,
        said: this.#said,
        answers: this.#answers,
        handled: this.#handled,
        nudge: this.#nudge(stored),
        later: this.#later,
        interactionAt: this.#interactionAt,
        audit: merged(this.#audit),
        waits:
          this.#said.some(({ purpose }) => purpose === "push") &&
          this.#parts.pacer.pace(this.#contact.channel) > 0,
      },
      woken: this.#woken,
      files: this.#files,
      errands: this.#errands,
      served: this.#served,
    };
  }

  /** A file gets our own id before the engine sees it; who left may not be written to any more. */
  async #prepare(input: Input, inboxId: string): Promise<Input> {
    if (input.kind === "file") {
      const kept = await keepSentFile(this.#tx, this.#contact, input, this.#now);
      this.#files.push(kept.id);
      return { ...input, ...kept };
    }
    if (input.kind === "edited") {
      const whose = { contactId: this.#contact.id, inboxId };
      return { ...input, before: await beforeEdit(this.#tx.sql, whose, input) };
    }
    if (input.kind === "left") {
      const state = input.why === "withdrew" ? "withdrawn" : "blocked";
      await this.#tx.sql.run("UPDATE contacts SET state = $2 WHERE id = $1", [this.#contact.id, state]);
      if (input.why === "withdrew") await this.#parts.withdrew(this.#context(inboxId));
    }
    return input;
  }

  /** Carries out the effects in order; the result of a call is the next input. */
  async #apply(effects: readonly Effect[], { id: inboxId, timer }: InboxRow): Promise<EngineInput | null> {
    const purpose: Purpose = timer === null ? "reply" : "push";
    for (const effect of effects) {
      switch (effect.kind) {
        case "send":
          this.#said.push({ message: effect.message, inboxId, purpose });
          break;
        case "answer":
          this.#lastAnswer = { asked: effect.asked, typed: effect.typed };
          this.#answers.push({ ...effect, inboxId, householdId: this.#session.acting?.id ?? null });
          break;
        case "nudge":
          this.#nudgeAfterMs = effect.afterMs;
          break;
        case "task":
          await this.#parts.openTask(this.#context(inboxId), effect.code, effect.note);
          if (effect.code === "flow_failed") this.#parts.alarm("flow_failed", effect.note);
          break;
        case "set_locale":
          await this.#tx.sql.run("UPDATE contacts SET locale = $2 WHERE id = $1", [
            this.#contact.id,
            effect.locale,
          ]);
          break;
        case "forget":
          await this.#forget(inboxId, effect.file);
          break;
        case "served":
          this.#served.push({ message: effect.message, chosen: effect.chosen });
          break;
        case "postpone": {
          const at = new Date(this.#now.getTime() + effect.afterMs);
          if (timer === null) this.#later.push({ at, input: effect.input });
          else await this.#tx.putOff(timer, at);
          break;
        }
        case "call":
          return { kind: "result", result: await this.#call(effect, inboxId) };
        default:
          return effect satisfies never;
      }
    }
    return null;
  }

  /** What came in is on record only as having come; a file is never fetched. */
  async #forget(inboxId: string, file: string | null): Promise<void> {
    await forgetInput(this.#tx.sql, { inboxId, file }, this.#now);
    this.#files.splice(0, this.#files.length, ...this.#files.filter((id) => id !== file));
  }

  async #call(effect: Extract<Effect, { kind: "call" }>, inboxId: string): Promise<CallResult> {
    const command = this.#parts.commands.get(effect.name);
    if (command === undefined)
      throw new Error(`there is no command ${effect.name}; flows check should have said so`);
    const notes = new CommandNotes(this.#tx.sql);
    const result = await command.run(this.#context(inboxId, notes), effect.with);
    const who = { person: this.#session.me.person, contact: this.#contact.id };
    this.#audit.push(...notes.entries(effect.name, result, who));
    // A command may have made a stranger somebody we know, or ended a role.
    this.#session = { ...this.#session, me: await this.#tx.loadMe(this.#contact.id, this.#now) };
    return notes.changed ? { ...result, wrote: true } : result;
  }

  #context(
    inboxId: string,
    notes: CommandNotes = new CommandNotes(this.#tx.sql),
  ): ReturnType<typeof commandContext> {
    const { me, acting, locale } = this.#session;
    return commandContext({
      sql: notes.sql,
      touch: (what) => notes.touch(what),
      vault: this.#parts.vault,
      pace: this.#parts.pacer.pace,
      now: this.#now,
      me,
      acting,
      locale,
      contactId: this.#contact.id,
      channel: this.#contact.channel,
      lastAnswer: this.#lastAnswer,
      inboxId,
      woken: this.#woken,
      words: this.#parts.library.words,
      onErrand: () => {
        this.#errands = true;
      },
      politeTime: (instant) => this.#parts.politeTime(instant),
    });
  }

  #nudgeAfterMs: number | null = null;

  /** Where the talk rests on a new question it is woken once; on the same one as before, when it was to be woken anyway. */
  #nudge(session: StoredSession): TurnResult["nudge"] {
    if (session.wait === null) return null;
    if (this.#nudgeAfterMs === null) return "as_before";
    const at = new Date(this.#now.getTime() + this.#nudgeAfterMs);
    return { at: this.#parts.politeTime(at), turn: session.wait.turn };
  }
}
