import type { FastifyInstance } from "fastify";

/**
 * Live: the process answers. Ready: what people's messages cannot do without answers too, so that a balancer may send
 * them here. That is the database; a queue that is away is shown, and nobody is turned away for it.
 */
export function health(server: FastifyInstance, ready: () => Promise<Record<string, boolean>>): void {
  server.get("/health/live", () => ({ live: true }));
  server.get("/health/ready", async (_request, reply) => {
    const checks = await ready();
    const isReady = checks["database"] === true;
    return reply.status(isReady ? 200 : 503).send({ ready: isReady, ...checks });
  });
}
