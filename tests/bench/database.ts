import { existsSync, rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbeddedPostgres } from "../../src/store/embedded-postgres.ts";
import { findPostmaster } from "../../src/store/embedded/postmaster.ts";
import { migrate } from "../../src/store/migrate.ts";
import { urlOf, withClient } from "../support/postgres-template.ts";

/** A migrated database for one benchmark: on TEST_DATABASE_URL where that is set, else on a server of its own. */
export async function benchDatabase(): Promise<{
  url: string;
  /** Of a server of its own; 0 where another was given. */
  serverPid: number;
  drop(): Promise<void>;
}> {
  const given = process.env["TEST_DATABASE_URL"];
  const home = await mkdtemp(path.join(tmpdir(), "sinh-ke-bench-"));
  const server =
    given === undefined
      ? await startEmbeddedPostgres({ dataDir: home, log: () => undefined })
      : { url: given, stop: async () => undefined };
  const name = `bench_${process.pid}`;
  await withClient(server.url, async (client) =>
    client.query(`CREATE DATABASE "${name}" TEMPLATE template0`),
  );
  const url = urlOf(server.url, name);
  const running = await findPostmaster(path.join(home, "postgres"));
  if (running !== undefined) endWithUs(running.pid, home);
  await migrate(url);
  return {
    url,
    serverPid: running?.pid ?? 0,
    async drop() {
      await withClient(server.url, async (client) => client.query(`DROP DATABASE "${name}" WITH (FORCE)`));
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** A script that fails, or is ended, leaves no server behind. */
function endWithUs(pid: number, home: string): void {
  process.once("exit", () => {
    // Ended and taken away already where everything went well.
    if (!existsSync(home)) return;
    process.kill(pid, "SIGQUIT");
    rmSync(home, { recursive: true, force: true });
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));
}
