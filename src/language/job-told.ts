import { fold } from "./normalise.ts";
import { readMoney } from "./money.ts";

/** What a line says of work that somebody found: each as it was told, null where it was not. */
export type JobTold = { who: string | null; where: string | null; wage: number | null };

const FOUND =
  /\b(?:(?:da|moi|vua|nay|no)\s+)*(?:(?:xin|kiem|tim) duoc|duoc nhan|co (?:viec|cho lam)|dau phong van|(?:di|vo|vao) lam|vo cong ty|duoc cong ty)\b/;
const AT = /\b(?:o|tai|cho) (?=\S)/;
const ENDS = /[,.;]|\b(?:roi|luong|moi thang|mot thang|thang duoc|tu (?:hom|thang|ngay|tuan)|bua)\b/;
const WAGE = /\b(?:luong|moi thang|mot thang|thang duoc)\b(?:\s+(?:thang|duoc|la|khoang|chung))*/;
const OPENING = /^(?:(?:da|em oi|anh oi|chi oi|alo|hom nay|bua nay|nay|bao cao|bao)[\s,]+)*/;
const LONGEST_WHO = 40;
const LONGEST_WHERE = 100;

/** Reads `con tui xin được việc ở khu công nghiệp rồi, lương 7 triệu`; whoever tells of herself stands there as she calls herself. */
export function readJobTold(line: string): JobTold {
  const clean = line.normalize("NFC").replace(/\s+/g, " ").trim();
  const plain = fold(line);
  // Both have the same letters in the same places, or nothing is taken from it.
  if (clean.length !== plain.length) return { who: null, where: null, wage: null };
  const found = FOUND.exec(plain);
  if (found === null) return { who: null, where: null, wage: null };
  const opening = OPENING.exec(plain)?.[0].length ?? 0;
  const who = opening < found.index ? clean.slice(opening, found.index).trim() : "";
  const behind = found.index + found[0].length;
  return {
    who: who.length > 1 && who.length <= LONGEST_WHO && !/[,.;]/.test(who) ? who : null,
    where: whereIn(clean, plain, behind),
    wage: wageIn(clean, plain),
  };
}

function whereIn(clean: string, plain: string, from: number): string | null {
  const at = AT.exec(plain.slice(from));
  if (at === null) return null;
  const begins = from + at.index + at[0].length;
  const ends = ENDS.exec(plain.slice(begins));
  const where = clean.slice(begins, ends === null ? undefined : begins + ends.index).trim();
  return where.length > 2 && where.length <= LONGEST_WHERE ? where : null;
}

function wageIn(clean: string, plain: string): number | null {
  const said = WAGE.exec(plain);
  if (said === null) return null;
  const behind = clean.slice(said.index + said[0].length).split(/[,.;]\s/)[0] ?? "";
  const reading = readMoney(behind.trim(), { per: "month" });
  return reading.kind === "understood" ? reading.value : null;
}
