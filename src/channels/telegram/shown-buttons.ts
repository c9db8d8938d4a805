/** Far more questions than stand at once; some three megabytes. */
const MOST = 20_000;

/**
 * Which message bears the buttons of a question. Kept in memory alone: what a restart forgets, or another process has sent, keeps
 * its buttons, and one that is tapped later is answered kindly.
 */
export class ShownButtons {
  readonly #most: number;
  readonly #messages = new Map<string, string>();

  constructor(most = MOST) {
    this.#most = most;
  }

  shown(to: string, turn: number, message: string): void {
    this.#messages.set(`${to} ${turn}`, message);
    const [oldest] = this.#messages.size > this.#most ? this.#messages.keys() : [];
    if (oldest !== undefined) this.#messages.delete(oldest);
  }

  /** The message, once; null where it is not known. */
  take(to: string, turn: number): string | null {
    const key = `${to} ${turn}`;
    const message = this.#messages.get(key) ?? null;
    this.#messages.delete(key);
    return message;
  }
}
