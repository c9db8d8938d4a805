import type { Input } from "../domain/input.ts";
import type { Value } from "../domain/value.ts";
import { wordsUnder } from "./file-words.ts";
import { MAX_TYPED } from "./limits.ts";

/** What came of a reply: a value, a value to be confirmed, several to choose from, or nothing. */
export type ReplyReading =
  | { kind: "value"; value: Value }
  | { kind: "sure"; value: Value }
  /** `why` is a code for what sets the readings apart, with words under `why` in the common words. */
  | { kind: "which"; values: { value: Value; why?: string }[] }
  /** An answer that was read back is not right. */
  | { kind: "correct"; question: string }
  | { kind: "kept_file"; file: "photo" | "voice" | "document" | "video" }
  | { kind: "unread"; typed: string | null }
  /** Put off where a clear answer is wanted; the flow says where that leads. */
  | { kind: "later"; to: string }
  /** Understood, and nothing that may be kept. */
  | { kind: "refused" };

/** As it goes on record; the words beside a picture are what it shows. */
export function typedOf(said: Input): string {
  const words = said.kind === "file" ? wordsUnder(said) : null;
  const typed = said.kind === "text" ? said.text : words === null ? `[${said.kind}]` : `[file] ${words}`;
  return typed.slice(0, MAX_TYPED);
}
