import type { z } from "zod";
import type { Value, Values } from "../domain/value.ts";
import type { CallResult } from "../engine/effects.ts";
import type { Me } from "../engine/session.ts";
import type { Pace } from "./pacer.ts";
import type { ChannelName, Sql, Vault } from "./ports.ts";

/** Who is told: one person on her best account, one account, or everybody who answers for a household. */
export type Audience = { person: string } | { contact: string } | { household: string };

/** A record that the rule of rights was asked about, and whether it was granted. Goes into the audit trail. */
export type Touch = { kind: "household" | "report"; id: string; granted: boolean };

/** What a command may use. It runs inside the turn's transaction: what it writes stands or falls with the turn. */
export type CommandContext = {
  sql: Sql;
  now: Date;
  me: Me;
  /** The household that the person acts for, as chosen in the talk. */
  acting: { id: string; name: string } | null;
  contactId: string;
  channel: ChannelName;
  locale: string;
  /** The answer that led here: what was asked, word for word, and what was typed. Proof of consent is made of it. */
  lastAnswer: { asked: string; typed: string } | null;
  /** The word for a code of `terms.<group>` in the language of this talk; what is no code stays as it is. For notes to people. */
  term(group: string, code: string): string;
  /** How long each channel takes for a message that nobody asked for: what the account's package lets through. */
  pace: Pace;
  /** Locks and opens sensitive fields. */
  vault: Vault;
  /** Notes that a record was asked for. The rule of rights does it; a command that has no household need not. */
  touch(what: Touch): void;
  /**
   * Begins a flow with somebody else (or with the same person later): an inbox row in this transaction, handled
   * right after the commit. False where the audience has no account that can be reached.
   */
  tell(audience: Audience, flow: string, vars: Values): Promise<boolean>;
  /** A timer. A key fires once ever; planning it again changes nothing. */
  remind(timer: {
    key: string;
    kind: string;
    audience: { person: string } | { contact: string } | { household: string };
    dueAt: Date;
    flow: string;
    vars: Values;
  }): Promise<void>;
  /** The words under `key` in the person's language, for texts that are put together and kept (a proposal, a title). */
  text: (key: string, values?: Values) => string;
  /**
   * Asks for something that needs more time than a turn may take (`errand.ts`): a document, a picture, a file to be read.
   * When it is done, `flow` begins with this contact and is handed its result and `file`. The same one asked for twice
   * before it is done is done once.
   */
  errand(wanted: { kind: string; about: Values; flow: string }): Promise<void>;
};

/** A command or query that a flow may name. `codes` are the results beside `ok` that the flow has to expect. */
export type Command = {
  name: string;
  codes: readonly string[];
  /** The names that the flow may hand in; the linter compares. */
  takes: readonly string[];
  /** How each of them is read. */
  reads: z.ZodObject;
  run(context: CommandContext, handed: Values): Promise<CallResult>;
};

/**
 * Declares a command. What the flow hands in is parsed by `takes`; a choice `{ id, label }` is handed as it
 * was chosen. What does not parse is a mistake in the flow file and fails the turn with the command's name.
 */
export function command<S extends z.ZodObject>(definition: {
  name: string;
  takes: S;
  codes?: readonly string[];
  run(context: CommandContext, handed: z.output<S>): Promise<CallResult>;
}): Command {
  return {
    name: definition.name,
    codes: definition.codes ?? [],
    takes: Object.keys(definition.takes.shape),
    reads: definition.takes,
    run(context, handed) {
      const parsed = definition.takes.safeParse(handed);
      if (!parsed.success)
        throw new Error(
          `${definition.name}: ${parsed.error.issues.map((i) => `${i.path.join(".")} ${i.message}`).join("; ")}`,
        );
      return definition.run(context, parsed.data);
    },
  };
}

export type { CallResult, Value };
