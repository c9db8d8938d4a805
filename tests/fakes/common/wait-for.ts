type Waiting<T> = {
  /** What is waited for; undefined while it is not there. */
  find: () => T | undefined;
  /** Calls back after every change until it is told to stop. */
  watch: (listener: () => void) => () => void;
  withinMs: number;
  /** What to say where it does not come in time. */
  complaint: () => string;
};

/** Resolves as soon as a change brings what is waited for; rejects with the complaint where the time is up. */
export function waitFor<T>({ find, watch, withinMs, complaint }: Waiting<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const now = find();
    if (now !== undefined) {
      resolve(now);
      return;
    }
    const timer = setTimeout(() => {
      unwatch();
      reject(new Error(complaint()));
    }, withinMs);
    const unwatch = watch(() => {
      const found = find();
      if (found === undefined) return;
      clearTimeout(timer);
      unwatch();
      resolve(found);
    });
  });
}

/** True where a message holds the text or fits the pattern. */
export function fits(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === "string" ? text.includes(wanted) : wanted.test(text);
}
