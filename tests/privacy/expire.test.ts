import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { readAudit } from "../../src/registry/audit/read.ts";
import { openPool, type Database } from "../../src/store/pool.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { startTestApp, type TestApp } from "../support/app.ts";

const DAY_MS = 86_400_000;
const CountRow = z.object({ n: z.int() });

let app: TestApp;
let pool: Database;
beforeAll(async () => {
  app = await startTestApp();
  pool = openPool(app.databaseUrl, 2);
});
afterAll(async () => {
  await pool.end();
  await app.stop();
});

const count = async (from: string): Promise<number> => {
  const [row] = await sqlOf(pool).rows(CountRow, `SELECT count(*)::int AS n FROM ${from}`);
  return row?.n ?? -1;
};
const push = async (days: number): Promise<void> => {
  const now = app.simulator?.now ?? new Date();
  await app.simulator?.pushClock(new Date(now.getTime() + days * DAY_MS));
};

const files = (which: string): string => `files WHERE bytes IS NOT NULL AND vendor_ref = 'x' AND ${which}`;

describe("what is kept", () => {
  it("goes when its time has come and not before, and the record says so", async () => {
    const ben = (await app.simulator?.people())?.find(({ name }) => name === "Lê Văn Bền");
    for (const doing of [{ text: "chuyện lạ lùng" }, { voice: "data:audio/aac;base64,AAAA" }])
      await app.simulator?.act(ben?.id ?? "", doing);
    await sqlOf(pool).run(
      `INSERT INTO files (id, kind, vendor_ref, channel, contact_id, mime, bytes, created_at)
       SELECT gen_random_uuid(), kind, 'x', 'simulator', $1, mime, '\\x00', $2
       FROM (VALUES ('voice', 'audio/ogg'), ('photo', 'image/jpeg'), ('document', 'text/plain'), ('document', 'application/pdf')) f (kind, mime)`,
      [ben?.id, app.clock.now()],
    );
    const said = "inbox WHERE payload::text LIKE '%lạ lùng%'";
    await push(8);
    expect(await count(said)).toBe(1);
    expect(await count(files("mime = 'text/plain'"))).toBe(0);
    expect(await count(files("kind = 'voice'"))).toBe(1);
    await push(84);
    expect(await count(said)).toBe(0);
    expect(await count(files("kind = 'voice'"))).toBe(0);
    expect(await count(files("kind = 'photo'"))).toBe(1);
    expect(await count(files("mime = 'application/pdf'"))).toBe(1);
    const nights = (
      await readAudit(sqlOf(pool), { household: null, person: null, from: null, to: null, limit: 5000 })
    ).filter(({ action }) => action === "expire");
    expect(nights.length).toBeGreaterThan(1);
    expect(nights.some(({ detail }) => Number(detail["chat_text"]) > 0)).toBe(true);
    expect(new Set(nights.map(({ object_id }) => object_id)).size).toBe(nights.length);
  });
});
