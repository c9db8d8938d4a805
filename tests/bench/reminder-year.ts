import { startApp, type App } from "../../src/app.ts";
import { addDays, instantAt, localDateOf, type LocalDate } from "../../src/calendar/local-date.ts";
import { StoppedClock } from "../../src/clock.ts";
import { readConfig } from "../../src/config.ts";
import { makeLog } from "../../src/log.ts";
import { openPool } from "../../src/store/pool.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { addProvince, check, handIn } from "../reminders/province.ts";
import { benchDatabase } from "./database.ts";

/**
 * A province pushed day by day from 1/11/2026 to 31/12/2027 through the whole program: timers, turns, messages. Ten times it
 * is ended in the middle of a morning and begun again, once it is away for two days on which reminders fall due. One JSON
 * line with what was wrong, which is to be nothing. Arguments: communes (124), last day (2027-12-31); `npm run bench` takes eight
 * communes to the end of 2026.
 */
const [communes = "124", last = "2027-12-31"] = process.argv.slice(2);
const FIRST = "2026-11-01";
/** T-3 of the half-year's report, and the day after. */
const AWAY = ["2027-05-25", "2027-05-26"];
const RESTARTS = [
  "2026-11-06",
  "2026-11-17",
  "2026-11-27",
  "2026-12-31",
  "2027-03-16",
  "2027-04-14",
  "2027-05-27",
  "2027-06-30",
  "2027-09-30",
  "2027-11-29",
];

const database = await benchDatabase();
const pool = openPool(database.url, 4);
const sql = sqlOf(pool);
const clock = new StoppedClock(instantAt(FIRST));
const began = performance.now();
let app = await open();
try {
  await addProvince(sql, Number(communes));
  for (let day: LocalDate = FIRST; day <= last; day = addDays(day, 1)) await live(day);
  const found = await check(sql, FIRST, last, (date) => AWAY.includes(date));
  const seconds = Math.round((performance.now() - began) / 1000);
  process.stdout.write(
    `${JSON.stringify({ bench: "reminder_year", communes: Number(communes), restarts: RESTARTS.filter((day) => day <= last).length, ...found, seconds })}\n`,
  );
} finally {
  await app.stop();
  await pool.end();
  await database.drop();
}

async function live(day: LocalDate): Promise<void> {
  if (AWAY[0] === day) await app.stop();
  if (AWAY.includes(day)) {
    clock.set(instantAt(addDays(day, 1)));
    if (AWAY.at(-1) === day) app = await open();
    return;
  }
  await handIn(sql, instantAt(day, 7));
  const pushed = app.simulator?.pushClock(instantAt(addDays(day, 1)));
  if (RESTARTS.includes(day)) {
    // In the middle of the morning's messages: what was begun ends as it can.
    await Promise.race([pushed?.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 400))]);
    await app.stop();
    await pushed?.catch(() => undefined);
    app = await open();
    if (localDateOf(clock.now()) === day) await app.simulator?.pushClock(instantAt(addDays(day, 1)));
    return;
  }
  await pushed;
}

async function open(): Promise<App> {
  const config = readConfig({
    PORT: "0",
    DEMO: "1",
    LOG_LEVEL: "silent",
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: "0".repeat(64),
  });
  return startApp(config, makeLog(config.LOG_LEVEL), { clock });
}
