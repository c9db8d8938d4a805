import { addDays, parts } from "../calendar/local-date.ts";
import { lunarMonthLength, lunarNewYear } from "../calendar/lunar.ts";
import {
  chooseByDirection,
  type Chosen,
  lunarChoice,
  lunarDay,
  lunarOf,
  range,
  solarDay,
} from "./date-choose.ts";
import { numberAt, wordsAt } from "./date-lexemes.ts";
import { lunarMonthSpan } from "./date-month.ts";
import { yearAt } from "./date-tags.ts";
import {
  type DateChoice,
  type DateContext,
  type DateFound,
  type DateRule,
  rangeChoice,
} from "./date-types.ts";

type Festival = { words: string; month: number; day: number; lunar: boolean };

const festival = (words: string, day: number, month: number, calendar: "solar" | "lunar"): Festival => ({
  words,
  day,
  month,
  lunar: calendar === "lunar",
});

/** Days with a name. Those of the lunar calendar move with it. */
const FESTIVALS: readonly Festival[] = [
  festival("tet trung thu", 15, 8, "lunar"),
  festival("trung thu", 15, 8, "lunar"),
  festival("tet doan ngo", 5, 5, "lunar"),
  festival("doan ngo", 5, 5, "lunar"),
  festival("tet nguyen tieu", 15, 1, "lunar"),
  festival("nguyen tieu", 15, 1, "lunar"),
  festival("vu lan", 15, 7, "lunar"),
  festival("phat dan", 15, 4, "lunar"),
  festival("gio to hung vuong", 10, 3, "lunar"),
  festival("gio to", 10, 3, "lunar"),
  festival("ok om bok", 15, 10, "lunar"),
  festival("dua ong tao", 23, 12, "lunar"),
  festival("cung ong tao", 23, 12, "lunar"),
  festival("tet duong lich", 1, 1, "solar"),
  festival("tet duong", 1, 1, "solar"),
  festival("tet tay", 1, 1, "solar"),
  festival("quoc khanh", 2, 9, "solar"),
  festival("quoc te lao dong", 1, 5, "solar"),
  festival("quoc te phu nu", 8, 3, "solar"),
  festival("phu nu viet nam", 20, 10, "solar"),
  festival("nha giao viet nam", 20, 11, "solar"),
  festival("giang sinh", 25, 12, "solar"),
  festival("noel", 25, 12, "solar"),
];

/** A day with a name, with or without `ngày`, `lễ`, `rằm` in front: `Trung thu`, `giỗ Tổ`, `lễ Quốc khánh`. */
export const festivalDate: DateRule = (context, at) => {
  const { lexemes } = context;
  const from = wordsAt(lexemes, at, "le") || wordsAt(lexemes, at, "ngay") ? at + 1 : at;
  const found = FESTIVALS.find(({ words }) => wordsAt(lexemes, from, words));
  if (found === undefined) return null;
  const { words, day, month, lunar } = found;
  const year = yearAt(context, from + words.split(" ").length);
  const inContext = { ...context, direction: year?.direction ?? context.direction };
  const inYear = year?.year ?? null;
  const chosen = lunar
    ? lunarDay(inContext, { day, month, year: inYear })
    : solarDay(inContext, day, month, inYear);
  return { ...chosen, next: year?.next ?? from + words.split(" ").length };
};

const TET_NAMES = ["tet nguyen dan", "tet am lich", "tet ta", "tet"];
const LAST_TET_DAYS = 10;

/**
 * Around Tết: `mùng 2 Tết`, `28 Tết`, `ba mươi Tết` (the last day of chạp, be it the 29th), `giao thừa`; `Tết` itself is
 * the first three days, `trước Tết` the fifteen before, `sau Tết` from mùng 4 to the end of tháng giêng.
 */
export const tetDate: DateRule = (context, at) => {
  const { lexemes } = context;
  if (wordsAt(lexemes, at, "giao thua")) return ofTet(context, at + 2, (year) => lastOfYear(year - 1));
  if (wordsAt(lexemes, at, "ra gieng") || wordsAt(lexemes, at, "qua gieng")) {
    return rough(ofTet(context, at + 2, (year) => lunarMonthSpan(year, 1, false)));
  }
  const lead = leadAt(context, at);
  const name = TET_NAMES.find((words) => wordsAt(lexemes, lead.next, words));
  if (name === undefined || /^(?:tét|tẹt)$/.test(lexemes[lead.next]?.text ?? "")) return null;
  const next = lead.next + name.split(" ").length;
  return wordsAt(lexemes, next, "xong")
    ? ofTet(context, next + 1, afterTet)
    : ofTet(context, next, lead.make);
};

type Make = (lunarYear: number) => DateChoice[];

function leadAt({ lexemes }: DateContext, at: number): { make: Make; next: number } {
  const prefix = /^(?:mung|mong|ngay|hom|bua)$/.test(lexemes[at]?.plain ?? "") ? at + 1 : at;
  const bareAfter = prefix === at && lexemes[at]?.text === "sau";
  const number = bareAfter ? null : numberAt(lexemes, prefix);
  if (number !== null && number.value >= 1 && number.value <= 30) {
    return { make: (year) => dayOfTet(year, number.value), next: number.next };
  }
  const before = ["truoc", "can", "giap", "gan"].some((word) => wordsAt(lexemes, at, word));
  if (before) return { make: (year) => spanAround(year, -15, -1), next: at + 1 };
  const after = ["sau", "qua", "ra", "het"].find((word) => wordsAt(lexemes, at, word));
  if (after !== undefined && lexemes[at]?.text !== "sáu") return { make: afterTet, next: at + 1 };
  const during = ["dip", "trong", "ngay", "mua", "le"].some((word) => wordsAt(lexemes, at, word));
  return { make: (year) => spanAround(year, 0, 2), next: during ? at + 1 : at };
}

/** Up to ten it is a day of tháng giêng, from there on one of chạp; thirty is the last, whichever that is. */
function dayOfTet(year: number, day: number): DateChoice[] {
  if (day <= LAST_TET_DAYS) return lunarChoice(year, 1, day, false);
  return day === 30 ? lastOfYear(year - 1) : lunarChoice(year - 1, 12, day, false);
}

function lastOfYear(year: number): DateChoice[] {
  return lunarChoice(year, 12, lunarMonthLength(year, 12) ?? 0, false);
}

function spanAround(year: number, from: number, to: number): DateChoice[] {
  const first = lunarNewYear(year);
  return first === null ? [] : [rangeChoice(addDays(first, from), addDays(first, to))];
}

function afterTet(year: number): DateChoice[] {
  const first = lunarNewYear(year);
  const [month] = lunarMonthSpan(year, 1, false);
  return first === null || month === undefined ? [] : [rangeChoice(addDays(first, 3), month.to)];
}

/** The Tết of the year named, or the one that the direction asks for. `Tết năm nay` late in a year may be either. */
function ofTet(context: DateContext, at: number, make: Make): DateFound {
  const { today } = context;
  const year = yearAt(context, at);
  const next = year?.next ?? at;
  if (year !== null && year.year !== null) {
    const own = make(year.year);
    const over =
      year.year === parts(today)[0] && own.every(({ to }) => to < today) && context.direction !== "back";
    if (!over || !wordsAt(context.lexemes, at, "nam nay")) return { choices: own, sure: true, next };
    return {
      choices: [...own, ...make(year.year + 1)].map((one) => ({ ...one, why: "which_year" })),
      sure: false,
      next,
    };
  }
  const here = lunarOf(today)?.year ?? parts(today)[0];
  const direction = year?.direction ?? context.direction;
  const chosen: Chosen = chooseByDirection({ today, direction }, range(here - 1, here + 2).flatMap(make), 30);
  const exact = chosen.choices.every(({ point }) => point);
  return { choices: chosen.choices, sure: chosen.sure && exact, next };
}

function rough(found: DateFound): DateFound {
  return { ...found, sure: false };
}

/** Festivals of the Khmer: Chol Chnam Thmay in mid-April, Sen Dolta at the end of lunar month 8. */
export const khmerFestival: DateRule = (context, at) => {
  const { lexemes, today } = context;
  const thisYear = parts(today)[0];
  const years = range(thisYear - 1, thisYear + 1);
  const newYear = ["chol chnam thmay", "chon cho nam tho may"].find((words) => wordsAt(lexemes, at, words));
  if (newYear !== undefined) {
    const spans = years.map((year) => rangeChoice(`${year}-04-14`, `${year}-04-16`));
    return { ...chooseByDirection(context, spans), sure: false, next: at + newYear.split(" ").length };
  }
  const dolta = ["sen dolta", "sene dolta", "dolta"].find((words) => wordsAt(lexemes, at, words));
  if (dolta === undefined) return null;
  const spans = years.flatMap((year) => {
    const last = lunarChoice(year, 8, lunarMonthLength(year, 8) ?? 0, false)[0];
    return last === undefined ? [] : [rangeChoice(addDays(last.from, -1), addDays(last.from, 1))];
  });
  return { ...chooseByDirection(context, spans), sure: false, next: at + dolta.split(" ").length };
};
