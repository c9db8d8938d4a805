import { Agent as PlainAgent, request as plainRequest } from "node:http";
import { Agent as SecureAgent, request as secureRequest } from "node:https";

export type PostOutcome =
  { status: number; retryAfter: number | undefined; body: string } | { status: null; reason: string };

export type Poster = {
  post(url: string, body: string, headers: Record<string, string>, timeoutMs: number): Promise<PostOutcome>;
  close(): void;
};

/** Sends webhooks over kept-alive connections. A failed connection or a time-out is an outcome, not an exception. */
export function makePoster(): Poster {
  const plain = new PlainAgent({ keepAlive: true, maxSockets: 256 });
  const secure = new SecureAgent({ keepAlive: true, maxSockets: 256 });
  return {
    post: (url, body, headers, timeoutMs) =>
      new Promise((resolve) => {
        const target = new URL(url);
        const options = {
          method: "POST",
          headers: { "content-length": String(Buffer.byteLength(body)), ...headers },
          timeout: timeoutMs,
        };
        const request =
          target.protocol === "https:"
            ? secureRequest(target, { ...options, agent: secure })
            : plainRequest(target, { ...options, agent: plain });
        request.on("timeout", () => request.destroy(new Error(`no answer in ${timeoutMs} ms`)));
        request.on("error", (error) => resolve({ status: null, reason: error.message }));
        request.on("response", (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (part: string) => (text += part));
          response.on("error", (error) => resolve({ status: null, reason: error.message }));
          response.on("end", () => {
            const retryAfter = Number(response.headers["retry-after"]);
            resolve({
              status: response.statusCode ?? 0,
              retryAfter: Number.isFinite(retryAfter) ? retryAfter : undefined,
              body: text,
            });
          });
        });
        request.end(body);
      }),
    close: () => {
      plain.destroy();
      secure.destroy();
    },
  };
}
