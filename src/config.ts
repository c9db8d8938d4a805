import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { AppError } from "./domain/app-error.ts";

/**
 * The settings, as DESIGN's contract names them. Parsed once; a bad one stops the start with its name, what is
 * wrong, and an example. The only file that reads the environment.
 */
const httpUrl = (example: string): z.ZodType<string> =>
  z.url({ protocol: /^https?$/, error: `must be a web address, for example ${example}` });
const port = z.coerce.number({ error: "must be a port, for example 3000" }).int().min(0).max(65_535);
const flag = z.enum(["0", "1"], { error: "must be 0 or 1" }).transform((value) => value === "1");

const Settings = z.object({
  PORT: port.default(3000),
  HOST: z.string().min(1).optional(),
  METRICS_PORT: port.optional(),
  DATA_DIR: z.string().min(1).default(".data"),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: "must be like postgresql://user:password@host:5432/sinh_ke" })
    .optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: "must be like redis://host:6379" }).optional(),
  PUBLIC_URL: httpUrl("https://sinhke.example.vn").optional(),
  ROLE: z.enum(["all", "web", "worker"], { error: "must be all, web or worker" }).default("all"),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "silent"], {
      error: "must be one of trace, debug, info, warn, error, silent",
    })
    .default("info"),
  ENCRYPTION_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, "must be 64 hex digits; make one with: openssl rand -hex 32")
    .optional(),
  ENCRYPTION_KEY_PREVIOUS: z
    .string()
    .regex(
      /^[0-9a-f]{64}(?:,[0-9a-f]{64})*$/i,
      "must be the keys from before, 64 hex digits each, joined by commas",
    )
    .transform((list) => list.split(","))
    .optional(),
  DEMO: flag.optional(),
  DRAFT_LOCALES: z
    .string()
    .regex(/^[a-z]{2}(,[a-z]{2})*$/, "must be two-letter languages joined by commas, for example km")
    .transform((list) => list.split(","))
    .optional(),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/, "must be the token that BotFather gave, like 123456:ABC-DEF")
    .optional(),
  TELEGRAM_API_ROOT: httpUrl("https://api.telegram.org").default("https://api.telegram.org"),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(
      /^[\w-]{16,256}$/,
      "must be 16 to 256 letters, digits, _ or -; make one with: openssl rand -hex 24",
    )
    .optional(),
  TELEGRAM_MODE: z.enum(["webhook", "polling"], { error: "must be webhook or polling" }).optional(),
  ZALO_APP_ID: z.string().regex(/^\d+$/, "must be the number of your Zalo app").optional(),
  ZALO_APP_SECRET: z.string().min(1).optional(),
  ZALO_OA_ID: z.string().regex(/^\d+$/, "must be the number of your Official Account").optional(),
  ZALO_OA_SECRET_KEY: z.string().min(1).optional(),
  ZALO_REFRESH_TOKEN: z.string().min(1).optional(),
  ZALO_SITE_VERIFICATION: z
    .string()
    .regex(
      /^(?:zalo_verifier)?[\w-]{4,100}(?:\.html)?$/,
      "must be the file that Zalo's console gives to prove the domain, like zalo_verifierABC123.html",
    )
    .transform((file) => file.replace(/^zalo_verifier/, "").replace(/\.html$/, ""))
    .optional(),
  ZALO_SIGNATURE_MODE: z.enum(["enforce", "log"], { error: "must be enforce or log" }).default("enforce"),
  ZALO_OPENAPI_ROOT: httpUrl("https://openapi.zalo.me").default("https://openapi.zalo.me"),
  ZALO_OAUTH_ROOT: httpUrl("https://oauth.zaloapp.com").default("https://oauth.zaloapp.com"),
  ZALO_BUSINESS_ROOT: httpUrl("https://business.openapi.zalo.me").default("https://business.openapi.zalo.me"),
  ZALO_REQUESTS_PER_MINUTE: z.coerce
    .number({ error: "must be what the OA's package allows, for example 100" })
    .int()
    .min(10)
    .max(4_000)
    .default(2_000),
  ZALO_BOT_TOKEN: z.string().min(1).optional(),
  ZALO_BOT_API_ROOT: httpUrl("https://bot-api.zaloplatforms.com").default(
    "https://bot-api.zaloplatforms.com",
  ),
  ZALO_BOT_WEBHOOK_SECRET: z
    .string()
    .regex(/^.{8,256}$/, "must be 8 to 256 signs; make one with: openssl rand -hex 24")
    .optional(),
});

export type Config = Readonly<
  Omit<z.output<typeof Settings>, "DEMO" | "HOST" | "TELEGRAM_MODE"> & {
    /** The simulator and the demo commune: on where no outside channel is set up. */
    DEMO: boolean;
    HOST: string;
    /** Whether HOST was set on purpose; the simulator refuses others than this machine unless it was. */
    hostGiven: boolean;
    TELEGRAM_MODE: "webhook" | "polling";
  }
>;

/** Settings that only make sense together. */
const TOGETHER: readonly [string, readonly string[]][] = [
  ["ZALO_APP_ID", ["ZALO_APP_SECRET", "ZALO_OA_ID"]],
  ["ZALO_OA_ID", ["ZALO_APP_ID", "ZALO_APP_SECRET"]],
  ["ZALO_APP_SECRET", ["ZALO_APP_ID", "ZALO_OA_ID"]],
];

/** Reads the settings that are `given`; throws an AppError that names every bad one. An empty setting is none. */
export function readConfig(given: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = Settings.safeParse(present);
  const wrong = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  for (const [one, needed] of TOGETHER)
    for (const other of needed)
      if (present[one] !== undefined && present[other] === undefined)
        wrong.push(`${one} is set, so ${other} must be set too`);
  if (!parsed.success || wrong.length > 0)
    throw new AppError(
      "bad_setting",
      `These settings must be mended before it can start:\n  ${wrong.join("\n  ")}`,
      1,
    );
  const settings = parsed.data;
  const channels = settings.TELEGRAM_BOT_TOKEN ?? settings.ZALO_OA_ID ?? settings.ZALO_BOT_TOKEN;
  return {
    ...settings,
    DEMO: settings.DEMO ?? channels === undefined,
    HOST: settings.HOST ?? "127.0.0.1",
    hostGiven: settings.HOST !== undefined,
    TELEGRAM_MODE: settings.TELEGRAM_MODE ?? (settings.PUBLIC_URL === undefined ? "polling" : "webhook"),
  };
}

/** The process's environment, with what a file `.env` adds to it. */
export function environment(envFile = ".env"): Record<string, string | undefined> {
  return { ...(existsSync(envFile) ? parseEnvFile(readFileSync(envFile, "utf8")) : {}), ...process.env };
}

/** NAME=value, one a line; `#` begins a comment; quotes around a value are taken off. */
export function parseEnvFile(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line);
    const [, name, value] = match ?? [];
    if (name !== undefined && value !== undefined) found[name] = value.replace(/^(["'])(.*)\1$/, "$2");
  }
  return found;
}
