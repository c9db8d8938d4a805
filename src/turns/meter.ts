import type { ChannelName, Sent } from "./ports.ts";

/** What is counted while turns are taken and messages leave. Labels are names of ours, never what a person wrote. */
export type Meter = {
  /** A turn begins; what is returned is called once it has been committed. */
  turn(): () => void;
  /** One try to send, and what became of it. */
  sent(channel: ChannelName, outcome: Sent["kind"]): void;
};
