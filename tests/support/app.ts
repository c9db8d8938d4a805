import { startApp, type App } from "../../src/app.ts";
import { libraryOrError } from "../../src/app/library.ts";
import { StoppedClock } from "../../src/clock.ts";
import { readConfig } from "../../src/config.ts";
import type { Library } from "../../src/engine/library.ts";
import { makeLog } from "../../src/log.ts";
import { createTestDatabase } from "./postgres.ts";

/** The whole program on a database of its own, on a free port, with a clock that stands still until it is pushed. */
export type TestApp = App & { clock: StoppedClock; databaseUrl: string };

/** A Monday morning in the busiest week of the year: one week before the report of 30/11 falls due. */
export const MONDAY = "2026-11-23T09:00:00+07:00";

const libraries = new Map<string, Library>();

/** Flows and words are read once for all programs that a test file starts: that is most of what a start costs. */
function libraryWith(drafts: readonly string[] = []): Library {
  const key = drafts.join();
  const library = libraries.get(key) ?? libraryOrError(drafts);
  libraries.set(key, library);
  return library;
}

/** Starts it with `settings` beside those that a test needs. `stop` also drops the database. */
export async function startTestApp(
  settings: Readonly<Record<string, string>> = {},
  now: string = MONDAY,
): Promise<TestApp> {
  const database = await createTestDatabase();
  const clock = new StoppedClock(new Date(now));
  const config = readConfig({
    PORT: "0",
    DEMO: "1",
    LOG_LEVEL: process.env["TEST_LOG_LEVEL"] ?? "silent",
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: "0".repeat(64),
    ...settings,
  });
  try {
    const library = libraryWith(config.DRAFT_LOCALES);
    const app = await startApp(config, makeLog(config.LOG_LEVEL), { clock, library });
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
