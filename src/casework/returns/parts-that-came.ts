/** A part that is said to have come; or that what was then counted as the whole has not. */
export type PartWord = { came: number } | "not_so";

/**
 * How much of `whole` has come by words in their order. Where somebody says that it is not so, only the parts since the sum
 * was last below the whole are taken back: what came before nobody has questioned. Without a known whole every part stays.
 */
export function partsThatCame(whole: number | null, words: readonly PartWord[]): number {
  let sum = 0;
  let below = 0;
  for (const word of words) {
    sum = word === "not_so" ? below : sum + word.came;
    if (whole === null || sum < whole) below = sum;
  }
  return sum;
}
