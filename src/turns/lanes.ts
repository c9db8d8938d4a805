/**
 * Lets work for one key begin in the order in which it was asked for, one after the other; keys do not wait for each
 * other. Three messages of one person that come over three connections would otherwise race for the first place in the
 * inbox. It holds within one process: over several, the inbox and the contact's lock decide.
 */
export class Lanes {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Resolves or rejects as the work does; what went before is waited for, however it ended. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.#last.get(key) ?? Promise.resolve()).then(work);
    const leave = (): void => {
      if (this.#last.get(key) === ended) this.#last.delete(key);
    };
    const ended = mine.then(leave, leave);
    this.#last.set(key, ended);
    return mine;
  }
}
