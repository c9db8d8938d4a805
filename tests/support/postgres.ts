import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { startEmbeddedPostgres } from "../../src/store/embedded-postgres.ts";
import { ensureTemplate, OWN_SERVER, urlOf, withClient } from "./postgres-template.ts";

/** A database of a test's own. `drop` also cuts the connections that the test forgot. */
export type TestDatabase = { url: string; drop(): Promise<void> };

/** A database with this program's schema and nothing in it, copied in some ten milliseconds. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = await serverUrl();
  return createFrom(server, await (template ??= ensureTemplate(server, inject("postgresHome"))));
}

/** A database without any table. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return createFrom(await serverUrl(), "template0");
}

async function createFrom(server: string, source: string): Promise<TestDatabase> {
  const name = `test_${randomUUID()}`;
  await withClient(server, async (client) => client.query(`CREATE DATABASE "${name}" TEMPLATE "${source}"`));
  return {
    url: urlOf(server, name),
    drop: async () => {
      await withClient(server, async (client) =>
        client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
      );
    },
  };
}

let started: Promise<string> | undefined;
let template: Promise<string> | undefined;

/** One server for the whole run: each worker finds the one that the first of them started. */
async function serverUrl(): Promise<string> {
  if (OWN_SERVER !== undefined) return OWN_SERVER;
  const dataDir = inject("postgresHome");
  return (started ??= startEmbeddedPostgres({ dataDir, log: () => undefined, throwAway: true }).then(
    ({ url }) => url,
  ));
}
