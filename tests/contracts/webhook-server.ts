import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Channel, Inbound, Verdict } from "../../src/turns/ports.ts";

export type WebhookServer = {
  /** http://127.0.0.1:PORT; requests on any path go to the channel. */
  root: string;
  /** Everything that the channel accepted, in the order in which it came. */
  inbound: Inbound[];
  verdicts: Verdict[];
  serve(channel: Channel): void;
  /** Resolves once so many inbound events have come in all. */
  arrived(count: number): Promise<Inbound[]>;
  close(): Promise<void>;
};

/** The program's webhook at its smallest: raw bytes to the channel, its verdict as a status, nothing else. */
export async function startWebhookServer(): Promise<WebhookServer> {
  let serving: Channel | undefined;
  const inbound: Inbound[] = [];
  const verdicts: Verdict[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const verdict = serving?.webhook?.({ headers: request.headers, body: Buffer.concat(chunks) });
      if (verdict !== undefined) verdicts.push(verdict);
      if (verdict?.kind === "accepted") inbound.push(...verdict.inbound);
      response
        .writeHead(verdict === undefined ? 404 : verdict.kind === "refused" ? verdict.status : 200)
        .end();
      for (const look of waiting) look();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    root: `http://127.0.0.1:${portOf(server.address())}`,
    inbound,
    verdicts,
    serve: (channel) => {
      serving = channel;
    },
    arrived: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (inbound.length < count) return;
          waiting.delete(look);
          resolve(inbound);
        };
        waiting.add(look);
        look();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** An address of this machine where nobody listens (any more). */
export async function deserted(): Promise<string> {
  const server = await startWebhookServer();
  await server.close();
  return server.root;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The server has no TCP port");
  return address.port;
}
