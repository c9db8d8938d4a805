import { readYesNo } from "../language/yes-no.ts";

/** "để coi", "để tính lại", "thôi": somebody was asked for a sentence and wants to think it over. */
export function isPutOff(text: string): boolean {
  const reading = readYesNo(text);
  return (
    reading.kind === "understood" &&
    reading.sure === "certain" &&
    (reading.value === "not_yet" || reading.value === "no" || reading.value === "unknown")
  );
}
