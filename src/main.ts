import { startApp } from "./app.ts";
import { environment, readConfig } from "./config.ts";
import { AppError } from "./domain/app-error.ts";
import { makeLog } from "./log.ts";

/** Starts the program, says where it is, and stops it cleanly on Ctrl-C or when the system asks. */
async function main(): Promise<void> {
  const config = readConfig({ ...environment(), ...roleArgument() });
  const log = makeLog(config.LOG_LEVEL);
  const asked = askedToStop();
  const app = await startApp(config, log);
  const where = config.ROLE === "worker" ? "the worker is at work" : `open ${app.url}`;
  process.stdout.write(`Sinh Kế is ready: ${where}\n`);
  process.stdout.write(`Stopping (${await asked}) …\n`);
  await app.stop();
  process.exit(0);
}

/**
 * Resolves with the first signal that asks it to stop. Listened to from the first moment, since a program ended half-way
 * up would leave its database running; and to the last, since npm and the terminal both send Ctrl-C.
 */
function askedToStop(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => resolve(signal));
  });
}

/** `main web` and `main worker` say the role as ROLE does. */
function roleArgument(): { ROLE?: string } {
  const role = process.argv[2];
  return role === undefined ? {} : { ROLE: role };
}

main().catch((error: unknown) => {
  const plain = error instanceof AppError;
  process.stderr.write(
    `${plain ? error.message : `It could not start: ${error instanceof Error ? error.message : String(error)}`}\n`,
  );
  process.exit(plain ? error.exit : 2);
});
