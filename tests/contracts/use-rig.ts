import { afterEach, beforeEach } from "vitest";
import type { Input } from "../../src/domain/input.ts";
import type { OutboundMessage } from "../../src/domain/message.ts";
import type { Delivery, Inbound, Sent } from "../../src/turns/ports.ts";
import type { ChannelRig } from "./channel-rig.ts";

/** A question whose tap carries the largest turn that there can be. */
export const QUESTION: OutboundMessage = {
  text: "Bác Sáu muốn làm gì để tăng thu nhập?",
  options: [{ label: "Nuôi bò" }, { label: "Trồng dừa" }, { label: "Buôn bán nhỏ" }],
  turn: 999_999_999,
};

/** A fresh rig for each test, and short words for what tests do with it. */
export function useRig(open: () => Promise<ChannelRig>) {
  let rig: ChannelRig | undefined;
  beforeEach(async () => {
    rig = await open();
  });
  afterEach(() => rig?.close());

  function current(): ChannelRig {
    if (rig === undefined) throw new Error("The rig is there while a test runs only");
    return rig;
  }
  /** What comes of an act: the next event that the channel accepts. */
  async function next(act: () => void): Promise<Inbound | undefined> {
    const { server } = current();
    const before = server.inbound.length;
    act();
    return (await server.arrived(before + 1))[before];
  }
  return {
    rig: current,
    next,
    nextInput: async (act: () => void): Promise<Input | undefined> => (await next(act))?.input,
    send: (message: Partial<OutboundMessage>, file?: Delivery["file"]): Promise<Sent> =>
      current().channel.send({
        to: current().person.id,
        message: { text: "", options: [], turn: null, ...message },
        ...(file === undefined ? {} : { file }),
      }),
    post: async (body: string, headers: Record<string, string>): Promise<number> =>
      (await fetch(current().server.root, { method: "POST", body, headers })).status,
    /** Everything that the person can read, in one text. */
    screen: (): string =>
      current()
        .person.shown()
        .flatMap(({ text, buttons }) => [text, ...buttons])
        .join("\n"),
  };
}
