import { rm } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startApp, type App } from "../../src/app.ts";
import { StoppedClock } from "../../src/clock.ts";
import { readConfig } from "../../src/config.ts";
import { makeLog } from "../../src/log.ts";
import { settleRestore } from "../../src/reminders/settle-restore.ts";
import { writeBackup } from "../../src/store/backup/backup.ts";
import { checkBackup } from "../../src/store/backup/read-backup.ts";
import { restoreBackup } from "../../src/store/backup/restore.ts";
import type { BackupSecret } from "../../src/store/backup/sealed-stream.ts";
import { openPool } from "../../src/store/pool.ts";
import { sqlOf } from "../../src/store/sql.ts";
import type { Sql } from "../../src/turns/ports.ts";
import { shippedLibrary } from "../support/library.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import { databaseFolder } from "../support/scratch.ts";

const LOCK: BackupSecret = { kind: "key", key: "0".repeat(64) };
const at = (day: string, time = "09:00"): Date => new Date(`${day}T${time}:00+07:00`);
const Line = z.object({ what: z.string() });

let folder: string;
let database: TestDatabase;
let app: App;
const clock = new StoppedClock(at("2026-11-18", "20:00"));

async function rows(sql: string): Promise<string[]> {
  const pool = openPool(database.url, 1);
  try {
    return (await sqlOf(pool).rows(Line, sql)).map(({ what }) => what);
  } finally {
    await pool.end();
  }
}

async function start(): Promise<void> {
  const config = readConfig({
    PORT: "0",
    DEMO: "1",
    LOG_LEVEL: "silent",
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: "0".repeat(64),
  });
  app = await startApp(config, makeLog("silent"), {
    clock,
    library: shippedLibrary(readConfig({}).DRAFT_LOCALES),
  });
}

/** What timers said to people since a day: the account, the flow, and the first line of it. */
const said = (since: string): Promise<string[]> =>
  rows(
    `SELECT concat_ws(' | ', c.external_id, i.payload ->> 'flow', split_part(o.payload ->> 'text', E'\\n', 1)) AS what
     FROM outbox o JOIN inbox i ON i.id = o.inbox_id JOIN contacts c ON c.id = o.contact_id
     WHERE i.external_id LIKE 'timer:%' AND i.payload ->> 'kind' = 'start' AND o.created_at >= '${since}' ORDER BY o.id`,
  );

/** The ledger of the year's report of chị Hạnh's commune. */
const ladder = (): Promise<string[]> =>
  rows(
    `SELECT concat_ws(' ', r.rung, r.state, r.reason) AS what FROM reminders r JOIN submissions s ON s.id = r.submission_id
     JOIN contacts c ON c.person_id = r.person_id WHERE c.external_id = 'telegram:hanh' AND s.period = '2026-Y'
       AND r.planned_on BETWEEN '2026-11-18' AND '2026-12-01' ORDER BY r.planned_on, r.id`,
  );

beforeAll(async () => {
  folder = await databaseFolder("sinh-ke-restored-");
  database = await createTestDatabase();
  await start();
});
afterAll(async () => {
  await app.stop();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

describe("a backup of a week ago that is put back", { timeout: 60_000 }, () => {
  let before: string[];
  let after: string[];
  let opened: string[];

  beforeAll(async () => {
    await app.simulator?.pushClock(at("2026-11-18", "21:30"));
    const file = path.join(folder, "week.backup");
    const pool = openPool(database.url, 1);
    const sql = sqlOf(pool);
    // Chị Hạnh also runs the program here, and two messages to many are to go, one of them in that week.
    await sql.run(
      `INSERT INTO roles (id, person_id, role, unit_id, valid_from) SELECT gen_random_uuid(), r.person_id, 'administrator', r.unit_id, r.valid_from
       FROM roles r JOIN contacts c ON c.person_id = r.person_id WHERE c.external_id = 'telegram:hanh' AND r.role = 'leader' LIMIT 1`,
    );
    await sql.run(
      `INSERT INTO broadcasts (id, author_id, unit_id, audience, text, state, send_at, created_at)
       SELECT gen_random_uuid(), r.person_id, r.unit_id, jsonb_build_object('unit', r.unit_id, 'who', 'leaders', 'status', NULL,
         'livelihood', NULL, 'locale', NULL, 'silent_days', NULL), b.text, 'approved', b.at::timestamptz, now()
       FROM roles r, (VALUES ('x', '2026-11-30T09:00+07:00'), ('y', '2026-11-20T09:00+07:00')) AS b (text, at)
       WHERE r.role = 'administrator'`,
    );
    // She has asked for a paper that could not be made yet.
    await sql.run(
      `INSERT INTO errands (id, kind, contact_id, person_id, given, flow, created_at, next_at)
       SELECT gen_random_uuid(), 'asked for before the backup', c.id, c.person_id, '{}', 'paper_ready', $1, $2
       FROM contacts c WHERE c.external_id = 'telegram:hanh'`,
      [clock.now(), at("2026-11-26")],
    );
    await pool.end();
    await writeBackup(database.url, file, {
      secret: LOCK,
      encryptionKey: "0".repeat(64),
      now: clock.now(),
    });
    await app.simulator?.pushClock(at("2026-11-25"));
    before = await said("2026-11-18T21:30+07:00");
    await app.stop();
    const checked = await checkBackup(file, LOCK);
    await restoreBackup(database.url, file, { secret: LOCK, checked, force: true, now: clock.now() });
    // Anh Lộc was to be asked of one thing twice in that week, and of another; Minh of a household that is not his.
    const restored = openPool(database.url, 1);
    const planned = `INSERT INTO timers (kind, household_id, person_id, payload, due_at, created_at)
      SELECT k.kind, CASE WHEN k.kind <> 'shock' THEN t.household_id END, CASE WHEN k.kind = 'shock' THEN minh.person_id END,
        CASE k.kind WHEN 'step' THEN t.payload ELSE jsonb_build_object('kind', 'start', 'flow', k.flow,
          'vars', jsonb_build_object('household', jsonb_build_object('id', t.household_id))) END, t.due_at, t.created_at
      FROM timers t JOIN household_contacts hc ON hc.household_id = t.household_id JOIN contacts c ON c.id = hc.contact_id
        CROSS JOIN contacts minh CROSS JOIN (VALUES ('step', ''), ('progress', 'progress'), ('shock', 'shock_due')) AS k (kind, flow)
      WHERE c.external_id = 'telegram:loc' AND minh.external_id = 'zalo:minh' AND t.kind = 'step' AND t.fired_at IS NULL
        AND t.due_at < '2026-11-25'`;
    await restored.query(planned);
    await restored.query(
      `UPDATE assignments SET valid_to = '2026-11-01' WHERE household_id IN (
         SELECT household_id FROM household_contacts hc JOIN contacts c ON c.id = hc.contact_id WHERE c.external_id = 'telegram:loc')`,
    );
    await restored.end();
    clock.set(at("2026-11-25", "10:00"));
    await start();
    await app.simulator?.pushClock(at("2026-11-25", "11:00"));
    const loc = (await app.simulator?.people())?.find(({ externalId }) => externalId === "telegram:loc");
    const answered = await app.simulator?.act(loc?.id ?? "", { text: "2" });
    opened = (answered ?? []).flatMap(({ from, text }) =>
      from === "bot" ? [text.split("\n")[0] ?? ""] : [],
    );
    await app.simulator?.pushClock(at("2026-12-02", "12:00"));
    after = await said("2026-11-25T09:30+07:00");
  });

  it("does not say again what was said, and goes on with what falls due from then on", () => {
    expect(before.filter((line) => line.startsWith("telegram:hanh"))).toEqual([
      "telegram:hanh | deadline | Chị Hạnh ơi, em báo các hạn đang tới:",
      'telegram:hanh | broadcast_news | Tin "y" gửi xong: tới 1 máy, không tới 0, không gửi 0.',
      "telegram:hanh | deadline | Chị Hạnh ơi, em nhắc việc tới hạn:",
    ]);
    expect(before.filter((line) => line.startsWith("telegram:loc"))).toHaveLength(1);
    expect(after.filter((line) => line.includes("| step_due |"))).toEqual([]);
    expect(after.filter((line) => line.startsWith("telegram:hanh"))).toEqual([
      // The one that says where things stand; the rung of that very morning is in it.
      "telegram:hanh | deadline | Chị Hạnh ơi, máy mới khôi phục, có thể em nhắc rồi; trong máy còn:",
      "telegram:hanh | deadline | Chị Hạnh ơi, em nhắc việc tới hạn:",
      "telegram:hanh | deadline | Chị Hạnh ơi, em nhắc việc tới hạn:",
    ]);
  });

  it("has each reminder in the ledger once, with what is known of it", async () => {
    expect(await ladder()).toEqual([
      "T-3 maybe_told restored",
      "again restored 2026-11-25 left_out overtaken",
      "T-1 told",
      "T told",
      "T+1 told",
    ]);
    expect(
      await rows("SELECT key AS what FROM timers WHERE key IS NOT NULL GROUP BY key HAVING count(*) > 1"),
    ).toEqual([]);
  });

  it("does not make again what was asked for before the backup", async () => {
    expect(
      await rows(
        "SELECT concat_ws(' ', attempts, failure, done_at IS NOT NULL) AS what FROM errands WHERE kind LIKE 'asked for%'",
      ),
    ).toEqual(["0 restored t"]);
  });

  it("asks a household once what it may have been asked, and opens it where it wants", async () => {
    expect(after.filter((line) => line.includes("| after_restore |"))).toEqual([
      "telegram:loc | after_restore | Anh Lộc ơi, máy của chương trình vừa được khôi phục về lúc 21:30 ngày 18/11/2026.",
      "telegram:loc | after_restore | Còn mấy chuyện em có thể đã hỏi mà mất câu trả lời. Anh Lộc chọn tiếp chuyện nào ạ?",
    ]);
    expect(
      await rows(
        "SELECT payload -> 'options' -> 1 ->> 'label' AS what FROM outbox WHERE payload ->> 'text' LIKE 'Còn mấy chuyện em%'",
      ),
    ).toEqual(["Thôi, khỏi"]);
    expect(opened).toEqual([
      "Dạ, em hỏi lại liền. Chuyện nào đã xong thì em không hỏi nữa.",
      "Chào anh Lộc, theo kế hoạch thì tới hạn: Che lưới vườn ươm, gieo 1.000 bầu sầu riêng. Nhà mình làm chưa ạ?",
    ]);
  });

  it("tells who runs the program what is lost, and holds what was going to many", async () => {
    const [told] = await rows(
      `SELECT o.payload ->> 'text' AS what FROM outbox o JOIN inbox i ON i.id = o.inbox_id WHERE i.external_id LIKE 'alert:%'`,
    );
    expect(told).toContain("bản lưu lúc 21:30 ngày 18/11/2026");
    expect(told).toContain("tới 09:00 ngày 25/11/2026 không còn trong máy");
    expect(await rows("SELECT concat_ws(' ', text, state) AS what FROM broadcasts ORDER BY text")).toEqual([
      "x done",
      "y paused",
    ]);
  });

  it("carries over what an earlier restore wanted to say and may not have, where it is put back again", async () => {
    const now = at("2026-12-02", "13:00");
    const planted = await rolledBack(async (sql) => {
      await sql.run("DELETE FROM timers WHERE kind = 'restored'");
      // Restored on the 1st, saved before that was said, and restored again the next day; the commune owes its report still.
      await sql.run(
        `INSERT INTO timers (key, kind, household_id, payload, due_at, created_at)
         SELECT 'restored:one', 'restored', hc.household_id, '{"kind": "start", "flow": "after_restore",
           "vars": {"since": {"day": "2026-11-30", "time": "02:15"}}}', $1, $1
         FROM household_contacts hc JOIN contacts c ON c.id = hc.contact_id WHERE c.external_id = 'telegram:loc' LIMIT 1`,
        [at("2026-12-02", "07:00")],
      );
      await sql.run(
        `UPDATE reminders r SET state = 'planned', reason = NULL, decided_at = NULL FROM contacts c
         WHERE c.person_id = r.person_id AND c.external_id = 'telegram:hanh' AND r.rung = 'T+1' AND r.planned_on = '2026-11-30'`,
      );
      const noted = { backup: at("2026-12-01", "20:00"), at: now };
      for (let time = 1; time <= 2; time += 1) {
        await sql.run("INSERT INTO settings (key, value, updated_at) VALUES ('restored', $1::jsonb, $2)", [
          JSON.stringify(noted),
          now,
        ]);
        await settleRestore(sql, new Date(now.getTime() + time), {
          politeTime: (instant) => instant,
          aheadMs: 0,
        });
      }
      return [
        ...(await sql.rows(
          Line,
          `SELECT concat_ws(' ', coalesce(outcome, 'waits'), payload -> 'vars' -> 'since' ->> 'day', payload -> 'vars' -> 'since' ->> 'time') AS what
           FROM timers WHERE kind = 'restored' ORDER BY id`,
        )),
        ...(await sql.rows(
          Line,
          `SELECT DISTINCT concat_ws(' ', r.rung, r.state) AS what FROM reminders r JOIN contacts c ON c.person_id = r.person_id
           WHERE c.external_id = 'telegram:hanh' AND r.rung = 'again restored 2026-12-02'`,
        )),
      ].map(({ what }) => what);
    });
    expect(planted).toEqual([
      "maybe_told 2026-11-30 02:15",
      "waits 2026-11-30 02:15",
      "again restored 2026-12-02 planned",
    ]);
  });
});

/** What `work` sees, of which nothing stays. */
async function rolledBack<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  const pool = openPool(database.url, 1);
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    return await work(sqlOf(client));
  } finally {
    await client.query("ROLLBACK");
    client.release();
    await pool.end();
  }
}
