import type { Config } from "../config.ts";
import { AppError } from "../domain/app-error.ts";
import { health } from "../http/health.ts";
import type { Metrics, Readings } from "../http/metrics.ts";
import { pages } from "../http/pages.ts";
import { pictureRoute } from "../http/pictures.ts";
import { closeServer, makeServer } from "../http/server.ts";
import { simulatorRoutes, type SimulatorDoor } from "../http/simulator-routes.ts";
import { zaloConsentRoutes, type ConsentDoor } from "../http/zalo-consent.ts";
import { zaloVerifierRoute } from "../http/zalo-verifier.ts";
import { webhooks } from "../http/webhooks.ts";
import type { Log } from "../log.ts";
import type { Background } from "../turns/background.ts";
import type { Door } from "../turns/door.ts";
import type { Parts } from "../turns/parts.ts";
import { pictureLinks } from "../turns/picture-links.ts";
import type { Closers } from "./closers.ts";

const TAKEN = "EADDRINUSE";

/** What tells from outside how the program does. */
type Watched = {
  /** What has to answer before people are sent here; rejects where it does not. */
  checks: Readonly<Record<string, () => Promise<unknown>>>;
  metrics: Metrics;
  /** The gauges of the moment. */
  readings: () => Promise<Readings>;
};

/** Opens the web server with every route that the settings ask for; resolves with the address it listens on. */
export async function openWebServer(
  options: Watched & {
    config: Config;
    log: Log;
    parts: Parts;
    background: Background;
    door: Door;
    closers: Closers;
    simulator: SimulatorDoor | null;
    consent: ConsentDoor | null;
  },
): Promise<string> {
  const { config, log, parts, background, door, closers, simulator, consent } = options;
  const server = await makeServer(log);
  closers.add(() => closeServer(server));
  watch(server, options);
  await webhooks(server, parts, background, door);
  await pages(server, { demo: config.DEMO, words: parts.library.words });
  if (config.PUBLIC_URL !== undefined && parts.channels.has("zalo-bot"))
    pictureRoute(server, {
      links: pictureLinks(parts.vault),
      read: (file) => parts.store.file(file),
      now: () => parts.clock.now(),
    });
  if (consent !== null) zaloConsentRoutes(server, consent);
  if (config.ZALO_SITE_VERIFICATION !== undefined) zaloVerifierRoute(server, config.ZALO_SITE_VERIFICATION);
  if (simulator !== null) simulatorRoutes(server, simulator);
  return server.listen({ port: config.PORT, host: config.HOST }).catch((error: unknown) => {
    throw cannotListen(error, { host: config.HOST, port: config.PORT, setting: "PORT" });
  });
}

/**
 * What a worker shows: health and metrics, on METRICS_PORT or else on PORT; with its address. A worker on the machine of
 * the web program finds PORT taken: then it works on without, since work is what it is there for, and says what to set.
 */
export async function openWorkerServer(
  options: Watched & { config: Config; log: Log; closers: Closers },
): Promise<string> {
  const { config, log, closers } = options;
  const server = await makeServer(log);
  closers.add(() => closeServer(server));
  watch(server, options);
  const { HOST: host, METRICS_PORT, PORT } = config;
  const port = METRICS_PORT ?? PORT;
  return server.listen({ port, host }).catch((error: unknown) => {
    if (METRICS_PORT !== undefined || codeOf(error) !== TAKEN)
      throw cannotListen(error, { host, port, setting: "METRICS_PORT" });
    log.warn({ code: "worker_unseen" }, `${host}:${port} is taken: set METRICS_PORT for this worker`);
    return "";
  });
}

function watch(server: Awaited<ReturnType<typeof makeServer>>, { checks, metrics, readings }: Watched): void {
  health(server, async () => {
    const answers = await Promise.all(
      Object.entries(checks).map(async ([name, check]): Promise<[string, boolean]> => [
        name,
        await holds(check),
      ]),
    );
    return Object.fromEntries(answers);
  });
  metrics.serve(server, readings);
}

/** Said plainly where another program has the port, or where we may not have it; `setting` is where it comes from. */
function cannotListen(
  error: unknown,
  { host, port, setting }: { host: string; port: number; setting: "PORT" | "METRICS_PORT" },
): unknown {
  const why = new Map<unknown, string>([
    [TAKEN, "is used by another program"],
    ["EACCES", "is not for this user"],
    ["EADDRNOTAVAIL", "is no address of this machine"],
  ]).get(codeOf(error));
  if (why === undefined) return error;
  const sentence = `${host}:${port} ${why}. Set another ${setting} or HOST, for example ${setting}=3001.`;
  return new AppError("cannot_listen", sentence, 2, error);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

async function holds(check: () => Promise<unknown>): Promise<boolean> {
  return check().then(
    () => true,
    () => false,
  );
}
