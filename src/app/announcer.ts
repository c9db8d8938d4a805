import type { Alarm, Channel } from "../turns/ports.ts";

/**
 * Announces the channels to their vendors and keeps what must not die of idleness. A vendor that is away must keep
 * neither the program nor the other channels from starting; it is tried again at every upkeep.
 */
export class Announcer {
  readonly #waiting: Set<Channel>;
  readonly #channels: readonly Channel[];
  readonly #alarm: Alarm;

  constructor(channels: Iterable<Channel>, alarm: Alarm) {
    this.#channels = [...channels];
    this.#waiting = new Set(this.#channels);
    this.#alarm = alarm;
  }

  /** Announces those that have not been announced yet. */
  async announce(): Promise<void> {
    await Promise.all(
      [...this.#waiting].map((channel) => this.#try("announced", channel, () => channel.start?.())),
    );
  }

  /** For now and then: what was not announced, and what each channel has to look after. */
  async upkeep(): Promise<void> {
    await this.announce();
    await Promise.all(this.#channels.map((channel) => this.#try("kept", channel, () => channel.upkeep?.())));
  }

  async #try(what: string, channel: Channel, work: () => Promise<void> | undefined): Promise<void> {
    try {
      await work();
      this.#waiting.delete(channel);
    } catch (error) {
      this.#alarm(
        `channel_not_${what}`,
        `${channel.name}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}
