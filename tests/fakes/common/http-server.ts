import { createServer } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";

export type Call = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
};

export type Answer =
  | { status: number; json: unknown; headers?: Record<string, string> }
  | { status: number; bytes: Buffer; type: string }
  | { status: number; location: string }
  /** The connection is cut without an answer. */
  | { cut: true };

export type Server = { root: string; port: number; close(): Promise<void> };

/** Listens on loopback; port 0 takes a free one. A handler that throws answers 500 with the reason. */
export async function listen(handler: (call: Call) => Promise<Answer>, port = 0): Promise<Server> {
  const server = createServer((request, response) => {
    void serve(request, response, handler);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The fake has no TCP port");
  return {
    root: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  handler: (call: Call) => Promise<Answer>,
): Promise<void> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    const url = new URL(request.url ?? "/", "http://fake");
    const answer = await handler({
      method: request.method ?? "GET",
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks),
    });
    write(response, answer);
  } catch (error) {
    // A caller that hung up while sending is its own business; anything else must be seen by the test.
    if (!response.destroyed && !response.headersSent) {
      write(response, { status: 500, json: { fake_failed: String(error) } });
    }
  }
}

function write(response: ServerResponse, answer: Answer): void {
  if ("cut" in answer) {
    response.destroy();
  } else if ("location" in answer) {
    response.writeHead(answer.status, { location: answer.location }).end();
  } else if ("bytes" in answer) {
    response.writeHead(answer.status, {
      "content-type": answer.type,
      "content-length": String(answer.bytes.length),
    });
    response.end(answer.bytes);
  } else {
    const text = JSON.stringify(answer.json);
    response.writeHead(answer.status, {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(text)),
      ...answer.headers,
    });
    response.end(text);
  }
}
