import { Client } from "pg";
import { ROLE } from "./cluster.ts";

const DATABASE = "sinh_ke";

/** The address of the product's database on a server that listens on this machine. */
export function databaseUrl(port: number, password: string): string {
  return `postgres://${ROLE}:${password}@127.0.0.1:${port}/${DATABASE}`;
}

/** Makes the product's database where it is missing. Rejects where the server does not take connections. */
export async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = new Client({ host: "127.0.0.1", port, user: ROLE, password, database: "postgres" });
  // A server that stops in between says so on the connection too; the query's own error is the one to report.
  client.on("error", () => undefined);
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}
