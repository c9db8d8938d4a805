import type { Input } from "../domain/input.ts";
import type { OutboundMessage } from "../domain/message.ts";
import type { Value, Values } from "../domain/value.ts";

/** What the engine asks the turn to do. The engine itself does nothing. */
export type Effect =
  | { kind: "send"; message: OutboundMessage }
  /** Keep what was answered, together with what was asked and typed. */
  | {
      kind: "answer";
      flow: string;
      version: number;
      step: string;
      asked: string;
      typed: string;
      value: Value;
    }
  /** Run a command or query in this transaction and step again with its result. Always the last effect. */
  | { kind: "call"; name: string; with: Values }
  /** Wake this talk if nobody answers. */
  | { kind: "nudge"; afterMs: number; turn: number }
  /** A person has to look at this. */
  | {
      kind: "task";
      code: "person_wanted" | "not_understood" | "flow_failed" | "loose_photo" | "loose_voice";
      note: string;
    }
  | { kind: "set_locale"; locale: string }
  /** What was just written or sent must not be kept; `file` is our id of what was sent, if it was a file. */
  | { kind: "forget"; file: string | null }
  /** The buttons of a message have served: what was chosen may stay to be seen, null where they belong to an old question. */
  | { kind: "served"; message: string; chosen: { turn: number; option: number; label: string } | null }
  /** Hand the same input in again later: somebody is in the middle of writing. */
  | { kind: "postpone"; input: Input; afterMs: number };

/** What a command or query answered: a code that the flow may branch on, and what it found. */
export type CallResult = {
  code: string;
  value?: Value;
  /** The household that the person acts for from now on. */
  acting?: { id: string; name: string } | null;
  /** Whether it has written anything; the turn knows. */
  wrote?: boolean;
};

/** What can be put to the engine: something that happened, or the answer to a call that it asked for. */
export type EngineInput = Input | { kind: "result"; result: CallResult };
