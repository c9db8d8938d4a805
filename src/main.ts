import { startApp } from "./app.ts";
import { environment, readConfig } from "./config.ts";
import { AppError } from "./domain/app-error.ts";
import { makeLog } from "./log.ts";

/** Starts the program, says where it is, and stops it cleanly on Ctrl-C or when the system asks. */
async function main(): Promise<void> {
  const config = readConfig({ ...environment(), ...roleArgument() });
  const log = makeLog(config.LOG_LEVEL);
  const app = await startApp(config, log);
  const where = config.ROLE === "worker" ? "the worker is at work" : `open ${app.url}`;
  process.stdout.write(`Sinh Kế is ready: ${where}\n`);
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    process.stdout.write(`Stopping (${signal}) …\n`);
    app.stop().then(
      () => process.exit(0),
      () => process.exit(2),
    );
  };
  process.on("SIGINT", () => stop("SIGINT"));
  process.on("SIGTERM", () => stop("SIGTERM"));
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
