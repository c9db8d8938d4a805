import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { findUnit } from "../../src/registry/import/the-unit.ts";
import { inviteOfficial, OFFICIAL_ROLES } from "../../src/registry/invite-official.ts";
import { openPool } from "../../src/store/pool.ts";
import { sqlOf } from "../../src/store/sql.ts";
import type { Sql } from "../../src/turns/ports.ts";
import { addUnit } from "./add-unit.ts";
import { startTestApp, type TestApp } from "./app.ts";
import { compareChat, type ChatStage } from "./chat.ts";

const FOLDER = join(import.meta.dirname, "..", "transcripts");
const Unit = z.object({ unit_id: z.string() });
const CHATS = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".chat"))
  .toSorted();

/** Replays every second transcript, from the `first` one on, each on the whole program with a database of its own. */
export function replayTranscripts(first: 0 | 1): void {
  let app: TestApp | undefined;

  describe("transcripts, on the whole program with a real database", () => {
    afterEach(async () => {
      await app?.stop();
      app = undefined;
    });

    it.each(CHATS.filter((_, nth) => nth % 2 === first))("%s", async (name) => {
      const { kept, now } = await compareChat(join(FOLDER, name), async (at) => {
        app = await startTestApp({}, at);
        return stageOf(app);
      });
      expect(now).toBe(kept);
    });
  });
}

function stageOf({ simulator, databaseUrl, clock }: TestApp): ChatStage {
  if (simulator === null) throw new Error("transcripts need the simulator: DEMO=1");
  return {
    async find(name) {
      const [called, channel = "zalo"] = name.split(/ on (?=zalo$|telegram$)/);
      const people = await simulator.people();
      const found = people.find((person) => person.name === called);
      const person =
        found ?? (await simulator.addPerson(called ?? name, channel === "telegram" ? "telegram" : "zalo"));
      return person.id;
    },
    async act(personId, doing) {
      await simulator.begin(personId, doing);
    },
    async messages(personId, after) {
      await simulator.settled(personId);
      return simulator.messages(personId, after);
    },
    setUp: (commune) =>
      withSql(databaseUrl, async (sql) => {
        const [province] = await sql.rows(Unit, "SELECT unit_id FROM unit_versions WHERE type = 'tinh'");
        await addUnit(sql, commune, "xa", Unit.parse(province).unit_id);
      }),
    invite: ({ role, name, unit }) =>
      withSql(databaseUrl, async (sql) => {
        const { id } = await findUnit(sql, unit, clock.now());
        const official = { name, role: z.enum(OFFICIAL_ROLES).parse(role), unit: id, addressAs: null };
        return (await inviteOfficial(sql, official, clock.now())).invitation;
      }),
    async advance(ms) {
      await simulator.pushClock(new Date(simulator.now.getTime() + ms));
    },
  };
}

async function withSql<T>(databaseUrl: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const pool = openPool(databaseUrl, 1);
  try {
    return await work(sqlOf(pool));
  } finally {
    await pool.end();
  }
}
