import type { Config } from "../config.ts";
import { AppError } from "../domain/app-error.ts";
import { health } from "../http/health.ts";
import type { Metrics, Readings } from "../http/metrics.ts";
import { pages } from "../http/pages.ts";
import { closeServer, makeServer } from "../http/server.ts";
import { simulatorRoutes, type SimulatorDoor } from "../http/simulator-routes.ts";
import { zaloConsentRoutes, type ConsentDoor } from "../http/zalo-consent.ts";
import { webhooks } from "../http/webhooks.ts";
import type { Log } from "../log.ts";
import type { Background } from "../turns/background.ts";
import type { Door } from "../turns/door.ts";
import type { Parts } from "../turns/parts.ts";
import type { Closers } from "./closers.ts";

/** Opens the web server with every route that the settings ask for; resolves with the address it listens on. */
export async function openWebServer(options: {
  config: Config;
  log: Log;
  parts: Parts;
  background: Background;
  door: Door;
  closers: Closers;
  /** What has to answer before people are sent here; rejects where it does not. */
  checks: Readonly<Record<string, () => Promise<unknown>>>;
  simulator: SimulatorDoor | null;
  consent: ConsentDoor | null;
  metrics: Metrics;
  /** The gauges of the moment. */
  readings: () => Promise<Readings>;
}): Promise<string> {
  const { config, log, parts, background, door, closers, checks, simulator, consent, metrics, readings } =
    options;
  const server = await makeServer(log);
  closers.add(() => closeServer(server));
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
  await webhooks(server, parts, background, door);
  await pages(server, { demo: config.DEMO, words: parts.library.words });
  if (consent !== null) zaloConsentRoutes(server, consent);
  if (simulator !== null) simulatorRoutes(server, simulator);
  return server.listen({ port: config.PORT, host: config.HOST }).catch((error: unknown) => {
    throw cannotListen(error, config);
  });
}

/** Said plainly where another program has the port, or where we may not have it. */
function cannotListen(error: unknown, { HOST, PORT }: Config): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const why = new Map<unknown, string>([
    ["EADDRINUSE", "is used by another program"],
    ["EACCES", "is not for this user"],
    ["EADDRNOTAVAIL", "is no address of this machine"],
  ]).get(code);
  if (why === undefined) return error;
  const sentence = `${HOST}:${PORT} ${why}. Set another PORT or HOST, for example PORT=3001.`;
  return new AppError("cannot_listen", sentence, 2, error);
}

async function holds(check: () => Promise<unknown>): Promise<boolean> {
  return check().then(
    () => true,
    () => false,
  );
}
