/** A share in hundredths with one decimal, as reports have it; null of nothing. */
export function percentOf(value: number, all: number): number | null {
  return all === 0 ? null : Math.round((value / all) * 1000) / 10;
}
