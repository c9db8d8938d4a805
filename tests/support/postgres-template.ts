import path from "node:path";
import { Client } from "pg";

/** A server of the developer's own choice, for example another version; the embedded one where it is not set. */
export const OWN_SERVER = process.env["TEST_DATABASE_URL"];

/** A database of this run that others are copied from: what it is called within the run, and how it is filled. */
export type Template = { name: string; from: string; fill: (url: string) => Promise<unknown> };

/** Makes it where nobody has yet; whoever comes meanwhile waits. Resolves with the database's name. */
export async function ensureTemplate(
  serverUrl: string,
  home: string,
  { name, from, fill }: Template,
): Promise<string> {
  const template = `${prefixOf(home)}${name}`;
  return withClient(serverUrl, async (client) => {
    // One worker makes it, the other waits for it.
    await client.query("SELECT pg_advisory_lock(hashtext($1))", [template]);
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [template]);
    if (found.rowCount !== 0) return template;
    await client.query(`CREATE DATABASE "${template}" TEMPLATE "${from}"`);
    try {
      await fill(urlOf(serverUrl, template));
    } catch (error) {
      await client.query(`DROP DATABASE "${template}" WITH (FORCE)`);
      throw error;
    }
    return template;
  });
}

/** Leaves nothing on a server that is not ours; ours goes as a whole. */
export async function dropTemplates(home: string): Promise<void> {
  if (OWN_SERVER === undefined) return;
  await withClient(OWN_SERVER, async (client) => {
    const made = await client.query<{ datname: string }>(
      "SELECT datname FROM pg_database WHERE starts_with(datname, $1)",
      [prefixOf(home)],
    );
    for (const { datname } of made.rows) await client.query(`DROP DATABASE IF EXISTS "${datname}"`);
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

function prefixOf(home: string): string {
  return `template_${path.basename(home)}_`;
}
