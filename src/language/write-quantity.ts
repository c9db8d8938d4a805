import type { Quantity } from "./quantity-types.ts";
import { writeNumber, type WrittenLanguage } from "./write-number.ts";

/** A quantity for people: `2,5 tấn lúa`. Units stay as people of the place call them, in every language. */
export function writeQuantity({ value, unit, of }: Quantity, language: WrittenLanguage = "vi"): string {
  return [writeNumber(value, language), unit, of].filter((part) => part !== null).join(" ");
}
