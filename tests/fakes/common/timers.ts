export type Timers = {
  /** Resolves after `ms`, or at once when the fake is closed. */
  wait(ms: number): Promise<void>;
  /** Ends all waits. */
  close(): void;
};

/** Waits that belong to one fake and end with it, so that a closed fake keeps no process alive. */
export function makeTimers(): Timers {
  const open = new Map<NodeJS.Timeout, () => void>();
  let closed = false;
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        if (closed) {
          resolve();
          return;
        }
        const timer = setTimeout(() => {
          open.delete(timer);
          resolve();
        }, ms);
        open.set(timer, resolve);
      }),
    close: () => {
      closed = true;
      for (const [timer, resolve] of open) {
        clearTimeout(timer);
        resolve();
      }
      open.clear();
    },
  };
}
