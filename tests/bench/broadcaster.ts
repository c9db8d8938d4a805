import { startApp, type App } from "../../src/app.ts";
import type { StoppedClock } from "../../src/clock.ts";
import { readConfig } from "../../src/config.ts";
import { makeLog } from "../../src/log.ts";
import { TOKEN } from "./fronts.ts";

/** The program on this database with a Telegram bot at `vendor`; its broadcasts are begun by whoever measures, not by its jobs. */
export async function startBroadcaster(
  clock: StoppedClock,
  { database, vendor, redis }: { database: string; vendor: string; redis?: string },
): Promise<App> {
  const config = readConfig({
    PORT: "0",
    ROLE: "web",
    LOG_LEVEL: "silent",
    DATABASE_URL: database,
    ...(redis === undefined ? {} : { REDIS_URL: redis }),
    ENCRYPTION_KEY: "0".repeat(64),
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: vendor,
    TELEGRAM_MODE: "polling",
  });
  return startApp(config, makeLog(config.LOG_LEVEL), { clock });
}
