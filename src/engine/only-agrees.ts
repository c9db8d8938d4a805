import { readYesNo } from "../language/yes-no.ts";
import { isAtMenu } from "./begin-by-sentence.ts";
import type { TypedCommand } from "./library.ts";
import type { Run } from "./run.ts";

/** Whether `dung` says "that is so" to what was told last: where nothing is asked there is nothing to stop (`dừng`). */
export function onlyAgrees(run: Run, { command, exact }: TypedCommand, typed: string): boolean {
  return command === "stop" && !exact && isAtMenu(run) && agrees(typed);
}

/** A plain yes: `đúng rồi`, `ừ`. */
export function agrees(typed: string): boolean {
  const reading = readYesNo(typed);
  return reading.kind === "understood" && reading.value === "yes" && reading.sure === "certain";
}
