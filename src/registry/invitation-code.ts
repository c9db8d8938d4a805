import { createHash } from "node:crypto";
import { fold } from "../language/normalise.ts";

/** How long an invitation can be used. */
export const VALID_DAYS = 30;

/**
 * What is kept of an invitation's code: its SHA-256 in hex, after taking away what people add in copying it (spaces,
 * dashes, small letters, marks that the keyboard put on). It hides open codes from who reads the database by chance;
 * against who has a copy of it, only their one use and 30 days help.
 */
export function codeHash(typed: string): string {
  const code = fold(typed).replace(/[^a-z0-9]/g, "");
  return createHash("sha256").update(code).digest("hex");
}
