import { addDays, addMonths, HOUR_MS, instantAt, type LocalDate } from "../../calendar/local-date.ts";
import { groupBy } from "../../domain/group-by.ts";

/** What makes a figure worth a question. It proves nothing: people round, and markets pay everybody the same. */
export const FIGURE_SIGNS = ["round", "repeated", "copied", "last_hour", "photo_again", "photo_old"] as const;
export type FigureSign = (typeof FIGURE_SIGNS)[number];

/** A sum of a month, as it stands. */
export type Figure = {
  id: string;
  household: string;
  /** YYYY-MM */
  period: string;
  kind: "income" | "cost";
  amount: number;
  /** Null where nobody is known; on behalf where it was not the household itself. */
  enteredBy: string | null;
  onBehalf: boolean;
  /** When it was written, in milliseconds. */
  at: number;
};

/** A picture of an entry: what it is made of, and the day that the picture itself gave. */
export type Picture = {
  id: string;
  household: string;
  period: string;
  file: string;
  sha256: string | null;
  takenOn: LocalDate | null;
  at: number;
};

/** A question about one entry. `others` is how many households share it. */
export type Sign = { entry: string; household: string; period: string; sign: FigureSign; others: number };

/**
 * From when on a question is fair. People speak in round sums, so that a single one says nothing; three months of nothing
 * but whole millions, or of one and the same sum, do. A wage is the same each month too: once somebody has said so, that sum
 * is not asked about again (`lookAtFigures`).
 */
const MONTHS = 3;
const ROUND = 1_000_000;
/** So many households with one and the same pair of sums, written by one hand. */
const COPIES = 3;
/** So many households written by one hand within an hour, in the last days of the month or after it. */
const HASTE = { households: 5, withinMs: HOUR_MS, lastDays: 2 };

/** The questions that sums of months give rise to. Pure: the same figures give the same questions, in the same order. */
export function signsOfFigures(figures: readonly Figure[]): Sign[] {
  const signs: Sign[] = [];
  for (const own of groupBy(figures, ({ household }) => household).values()) signs.push(...signsOfHome(own));
  const byHand = figures.filter(({ onBehalf, enteredBy }) => onBehalf && enteredBy !== null);
  for (const written of groupBy(byHand, ({ enteredBy, period }) => `${enteredBy} ${period}`).values())
    signs.push(...copied(written), ...inOneHour(written));
  return signs;
}

/** One household's months: nothing but whole millions, or one and the same sum, three times running. */
function signsOfHome(figures: readonly Figure[]): Sign[] {
  const months = groupBy(figures, ({ period }) => period);
  return [...months.keys()].toSorted().flatMap((period) => {
    const run = Array.from({ length: MONTHS }, (_, back) => months.get(monthBefore(period, back)));
    const earned = run.map((month) => month?.find(({ kind }) => kind === "income"));
    const spent = run.map((month) => month?.find(({ kind }) => kind === "cost"));
    const [newest] = earned;
    if (newest === undefined || earned.some((one) => one === undefined || one.amount === 0)) return [];
    const sign = signOn(newest);
    if (earned.every((one) => one?.amount === newest.amount)) return [sign("repeated")];
    const sums = [...earned, ...spent];
    const round = sums.every((one) => one !== undefined && one.amount > 0 && one.amount % ROUND === 0);
    return round ? [sign("round")] : [];
  });
}

function copied(figures: readonly Figure[]): Sign[] {
  const homes = [...groupBy(figures, ({ household }) => household).values()].flatMap((own) => {
    const income = own.find(({ kind }) => kind === "income");
    const cost = own.find(({ kind }) => kind === "cost");
    return income === undefined || cost === undefined || income.amount === 0 ? [] : [{ income, cost }];
  });
  return [...groupBy(homes, ({ income, cost }) => `${income.amount} ${cost.amount}`).values()]
    .filter((alike) => alike.length >= COPIES)
    .flatMap((alike) => {
      const first = earliest(alike.map(({ income }) => income));
      return first === undefined ? [] : [signOn(first)("copied", alike.length - 1)];
    });
}

function inOneHour(figures: readonly Figure[]): Sign[] {
  const first = earliest(figures);
  const last = figures.map(({ at }) => at).toSorted((a, b) => b - a)[0];
  if (first === undefined || last === undefined || last - first.at > HASTE.withinMs) return [];
  const homes = new Set(figures.map(({ household }) => household)).size;
  if (homes < HASTE.households || first.at < lastDaysOf(first.period)) return [];
  return [signOn(first)("last_hour", homes - 1)];
}

/** The questions that pictures give rise to: the same bytes were sent before, or it was taken before the month began. */
export function signsOfPictures(pictures: readonly Picture[]): Sign[] {
  const signs: Sign[] = [];
  const seen = new Map<string, string>();
  for (const picture of pictures.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))) {
    const { id: entry, household, period, sha256, file } = picture;
    const before = sha256 === null ? undefined : seen.get(sha256);
    if (before !== undefined && before !== file)
      signs.push({ entry, household, period, sign: "photo_again", others: 0 });
    if (sha256 !== null && before === undefined) seen.set(sha256, file);
    if (picture.takenOn !== null && picture.takenOn < `${period}-01`)
      signs.push({ entry, household, period, sign: "photo_old", others: 0 });
  }
  return signs;
}

function signOn({ id, household, period }: Figure): (sign: FigureSign, others?: number) => Sign {
  return (sign, others = 0) => ({ entry: id, household, period, sign, others });
}

function earliest(figures: readonly Figure[]): Figure | undefined {
  return figures.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))[0];
}

function monthBefore(period: string, back: number): string {
  return addMonths(`${period}-01`, -back).slice(0, 7);
}

/** The moment from which on only the last days of a month are left. */
function lastDaysOf(period: string): number {
  return instantAt(addDays(addMonths(`${period}-01`, 1), -HASTE.lastDays)).getTime();
}
