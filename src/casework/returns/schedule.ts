import { addMonths, type LocalDate } from "../../calendar/local-date.ts";

/** How far apart the parts of a return are, in months. */
export const RETURN_GAPS = { month: 1, quarter: 3, half_year: 6, year: 12 } as const;
export type ReturnGap = keyof typeof RETURN_GAPS;

export function isReturnGap(gap: string): gap is ReturnGap {
  return Object.hasOwn(RETURN_GAPS, gap);
}

/** One part of what is given back: how much of it, and by when. */
export type ReturnPart = { on: LocalDate; amount: number | null; quantity: number | null };

/** Money is divided in thousands of đồng: nobody counts out less. */
const SMALLEST_NOTE = 1_000;

/**
 * The days on which something is given back, and how much each time: `times` equal parts from `first` on, `gap` apart;
 * what does not divide comes with the last. Animals and plants are never cut, nor is a thousand: where there are fewer of
 * them than parts, there are as many parts as pieces.
 */
export function returnSchedule(given: {
  first: LocalDate;
  times: number;
  gap: ReturnGap;
  amount: number | null;
  quantity: number | null;
}): ReturnPart[] {
  const { first, gap, amount, quantity } = given;
  const wanted = Math.max(1, Math.trunc(given.times));
  const pieces = [quantity, amount === null ? null : amount / SMALLEST_NOTE].filter(
    (count) => count !== null,
  );
  const times = Math.max(1, Math.floor(Math.min(wanted, ...pieces)));
  return Array.from({ length: times }, (_, part) => ({
    on: addMonths(first, part * RETURN_GAPS[gap]),
    amount: shareOf(amount, times, part, SMALLEST_NOTE),
    quantity: shareOf(quantity, times, part, 1),
  }));
}

function shareOf(total: number | null, times: number, part: number, piece: number): number | null {
  if (total === null || times === 1) return total;
  const share = Math.floor(total / times / piece) * piece;
  return part < times - 1 ? share : total - share * (times - 1);
}
