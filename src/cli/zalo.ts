import { consentLink } from "../app/zalo-consent.ts";
import { systemClock } from "../clock.ts";
import { environment, readConfig } from "../config.ts";
import { AppError } from "../domain/app-error.ts";
import { Settings } from "../store/settings.ts";
import { readArguments } from "./arguments.ts";
import { print } from "./print.ts";
import { secretsOf } from "./secrets.ts";
import { withDatabase } from "./with-database.ts";

/** `sinh-ke zalo connect`: the link by which an administrator of the Official Account lets this program write for it. */
export async function zalo(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, { json: { type: "boolean", default: false } });
  if (positionals.length !== 1 || positionals[0] !== "connect")
    throw new AppError("bad_zalo", "Say what to do: sinh-ke zalo connect.", 1);
  const config = readConfig(environment());
  const link = await withDatabase((pool) =>
    consentLink(config, new Settings(pool, () => systemClock.now()), secretsOf(config), systemClock.now()),
  );
  print(
    values.json,
    { link },
    `${link}\nTo be opened by an administrator of the Official Account within a week, once. ` +
      "In Zalo's console the callback address must be the same as PUBLIC_URL followed by /zalo/callback.",
  );
}
