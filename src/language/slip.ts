/** Words shorter than this have too many neighbours for a slip to be told from another word. */
const SHORTEST = 4;
const LONG = 8;
const LONGEST = 60;

/** How many letters may be wrong in a word (or in a phrase without its spaces) of this length. */
export function slipsAllowed(length: number): number {
  if (length < SHORTEST || length > LONGEST) return 0;
  return length < LONG ? 1 : 2;
}

/**
 * Letters wrong, missing, too many, or swapped with their neighbour between two words; Infinity above `most`.
 * Work is bounded by the longer word times `most`, so it is safe on anything that people send.
 */
export function slips(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most || a.length > LONGEST || b.length > LONGEST) return Infinity;
  let before: number[] = [];
  let last: number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const line: number[] = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + same,
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      }
      line.push(cost);
    }
    if (Math.min(...line) > most) return Infinity;
    before = last;
    last = line;
  }
  const found = last[b.length] ?? Infinity;
  return found <= most ? found : Infinity;
}
