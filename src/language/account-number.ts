import { readPhone } from "./phone.ts";

/** Digits, perhaps in groups: "0123 456 789", "9704-1234-5678-9012". */
const RUN = /\d(?:[\s.-]?\d){7,18}(?!\d)/g;
/** Words that make even a short number, or one that looks like a phone's, an account. */
const CUE = /(?:^|[^\p{L}])(?:stk|s[oố]\s*t[aà]i\s*kho[aả]n|t[aà]i\s*kho[aả]n|s[oố]\s*th[eẻ]|atm)(?!\p{L})/iu;
const MONEY_BEHIND = /^\s*(?:đ|d|đồng|dong|vnd|vnđ|k|ng[aà]n|ngh[iì]n|tr|tri[eệ]u|t[yỷ])(?!\p{L})/iu;

/**
 * Whether a text holds what looks like the number of a bank account, a card or an identity paper: a long run of digits that
 * is neither a phone number, nor money, nor a date. Such numbers are refused, since nothing here needs them.
 */
export function holdsAccountNumber(text: string): boolean {
  const cued = CUE.test(text);
  if (cued && /\d{6,}/.test(text.replace(/[\s.-]/g, ""))) return true;
  return [...text.matchAll(RUN)].some(({ 0: run, index }) => {
    const behind = text.slice(index + run.length);
    return !isMoney(run, behind) && !isDate(run) && readPhone(run).kind !== "understood";
  });
}

/** Money is written with its unit, in groups of three, or as a round sum. */
function isMoney(run: string, behind: string): boolean {
  return MONEY_BEHIND.test(behind) || /^\d{1,3}(?:[.\s]\d{3})+$/.test(run) || /^[1-9]\d{4,9}000$/.test(run);
}

/** "23-11-2026", "23.11.2026", "2026-11-23", and a stretch of them: "1-12-2026". */
function isDate(run: string): boolean {
  return /^(?:\d{1,2}[-.]\d{1,2}[-.]\d{4}|\d{4}[-.]\d{1,2}[-.]\d{1,2})$/.test(run);
}
