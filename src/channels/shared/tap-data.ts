import type { Input } from "../../domain/input.ts";

type Tap = Extract<Input, { kind: "tap" }>;

/**
 * What a button sends back: the turn in which it was shown and the place of its option, at most 14 bytes. It says
 * nothing and grants nothing: a person who types it does no more than tapping the button would.
 */
export function tapData(turn: number, option: number): string {
  return `t${turn}.${option}`;
}

/** Reads what `tapData` wrote; null for anything else. */
export function readTapData(data: string): Tap | null {
  const match = /^t(\d{1,9})\.(\d{1,3})$/.exec(data);
  return match === null ? null : { kind: "tap", turn: Number(match[1]), option: Number(match[2]) };
}
