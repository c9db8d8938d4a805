import { once } from "node:events";
import { createServer } from "node:net";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { MARK_CLASS, ProcessMark } from "../../src/store/process-mark.ts";
import { cuttableLine, type CuttableLine } from "../support/cuttable-line.ts";
import { createEmptyDatabase, type TestDatabase } from "../support/postgres.ts";

const ID = 4711;
const TRIES = 12;
/** Each try of the database that is away takes so long, so that two at a time would be seen. */
const REFUSED_AFTER_MS = 20;
let database: TestDatabase;
let line: CuttableLine;
let asking: Client;

beforeAll(async () => {
  database = await createEmptyDatabase();
  line = await cuttableLine(database.url);
  asking = new Client({ connectionString: database.url });
  await asking.connect();
});
afterAll(async () => {
  await asking.end();
  await line.cut();
  await database.drop();
});

/** Sessions of the program's mark, and how many of them have it. */
async function marks(): Promise<{ sessions: number; held: number }> {
  const { rows } = await asking.query<{ sessions: number; held: number }>(
    `SELECT (SELECT count(*)::int FROM pg_stat_activity WHERE application_name = 'sinh-ke mark' AND datname = current_database()) AS sessions,
       (SELECT count(*)::int FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE d.datname = current_database() AND l.classid = $1 AND l.objid = $2 AND l.granted) AS held`,
    [MARK_CLASS, ID],
  );
  return rows[0] ?? { sessions: -1, held: -1 };
}

it("comes back by one connection, tried one at a time, however long the database is away", async () => {
  const through = new URL(database.url);
  through.host = new URL(line.url).host;
  const mark = new ProcessMark(through.href, ID, { pauseMs: 5 });
  await mark.hold();
  expect(await marks()).toEqual({ sessions: 1, held: 1 });
  await line.cut();
  let tries = 0;
  let atOnce = 0;
  let mostAtOnce = 0;
  const away = createServer((socket) => {
    tries += 1;
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    socket.on("error", () => undefined);
    socket.on("close", () => (atOnce -= 1));
    setTimeout(() => socket.destroy(), REFUSED_AFTER_MS);
  });
  await once(away.listen(Number(through.port), "127.0.0.1"), "listening");
  await expect.poll(() => tries).toBeGreaterThanOrEqual(TRIES);
  const closed = once(away, "close");
  away.close();
  await closed;
  expect(mostAtOnce).toBe(1);
  await line.mend();
  await expect.poll(marks).toEqual({ sessions: 1, held: 1 });
  await mark.release();
  await expect.poll(marks).toEqual({ sessions: 0, held: 0 });
});
