import { openChannels } from "../../app/channels.ts";
import { libraryOrError } from "../../app/library.ts";
import { systemClock } from "../../clock.ts";
import type { Config } from "../../config.ts";
import type { Finding } from "../../domain/finding.ts";
import { openPool, type Database } from "../../store/pool.ts";
import { readBoxes } from "../../store/readings.ts";
import { Settings } from "../../store/settings.ts";
import { sqlOf } from "../../store/sql.ts";
import { secretsOf } from "../secrets.ts";
import { withDatabaseUrl } from "../with-database.ts";
import { tryPerson } from "./try-person.ts";

const OLD_S = 900;

/** Whether a program listens under these settings, and whether database and queue answer it. */
export async function runningProgram(config: Config): Promise<Finding> {
  const check = "running program";
  const url = `http://${config.HOST}:${config.PORT}/health/ready`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    const todo = response.ok ? null : "See its log: database or queue do not answer.";
    return { check, saw: `${url} answers ${response.status}`, todo };
  } catch {
    const todo = "Start it with npm start, or set PORT as the running one has it.";
    return { check, saw: `nothing answers at ${url}`, todo };
  }
}

/** The database, what waits in it, and each vendor with the tokens that it keeps. */
export async function examineProgram(
  config: Config,
  attempt: { person: string | undefined; waitMs: number },
): Promise<Finding[]> {
  try {
    return await withDatabaseUrl(async (url) => {
      const pool = openPool(url, 2);
      try {
        return [
          ...(await boxes(pool).catch(unreadable)),
          ...(await signature(config)),
          ...(await vendors(config, pool, attempt)),
        ];
      } finally {
        await pool.end();
      }
    });
  } catch (error) {
    return unreadable(error);
  }
}

/** The vendors are asked all the same; only what is kept of them cannot be. */
function unreadable(error: unknown): Finding[] {
  const saw = error instanceof Error ? error.message || error.name : String(error);
  const todo = /does not exist/.test(saw)
    ? "It is empty: start the program once."
    : "Start PostgreSQL, or mend DATABASE_URL.";
  return [{ check: "database", saw, todo }];
}

async function boxes(pool: Database): Promise<Finding[]> {
  const { inbox, outbox, heard } = await readBoxes(sqlOf(pool), systemClock.now());
  const oldest = Math.max(0, inbox.oldest, ...outbox.map((box) => box.oldest));
  const waiting = inbox.waiting + outbox.reduce((sum, box) => sum + box.waiting, 0);
  return [
    {
      check: "messages",
      saw: waiting === 0 ? "nothing waits" : `${waiting} wait, the oldest for ${minutes(oldest)}`,
      todo: oldest > OLD_S ? "Is a worker running? sinh-ke message --failed shows what did not leave." : null,
    },
    ...heard.map(({ channel, ago }) => ({
      check: `last word on ${channel}`,
      saw: `${minutes(ago)} ago`,
      todo: null,
    })),
  ];
}

/** Which formula Zalo's signatures fit, by the counters of the running program. */
async function signature(config: Config): Promise<Finding[]> {
  if (config.ZALO_OA_ID === undefined) return [];
  const check = "Zalo's signature";
  const text = await fetch(`http://${config.HOST}:${config.PORT}/metrics`, {
    signal: AbortSignal.timeout(5_000),
  })
    .then((response) => response.text())
    .catch(() => "");
  const counts = [...text.matchAll(/^sinh_ke_channel_events_total\{what="zalo\.signature\.(\w+)"\} (\d+)/gm)];
  if (counts.length === 0)
    return [{ check, saw: "no event has come since the program was started", todo: null }];
  const saw = counts.map(([, formula = "", count = ""]) => `${formula} ${count}`).join(", ");
  const none = counts.some(([, formula, count]) => formula === "none" && Number(count) > 0);
  const todo =
    "Put the secret of the webhook page into ZALO_OA_SECRET_KEY; until it fits, ZALO_SIGNATURE_MODE=log loses nothing.";
  return [{ check, saw, todo: none ? todo : null }];
}

async function vendors(
  config: Config,
  pool: Database,
  { person, waitMs }: { person: string | undefined; waitMs: number },
): Promise<Finding[]> {
  const library = libraryOrError(config.DRAFT_LOCALES);
  const { channels } = openChannels({
    config,
    library,
    clock: systemClock,
    alarm: () => undefined,
    count: () => undefined,
    settings: new Settings(pool, () => systemClock.now()),
    secrets: secretsOf(config),
    sql: sqlOf(pool),
    simulator: null,
  });
  try {
    const found = await Promise.all(
      [...channels.values()].map(async (channel) => (await channel.examine?.()) ?? []),
    );
    const tried =
      person === undefined ? [] : await tryPerson({ channels, pool, words: library.words, person, waitMs });
    return [...found.flat(), ...tried];
  } finally {
    for (const channel of channels.values()) await channel.stop?.();
  }
}

function minutes(seconds: number): string {
  return seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
