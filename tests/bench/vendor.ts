import { createServer } from "node:http";
import { once } from "node:events";
import { makeRate } from "../fakes/telegram/rate.ts";

/** The Bot API at its smallest, with the flood control of the real one. */
export async function startVendor() {
  let rate = makeRate({});
  let seen = { taken: 0, refused: 0, most: 0 };
  let lately: number[] = [];
  const server = createServer((call, answer) => {
    call.resume();
    call.on("end", () => {
      answer.setHeader("content-type", "application/json");
      if (call.url?.endsWith("sendMessage") !== true) return answer.end('{"ok":true,"result":[]}');
      if (rate.count("all") !== undefined) {
        seen.refused += 1;
        answer.statusCode = 429;
        return answer.end(
          '{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1","parameters":{"retry_after":1}}',
        );
      }
      const now = performance.now();
      lately = [...lately.filter((at) => at > now - 1000), now];
      seen.taken += 1;
      seen.most = Math.max(seen.most, lately.length);
      return answer.end(
        `{"ok":true,"result":{"message_id":${seen.taken},"date":0,"chat":{"id":1,"type":"private"},"text":""}}`,
      );
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The vendor has no port");
  return {
    root: `http://127.0.0.1:${address.port}`,
    limit(perSecond: number) {
      rate = makeRate({ perSecond });
    },
    begin() {
      seen = { taken: 0, refused: 0, most: 0 };
      lately = [];
    },
    seen: () => seen,
    close: () => server.closeAllConnections(),
  };
}
