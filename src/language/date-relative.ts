import { addDays } from "../calendar/local-date.ts";
import { beginsDate, type Lexeme, wordsAt } from "./date-lexemes.ts";
import { dayChoice, type DateFound, type DateRule } from "./date-types.ts";

/** Days told from today, longest phrase first; `kia` is behind after hôm and bữa, ahead after ngày. */
const DAYS: readonly (readonly [words: string, days: number, sure?: false])[] = [
  ["ngay hom nay", 0],
  ["hom nay", 0],
  ["ngay nay", 0],
  ["bua nay", 0],
  ["bay gio", 0, false],
  ["ngay bay gio", 0, false],
  ["hien tai", 0, false],
  ["hoi sang qua", -1],
  ["hoi trua qua", -1],
  ["hoi chieu qua", -1],
  ["hoi toi qua", -1],
  ["hoi toi", -1, false],
  ["hoi sang", 0],
  ["hoi trua", 0],
  ["hoi chieu", 0],
  ["hoi nay", 0],
  ["moi nay", 0],
  ["hoi hom", -1],
  ["ngay hom qua", -1],
  ["hom qua", -1],
  ["ngay qua", -1],
  ["bua qua", -1],
  ["hom kia", -2],
  ["bua kia", -2],
  ["hom kia", -2],
  ["ngay mai", 1],
  ["bua mai", 1],
  ["hom mai", 1],
  ["ngay mot", 2],
  ["bua mot", 2],
  ["hom mot", 2],
  ["ngay kia", 2],
  ["hnay", 0],
  ["hqua", -1],
  ["today", 0],
  ["tomorrow", 1],
  ["yesterday", -1],
];

const FROM = /^(?:tu|den|toi)$/;
const PART_OF_DAY = /^(?:sang|trua|chieu|toi|khuya|dem|xe)$/;

/**
 * `hôm nay`, `bữa qua`, `ngày mai`, `mốt`, `chiều mai`, `đêm qua`. `mai mốt` is some day, and no date; `bữa trước` and
 * `hôm kìa` are asked. Without diacritics `ngay mot` may be the first of the month: asked as well.
 */
export const relativeDay: DateRule = ({ lexemes, today }, at) => {
  const word = lexemes[at];
  if (word?.kind !== "word") return null;
  const fuzzy = someDay(lexemes, at, today);
  if (fuzzy !== null) return fuzzy;
  if (word.text === "ngày" && lexemes[at + 1]?.text === "một") return null;
  const phrase = DAYS.find(([words]) => wordsAt(lexemes, at, words));
  if (phrase !== undefined) {
    const [words, days, sure = true] = phrase;
    const next = at + words.split(" ").length;
    if (words === "ngay mot" && word.text === "ngay") return null;
    if (/^kìa$/.test(lexemes[next - 1]?.text ?? ""))
      return day(addDays(today, days > 0 ? 3 : -3), next, true);
    return day(addDays(today, days), next, sure);
  }
  const bare = bareDay(lexemes, at);
  return bare === null ? null : day(addDays(today, bare), at + 1, true);
};

function day(date: string, next: number, sure: boolean): DateFound {
  return { choices: [dayChoice(date)], sure, next };
}

/** `mai`, `mốt`, `nay` alone; `qua` only behind a part of the day. */
function bareDay(lexemes: readonly Lexeme[], at: number): number | null {
  const text = lexemes[at]?.text ?? "";
  const before = lexemes[at - 1]?.plain ?? "";
  if (text === "nay") return PART_OF_DAY.test(before) || FROM.test(before) || at === 0 ? 0 : null;
  if ((text === "giờ" || text === "gio") && FROM.test(before)) return 0;
  if (text === "qua") return PART_OF_DAY.test(before) || lexemes.length === 1 ? -1 : null;
  if (text === "mai" || text === "mơi") return 1;
  return text === "mốt" || (text === "mot" && (lexemes.length === 1 || PART_OF_DAY.test(before))) ? 2 : null;
}

/** Phrases that name no day, or one of several. */
function someDay(lexemes: readonly Lexeme[], at: number, today: string): DateFound | null {
  if (wordsAt(lexemes, at, "mai mot") || wordsAt(lexemes, at, "mai nay") || wordsAt(lexemes, at, "mai sau")) {
    return { choices: [], sure: false, next: at + 2 };
  }
  const otherDay = ["bua truoc", "hom truoc", "bua hom", "hom no"].some((words) =>
    wordsAt(lexemes, at, words),
  );
  if (otherDay && !beginsDate(lexemes[at + 2])) {
    const choices = [-2, -3, -4].map((days) => dayChoice(addDays(today, days), { why: "the_other_day" }));
    return { choices, sure: false, next: at + 2 };
  }
  if (wordsAt(lexemes, at, "ngay mot") && lexemes[at]?.text === "ngay") {
    const first = dayChoice(addDays(today, 2), { why: "days_away" });
    return { choices: [first, ...firstOfMonths(today)], sure: false, next: at + 2 };
  }
  return null;
}

function firstOfMonths(today: string): DateFound["choices"] {
  const date = `${addDays(`${today.slice(0, 8)}01`, 31).slice(0, 8)}01`;
  return [dayChoice(date, { why: "day_of_month" })];
}

const NO_DATE = [
  "dao nay",
  "luc nay",
  "xua nay",
  "truoc nay",
  "chua biet",
  "khong biet",
  "hong biet",
  "luc nao",
  "hom nao",
  "bua nao",
  "ngay nao",
  "khi nao",
  "chung nao",
];

/** `mấy bữa nay`, `vài ngày nữa`, `chưa biết`: no date. A rule, so that a part of it is not read as one. */
export const noDate: DateRule = ({ lexemes }, at) => {
  const found = NO_DATE.find((words) => wordsAt(lexemes, at, words));
  if (found !== undefined) return { choices: [], sure: false, next: at + found.split(" ").length };
  const some = /^(?:mấy|may|vài|vai|ít|it|nhiều|nhieu|dăm|dam)$/.test(lexemes[at]?.text ?? "");
  const unit = /^(?:ngay|bua|hom|tuan|thang|nam)$/.test(lexemes[at + 1]?.plain ?? "");
  return some && unit ? { choices: [], sure: false, next: at + 2 } : null;
};
