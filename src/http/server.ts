import { setTimeout as pause } from "node:timers/promises";
import fastifyHelmet from "@fastify/helmet";
import fastify, { type FastifyBaseLogger, type FastifyInstance } from "fastify";
import { AppError } from "../domain/app-error.ts";
import type { Log } from "../log.ts";

/** A body of this size is more than any vendor sends; one byte more is refused with 413. */
const BODY_LIMIT = 1024 * 1024;
/** A slow sender is cut off; Fastify's own default would wait for ever. */
const REQUEST_TIMEOUT_MS = 10_000;

/** What stopping waits for of the requests under way, before their lines are cut. */
const GRACE_MS = 1_500;

/** The web server without its routes: limits, headers, and errors that never show a stack trace. */
export async function makeServer(log: Log): Promise<FastifyInstance> {
  const logger: FastifyBaseLogger = log.child({ room: "http" }, { level: "warn" });
  const server = fastify({
    loggerInstance: logger,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: 30_000,
    http: { connectionsCheckingInterval: 1_000 },
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 200 },
  });
  await server.register(fastifyHelmet, {
    contentSecurityPolicy: {
      directives: { "img-src": ["'self'", "data:"], "upgrade-insecure-requests": null },
    },
    strictTransportSecurity: false,
  });
  server.setErrorHandler((error, request, reply) => {
    if (error instanceof AppError) {
      const status = error.exit === 1 ? 400 : 503;
      return reply.status(status).send({ error: error.code, message: error.message });
    }
    const status = statusOf(error);
    if (status >= 500) request.log.error({ err: error }, "request failed");
    return reply.status(status).send(
      status >= 500
        ? {
            error: "internal",
            message: "Something went wrong here. It has been noted; try again in a moment.",
          }
        : {
            error: "bad_request",
            message: error instanceof Error ? error.message : "The request cannot be read.",
          },
    );
  });
  return server;
}

/** Takes no more; who was let in is answered, unless that takes too long. */
export async function closeServer(server: FastifyInstance): Promise<void> {
  const closing = server.close();
  const patience = new AbortController();
  const late = pause(GRACE_MS, undefined, { signal: patience.signal }).catch(() => undefined);
  await Promise.race([closing, late]);
  patience.abort();
  server.server.closeAllConnections();
  await closing;
}

function statusOf(error: unknown): number {
  if (error === null || typeof error !== "object" || !("statusCode" in error)) return 500;
  return typeof error.statusCode === "number" ? error.statusCode : 500;
}
