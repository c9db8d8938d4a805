import type { PURPOSES } from "../consent.ts";

/** What is sensitive about a person or a household (Luật 91/2025/QH15; NĐ 356/2025/NĐ-CP, Article 4). */
export const SENSITIVE_KINDS = ["identity_number", "health", "ethnicity", "debt", "bank_account"] as const;
export type SensitiveKind = (typeof SENSITIVE_KINDS)[number];

/** The purpose that the household must have agreed to before this may be kept. */
export function purposeOf(kind: SensitiveKind): (typeof PURPOSES)[number] {
  if (kind === "ethnicity") return "ethnicity";
  return kind === "debt" || kind === "bank_account" ? "share" : "register";
}

/** The kinds that are numbers and may be looked for. */
export function isSearchable(kind: SensitiveKind): boolean {
  return kind === "identity_number" || kind === "bank_account";
}

/** The value as it is kept and compared: numbers without blanks and dots. */
export function tidied(kind: SensitiveKind, value: string): string {
  return isSearchable(kind) ? value.replace(/[\s.-]/g, "") : value.trim();
}

/** The value as a screen may show it: `083*******12`; of words nothing. */
export function masked(kind: SensitiveKind, value: string): string {
  if (!isSearchable(kind) || value.length < 8) return "•••";
  return `${value.slice(0, 3)}${"*".repeat(value.length - 5)}${value.slice(-2)}`;
}
