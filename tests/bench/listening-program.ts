import { freePort, startProgram, type Program } from "../support/program.ts";

/** The built program at work, and where vendors reach it. */
export type ListeningProgram = { url: string; program: Program };

/** Starts the built program on a free port with this database and the `settings` of whom it talks to. */
export async function startListening(
  databaseUrl: string,
  settings: Readonly<Record<string, string>>,
): Promise<ListeningProgram> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program = await startProgram({
    PORT: String(port),
    PUBLIC_URL: url,
    DATABASE_URL: databaseUrl,
    ENCRYPTION_KEY: "0".repeat(64),
    LOG_LEVEL: "warn",
    ...settings,
  });
  return { url, program };
}
