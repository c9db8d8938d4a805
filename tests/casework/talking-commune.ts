import { openPool } from "../../src/store/pool.ts";
import { sqlOf } from "../../src/store/sql.ts";
import type { Sql } from "../../src/turns/ports.ts";
import type { Doing } from "../../src/turns/simulation.ts";
import { startTestApp } from "../support/app.ts";
import { settle } from "./settle-commune.ts";

/** A commune beside the story's, with a leader, three officers and forty households, all of it through the chat. */
export type TalkingCommune = {
  sql: Sql;
  id: string;
  /** What somebody writes or sends (<voice>, <photo>), one after the other; gives what was answered to the last. */
  says(this: void, name: string, ...lines: string[]): Promise<string>;
  /** Pushes the clock to the morning of a day. */
  until(day: string): Promise<void>;
  stop(): Promise<void>;
};

/** Opens it on the whole program in the morning of 10/2/2026. */
export async function openTalkingCommune(): Promise<TalkingCommune> {
  const app = await startTestApp({}, "2026-02-10T09:00:00+07:00");
  const pool = openPool(app.databaseUrl, 2);
  const sql = sqlOf(pool);
  const { simulator } = app;
  if (simulator === null) throw new Error("a talk needs the simulator");
  const { phones, commune } = await settle(sql, app.clock.now());
  return {
    sql,
    id: commune,
    async says(name, ...lines) {
      const phone = phones.get(name);
      if (phone === undefined) throw new Error(`${name} has no phone`);
      let last: string[] = [];
      for (const line of lines) {
        const heard = await simulator.act(phone, doing(line));
        last = heard.filter(({ from }) => from === "bot").map(({ text }) => text.replaceAll("\u00A0", " "));
      }
      return last.join("\n");
    },
    async until(day) {
      await simulator.pushClock(new Date(`${day}T09:00:00+07:00`));
    },
    async stop() {
      await pool.end();
      await app.stop();
    },
  };
}

function doing(line: string): Doing {
  if (line === "<voice>") return { voice: "data:audio/aac;base64,AAAA" };
  return line === "<photo>" ? { photo: "data:image/jpeg;base64,/9j/4AAQ" } : { text: line };
}
