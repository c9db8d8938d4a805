export type FakeClock = {
  now(): Date;
  /** Unix seconds, as Telegram counts. */
  seconds(): number;
  set(now: Date): void;
  advance(ms: number): void;
};

/** A clock that runs by `source` (the system's by default) and can be put forward or back. */
export function makeClock(source: () => Date = () => new Date()): FakeClock {
  let shift = 0;
  const now = () => new Date(source().getTime() + shift);
  return {
    now,
    seconds: () => Math.floor(now().getTime() / 1000),
    set: (target) => {
      shift = target.getTime() - source().getTime();
    },
    advance: (ms) => {
      shift += ms;
    },
  };
}
