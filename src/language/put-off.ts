import { fold } from "./normalise.ts";
import { readYesNo, type YesNo } from "./yes-no.ts";

/** Whether somebody wants to think it over, "để coi", "để tính lại", or says one of these other things, and that for certain. */
export function isPutOff(input: string, also: readonly YesNo[] = []): boolean {
  const reading = readYesNo(input);
  return (
    reading.kind === "understood" &&
    reading.sure === "certain" &&
    (reading.value === "not_yet" || also.includes(reading.value))
  );
}

/** Whether it is put off and nothing else: "để coi", "hồi nữa", but no "chưa", which answers many a question. */
export function isForLater(input: string): boolean {
  return isPutOff(input) && !/\bchua\b/.test(fold(input));
}
