import { Client } from "pg";
import { AppError } from "../domain/app-error.ts";

const PATIENCE_MS = 10_000;

/** Connects once, so that a database that is away or refuses us is said plainly, with what to mend. */
export async function reachDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS });
  try {
    await client.connect();
  } catch (error) {
    const why = error instanceof Error && error.message !== "" ? error.message : "no connection";
    throw new AppError(
      "no_database",
      `The database does not let us in (${why}). Check that it runs and that DATABASE_URL names its host, port, user, ` +
        "password and database, for example postgresql://user:password@host:5432/sinh_ke; without DATABASE_URL the " +
        "program brings its own.",
      2,
      error,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}
