import { startApp, type App } from "../../src/app.ts";
import { StoppedClock } from "../../src/clock.ts";
import { readConfig } from "../../src/config.ts";
import { makeLog } from "../../src/log.ts";
import { shippedLibrary } from "./library.ts";
import { createFilledDatabase, createTestDatabase, type TestDatabase } from "./postgres.ts";

/** The whole program on a database of its own, on a free port, with a clock that stands still until it is pushed. */
export type TestApp = App & { clock: StoppedClock; databaseUrl: string };

/** A Monday morning in the busiest week of the year: one week before the report of 30/11 falls due. */
export const MONDAY = "2026-11-23T09:00:00+07:00";

/** Starts it with `settings` beside those that a test needs. `stop` also drops the database. */
export async function startTestApp(
  settings: Readonly<Record<string, string>> = {},
  now: string = MONDAY,
): Promise<TestApp> {
  const plain = Object.keys(settings).length === 0;
  const database = await (plain ? databaseWithStory(now) : createTestDatabase());
  const clock = new StoppedClock(new Date(now));
  try {
    const app = await startOn(database.url, clock, settings);
    const stop = async (): Promise<void> => {
      await app.stop();
      await database.drop();
    };
    return { ...app, stop, clock, databaseUrl: database.url };
  } catch (error) {
    await database.drop();
    throw error;
  }
}

/** A program that has told its story and was stopped: most of the rest of what a start costs is telling it. */
function databaseWithStory(now: string): Promise<TestDatabase> {
  return createFilledDatabase(`story_${new Date(now).getTime()}`, async (url) => {
    const app = await startOn(url, new StoppedClock(new Date(now)), {});
    await app.stop();
  });
}

function startOn(url: string, clock: StoppedClock, settings: Readonly<Record<string, string>>): Promise<App> {
  const config = readConfig({
    PORT: "0",
    DEMO: "1",
    LOG_LEVEL: process.env["TEST_LOG_LEVEL"] ?? "silent",
    DATABASE_URL: url,
    ENCRYPTION_KEY: "0".repeat(64),
    ...settings,
  });
  return startApp(config, makeLog(config.LOG_LEVEL), {
    clock,
    library: shippedLibrary(config.DRAFT_LOCALES),
  });
}
