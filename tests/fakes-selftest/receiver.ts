import { listen } from "../fakes/common/http-server.ts";
import type { Call } from "../fakes/common/http-server.ts";
import { isFields, readJson } from "../fakes/common/values.ts";
import type { Fields } from "../fakes/common/values.ts";

export type Received = { call: Call; body: Fields };

type Said = { status: number; headers?: Record<string, string> } | "cut";

/** A program under test at its smallest: takes webhooks, answers as the test says, and remembers. */
export async function startReceiver(
  answer: (received: Received, count: number) => Said | Promise<Said> = () => ({ status: 200 }),
) {
  const received: Received[] = [];
  const waiting: { count: number; done: () => void }[] = [];
  const server = await listen(async (call) => {
    const body = readJson(call.body.toString("utf8"));
    const one = { call, body: isFields(body) ? body : {} };
    received.push(one);
    for (const { count, done } of waiting) if (received.length >= count) done();
    const said = await answer(one, received.length);
    return said === "cut" ? { cut: true } : { json: {}, ...said };
  });
  return {
    url: `${server.root}/webhooks`,
    received,
    /** Resolves once so many deliveries have come. */
    until: (count: number) =>
      new Promise<void>((resolve) => {
        if (received.length >= count) resolve();
        else waiting.push({ count, done: resolve });
      }),
    close: () => server.close(),
  };
}
