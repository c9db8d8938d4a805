import path from "node:path";
import { Client } from "pg";
import { migrate } from "../../src/store/migrate.ts";

/** A server of the developer's own choice, for example another version; the embedded one where it is not set. */
export const OWN_SERVER = process.env["TEST_DATABASE_URL"];

/** Any number: it keeps two test files from making the template at once. */
const LOCK = 20_261_122;

/** The migrated database of this run that others are copied from; made by whoever needs it first. */
export async function ensureTemplate(serverUrl: string, home: string): Promise<string> {
  const template = templateName(home);
  return withClient(serverUrl, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [template]);
    if (found.rowCount !== 0) return template;
    await client.query(`CREATE DATABASE "${template}" TEMPLATE template0`);
    try {
      await migrate(urlOf(serverUrl, template));
    } catch (error) {
      await client.query(`DROP DATABASE "${template}"`);
      throw error;
    }
    return template;
  });
}

/** Leaves nothing on a server that is not ours; ours goes as a whole. */
export async function dropTemplate(home: string): Promise<void> {
  if (OWN_SERVER === undefined) return;
  await withClient(OWN_SERVER, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS "${templateName(home)}"`);
  });
}

/** The address of another database on the same server. */
export function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** One short connection; what it locked is free again afterwards. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function templateName(home: string): string {
  return `template_${path.basename(home)}`;
}
