import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { startEmbeddedPostgres } from "../../src/store/embedded-postgres.ts";
import { migrate } from "../../src/store/migrate.ts";
import { ensureTemplate, OWN_SERVER, type Template, urlOf, withClient } from "./postgres-template.ts";

/** A database of a test's own. `drop` also cuts the connections that the test forgot. */
export type TestDatabase = { url: string; drop(): Promise<void> };

/** A database with this program's schema and nothing in it, copied in some ten milliseconds. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return createFrom(await serverUrl(), await migrated());
}

/** The same with what `fill` wrote into it: once in a run for each `name`, by whoever needs it first. */
export async function createFilledDatabase(
  name: string,
  fill: (url: string) => Promise<void>,
): Promise<TestDatabase> {
  return createFrom(await serverUrl(), await template({ name, from: await migrated(), fill }));
}

function migrated(): Promise<string> {
  return template({ name: "schema", from: "template0", fill: migrate });
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
const templates = new Map<string, Promise<string>>();

async function template(wanted: Template): Promise<string> {
  const known = templates.get(wanted.name);
  if (known !== undefined) return known;
  const made = ensureTemplate(await serverUrl(), inject("postgresHome"), wanted);
  templates.set(wanted.name, made);
  return made;
}

/** One server for the whole run: each worker finds the one that the first of them started. */
async function serverUrl(): Promise<string> {
  if (OWN_SERVER !== undefined) return OWN_SERVER;
  const dataDir = inject("postgresHome");
  return (started ??= startEmbeddedPostgres({ dataDir, log: () => undefined, throwAway: true }).then(
    ({ url }) => url,
  ));
}
