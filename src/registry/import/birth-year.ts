import { fromDayNumber, isLocalDate, toLocalDate } from "../../calendar/local-date.ts";

/** Whoever heads a household is between these ages; what else two digits could mean is left out by them. */
const [YOUNGEST, OLDEST] = [15, 105];
/** Excel counts days from 1899-12-30. */
const EXCEL_BEGINS = 25_569;

/**
 * The year in which somebody was born, as lists have it: `1975`, `1.975`, `12/05/1975`, `5-1975`, `12/5/75`, `12051975`,
 * `sinh năm 1975`, or the number of a day where its format was lost. Null where there is none, or where there are several.
 */
export function birthYearOf(text: string, thisYear: number): number | null {
  const plain = text.replace(/^([12])[.,](\d{3})$/, "$1$2");
  const years = [...plain.matchAll(/(?<!\d)(?:1[89]|20)\d{2}(?!\d)/g)].map(([year]) => Number(year));
  if (years.length > 0) return years.length === 1 ? (years[0] ?? null) : null;
  if (/^[1-4]\d{4}$/.test(plain))
    return aged(Number(fromDayNumber(Number(plain) - EXCEL_BEGINS).slice(0, 4)), thisYear);
  const whole = /^(\d{2})(\d{2})(\d{4})$/.exec(plain);
  if (whole !== null) return dated(whole, thisYear);
  const short = /^\d{1,2}[/.-]\d{1,2}[/.-](\d{2})$/.exec(plain)?.[1];
  if (short === undefined) return null;
  const meant = [1900, 2000].flatMap((century) => aged(century + Number(short), thisYear) ?? []);
  return meant.length === 1 ? (meant[0] ?? null) : null;
}

function dated([, day, month, year]: RegExpExecArray, thisYear: number): number | null {
  const date = toLocalDate(Number(year), Number(month), Number(day));
  return isLocalDate(date) ? aged(Number(year), thisYear) : null;
}

function aged(year: number, thisYear: number): number | null {
  const age = thisYear - year;
  return age >= YOUNGEST && age <= OLDEST ? year : null;
}
