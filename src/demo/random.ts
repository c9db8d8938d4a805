/** Numbers that look random and are the same for the same seed, so that a large demo can be made again. */
export type Random = {
  /** A whole number from 0 up to, and without, `below`. */
  int(below: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** An id such as a record has; ids of different seeds never meet. */
  id(): string;
};

/** Marsaglia's xorshift with 32 bits of state, stirred so that neighbouring seeds do not begin alike. */
export function randomFrom(seed: number): Random {
  const stirred = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  let state = stirred || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  const int = (below: number): number => Math.floor((next() / 2 ** 32) * below);
  const hex = (): string => digits(next());
  return {
    int,
    pick: (list) => list[int(list.length)] ?? list[0],
    chance: (probability) => next() / 2 ** 32 < probability,
    id: () => {
      const [a, b, c] = [hex(), hex(), hex()];
      return `${digits(stirred)}-${a.slice(0, 4)}-4${a.slice(5)}-8${b.slice(1, 4)}-${b.slice(4)}${c}`;
    },
  };
}

function digits(number: number): string {
  return number.toString(16).padStart(8, "0");
}
