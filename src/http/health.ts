import type { FastifyInstance } from "fastify";

/** Live: the process answers. Ready: database and queue answer too, so that a balancer may send people here. */
export function health(server: FastifyInstance, ready: () => Promise<Record<string, boolean>>): void {
  server.get("/health/live", () => ({ live: true }));
  server.get("/health/ready", async (_request, reply) => {
    const checks = await ready();
    const all = Object.values(checks).every(Boolean);
    return reply.status(all ? 200 : 503).send({ ready: all, ...checks });
  });
}
