import path from "node:path";
import type { Config } from "../config.ts";
import type { SecretBox } from "../store/secret-box.ts";
import { FileSpool } from "../store/spool.ts";
import type { Alarm } from "../turns/ports.ts";

/** Where what people write waits while the database is away; one folder for each that listens. Null where none can be made. */
export async function openSpool(
  { DATA_DIR, PORT }: Config,
  secrets: SecretBox,
  alarm: Alarm,
): Promise<FileSpool | null> {
  try {
    return await FileSpool.open(path.join(DATA_DIR, "spool", String(PORT)), secrets);
  } catch (error) {
    alarm(
      "no_spool",
      `DATA_DIR cannot be written (${error instanceof Error ? error.message : String(error)}): while the database is ` +
        "away, what people write has to wait with Zalo or Telegram.",
    );
    return null;
  }
}
