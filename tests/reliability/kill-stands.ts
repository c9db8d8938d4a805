import { setTimeout as pause } from "node:timers/promises";
import { readPassword } from "../../src/store/embedded/cluster.ts";
import { databaseUrl } from "../../src/store/embedded/database.ts";
import { findPostmaster } from "../../src/store/embedded/postmaster.ts";
import { freePort, launchProgram, type Launched } from "../support/program.ts";

/** Where the program stands: on a PostgreSQL of others, on its own in a folder, or as web and worker with a Redis beside. */
export type Ground =
  | { kind: "postgres"; databaseUrl: string }
  | { kind: "embedded"; dataDir: string }
  | { kind: "redis"; databaseUrl: string; redisUrl: string };

/** Programs that are killed and begun again, all with the same settings each time. */
export type Stand = {
  publicUrl: string;
  /** The slowest start so far. */
  slowestStartMs(): number;
  /** The slowest of the members' last starts. */
  lastStartMs(): number;
  /** How often each part was killed. */
  killed: Readonly<Record<string, number>>;
  /** Resolves when all are ready. */
  up(): Promise<void>;
  /** Ends one of them by chance, now and then all, and begins again at once. */
  kill(signal: "SIGKILL" | "SIGTERM"): Promise<void>;
  /** The database as it is reached now: its own server comes back on another port. */
  databaseUrl(): Promise<string>;
  close(): Promise<void>;
};

type Member = { name: string; settings: Record<string, string>; program: Launched };
type Settings = Readonly<Record<string, string>>;

/** How long a server that was killed with its program may take to be there again. */
const DATABASE_MS = 60_000;

/** Launches them; `settings` are those that all share. */
export async function launchStand(ground: Ground, settings: Settings, random: () => number): Promise<Stand> {
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const shared = { ...settings, ...storeOf(ground), PUBLIC_URL: publicUrl };
  const roles = ground.kind === "redis" ? ["web", "worker"] : ["all"];
  const members: Member[] = [];
  for (const [place, ROLE] of roles.entries()) {
    const own = { ...shared, ROLE, PORT: String(place === 0 ? port : await freePort()) };
    members.push({ name: ROLE, settings: own, program: launchProgram(own) });
  }
  const killed: Record<string, number> = {};
  let slowest = 0;
  let last = 0;
  const end = async (member: Member, signal: NodeJS.Signals): Promise<void> => {
    killed[member.name] = (killed[member.name] ?? 0) + 1;
    await member.program.stop(signal);
  };
  return {
    publicUrl,
    killed,
    slowestStartMs: () => Math.round(slowest),
    lastStartMs: () => last,
    async up() {
      await Promise.all(members.map(({ program }) => program.ready));
      last = Math.max(...members.map(({ program }) => program.readyMs));
      slowest = Math.max(slowest, last);
    },
    async kill(signal) {
      const chance = random();
      const first = Math.floor(chance * members.length * 1.5);
      const chosen = members.filter((_, place) => place === first || first >= members.length);
      // The server before its program, so that the program lives for a moment without it.
      const withServer = ground.kind === "embedded" && signal === "SIGKILL" && random() < 0.5;
      if (withServer && (await killServer(ground.dataDir)))
        killed["database"] = (killed["database"] ?? 0) + 1;
      await Promise.all(chosen.map((member) => end(member, signal)));
      for (const member of chosen) member.program = launchProgram(member.settings);
    },
    databaseUrl: () => urlOf(ground),
    close: async () => {
      await Promise.all(members.map(({ program }) => program.stop()));
    },
  };
}

function storeOf(ground: Ground): Record<string, string> {
  switch (ground.kind) {
    case "postgres":
      return { DATABASE_URL: ground.databaseUrl };
    case "embedded":
      return { DATA_DIR: ground.dataDir };
    case "redis":
      return { DATABASE_URL: ground.databaseUrl, REDIS_URL: ground.redisUrl };
    default:
      return ground satisfies never;
  }
}

async function urlOf(ground: Ground): Promise<string> {
  if (ground.kind !== "embedded") return ground.databaseUrl;
  const cluster = `${ground.dataDir}/postgres`;
  for (const until = performance.now() + DATABASE_MS; performance.now() < until; await pause(50)) {
    const server = await findPostmaster(cluster);
    if (server?.ready === true) return databaseUrl(server.port, await readPassword(cluster));
  }
  throw new Error("The program's own database is not there");
}

async function killServer(dataDir: string): Promise<boolean> {
  const server = await findPostmaster(`${dataDir}/postgres`);
  if (server === undefined) return false;
  process.kill(server.pid, "SIGKILL");
  return true;
}
