import { z } from "zod";

/** An id or a code as vendors write them: visible ASCII of limited length, which every store takes. */
export function wireText(longest: number): z.ZodString {
  return z
    .string()
    .max(longest)
    .regex(/^[\x21-\x7E]+$/);
}
