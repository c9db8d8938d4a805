import { fold, normalise } from "./normalise.ts";
import { LONGEST_ANSWER, type Reading } from "./reading.ts";

/** Lines of a numbered list that somebody names at once: all, none, only these, all but these. */
export type Marks =
  | { kind: "all" }
  | { kind: "none" }
  | { kind: "only"; lines: number[] }
  /** `names`: folded, without what they are called by (`bà Tư`): whoever has the list knows whom they mean. */
  | { kind: "except"; lines: number[]; names?: string[] };

/** No list is longer; beyond it a number is a year or an amount, not a line. */
const LAST_LINE = 300;

const ALL =
  /^(?:co mat |den |toi )?(?:du|day du|het|tat ca|du het|du ca|du mat|ca|ai cung|all|everyone|everybody)(?: ca| het| mat| co mat| den| toi| came| present)*$/;
const NONE =
  /^(?:khong|chua|hong|ko|k)(?: co)? ai(?: den| toi| co mat| het)?$|^(?:vang het|vang ca|nobody|none|no one)$/;
const BUT =
  /^(?:(?:du|day du|het|tat ca|all|everyone|everybody)(?: ca| het| mat)* )?(?:chi )?(?:tru|ngoai tru|vang mat|vang|thieu|except|but|without|absent|missing)(?: ra)?(?: ho| so| may ho)? (.+)$/;
/** The same, what follows with its commas. */
const BUT_SOMEBODY =
  /^(?:(?:du|day du|het|tat ca|all|everyone|everybody)(?: ca| het| mat)*[ ,]+)?(?:chi )?(?:tru|ngoai tru|vang mat|vang|thieu|except|but|without|absent|missing)(?: ra)?(?: ho| so| may ho)? (.+)$/;
const CALLED =
  /^(?:(?:nha|ho|cua|the|mr|mrs|ong|ba|co|chu|bac|anh|chi|em|di|cau|mo|thim|duong|chau)(?: |$))+(?=\S)/;
const ONLY = /^(?:chi )?(?:co|co mat|den|toi|only|present)?(?: ho| so)? ?(\d.*)$/;

/** `vắng 3 nhà`, `trừ hai hộ`: so many are missing, and not the third or whoever is called Hai. `3 nha` is said kindly. */
const HOW_MANY =
  /(?:^|[\s,])(?:\d+|một|mot|hai|ba|bốn|bon|tư|năm|nam|sáu|sau|bảy|bay|tám|tam|chín|chin|mười|muoi|mấy|may|vài|vai) (?:hộ|ho|nhà|người|nguoi|gia đình|gia dinh)(?:$|[.,;!]| (?:nữa|nua|thôi|thoi|rồi|roi|em|ạ|nha|nhé)(?:$|\s))/u;

/**
 * Reads `1 3 5-9`, `đủ`, `đủ trừ 4 7`, `vắng 2, 11`, `đủ hết trừ bà Tư`, `không ai đến`. Anything that has another word in
 * it is not understood, so that half a sentence never marks somebody; names only where it is said who was missing.
 */
export function readMarks(input: string): Reading<Marks> {
  if (input.length > LONGEST_ANSWER || HOW_MANY.test(normalise(input).toLowerCase()))
    return { kind: "not_understood" };
  const apart = fold(input)
    .replace(/^da\b|\b(?:a|nhe|roi|em|oi)\b|\bnha\b(?! \p{L})/gu, " ")
    .replace(/[,;.+&/]|\bva\b|\bvoi\b|\band\b/g, " , ")
    .replace(/\s+/g, " ")
    .trim();
  const said = apart
    .replace(/\bda\b|\bnha\b|,/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const marks = marksOf(said) ?? butSomebody(apart);
  return marks === null
    ? { kind: "not_understood" }
    : { kind: "understood", value: marks, read: input, sure: "certain" };
}

function marksOf(said: string): Marks | null {
  if (ALL.test(said)) return { kind: "all" };
  if (NONE.test(said)) return { kind: "none" };
  const but = BUT.exec(said)?.[1];
  if (but !== undefined) {
    const lines = linesOf(but);
    return lines === null ? null : { kind: "except", lines };
  }
  const lines = linesOf(ONLY.exec(said)?.[1] ?? "");
  return lines === null ? null : { kind: "only", lines };
}

/** `đủ trừ bà Tư`, `vắng 3, 7, chị Diễm`: between commas either lines or one name, of four words at most. */
function butSomebody(said: string): Marks | null {
  const rest = BUT_SOMEBODY.exec(said)?.[1];
  if (rest === undefined) return null;
  const lines = new Set<number>();
  const names: string[] = [];
  for (const part of rest.split(",").map((one) => one.trim())) {
    if (part === "") continue;
    const counted = /^[\d\s-]+/.exec(part)?.[0].trim() ?? "";
    const called = part.slice(counted.length).trim().replace(CALLED, "");
    if (counted !== "") {
      const found = linesOf(counted);
      if (found === null) return null;
      for (const line of found) lines.add(line);
    }
    if (called === "") continue;
    if (!/^\p{L}+(?: \p{L}+){0,3}$/u.test(called)) return null;
    names.push(called);
  }
  return names.length === 0 ? null : { kind: "except", lines: [...lines].toSorted((a, b) => a - b), names };
}

/** `5-9`, `5 den 9` and single numbers; null where anything else stands between them. */
function linesOf(text: string): number[] | null {
  const parts = text
    .replace(/\s*(?:-|–|—|\bden\b|\btoi\b|\bto\b)\s*/g, "-")
    .split(" ")
    .filter((part) => part !== "");
  const lines = new Set<number>();
  for (const part of parts) {
    const range = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(part);
    if (range === null) return null;
    const from = Number(range[1]);
    const to = Number(range[2] ?? range[1]);
    if (from < 1 || to < from || to > LAST_LINE) return null;
    for (let line = from; line <= to; line++) lines.add(line);
  }
  return lines.size === 0 ? null : [...lines].toSorted((a, b) => a - b);
}
