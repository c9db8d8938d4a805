import { startEmbeddedPostgres } from "../../src/store/embedded-postgres.ts";

// A program that starts the database, says where, and works until it is killed.
const { url } = await startEmbeddedPostgres({
  dataDir: process.argv[2] ?? "",
  log: () => undefined,
  throwAway: true,
});
process.stdout.write(`${url}\n`);
process.stdin.resume();
