import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { environment, parseEnvFile, readConfig } from "../src/config.ts";
import { AppError } from "../src/domain/app-error.ts";

/** What is said of these settings; nothing where they are fine. */
function complaint(settings: Readonly<Record<string, string>>): string {
  try {
    readConfig(settings);
    return "";
  } catch (error) {
    if (!(error instanceof AppError) || error.exit !== 1) throw error;
    return error.message;
  }
}

describe("settings", () => {
  test("none are needed", () => {
    expect(readConfig({})).toMatchObject({
      PORT: 3000,
      HOST: "127.0.0.1",
      hostGiven: false,
      DATA_DIR: ".data",
      ROLE: "all",
      LOG_LEVEL: "info",
      DEMO: true,
      TELEGRAM_MODE: "polling",
      ZALO_SIGNATURE_MODE: "enforce",
    });
  });

  test("each stands in the README, and the README names no other", () => {
    const known = readFileSync("src/config.ts", "utf8").matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm);
    const [, table = ""] = /\n## Settings\n([^]*?)\n## /.exec(readFileSync("README.md", "utf8")) ?? [];
    const told = [...table.matchAll(/^\| (`[^|]+`)/gm)].flatMap(([, names = ""]) =>
      names.match(/[A-Z][A-Z0-9_]+/g),
    );
    expect(new Set(told)).toEqual(new Set([...known].map(([, name]) => name)));
  });

  test("an empty one is none", () => {
    expect(readConfig({ PORT: "", DATABASE_URL: "", HOST: "" })).toMatchObject({
      PORT: 3000,
      hostGiven: false,
    });
  });

  test("the demo is on only where no outside channel is set up, unless it is asked for", () => {
    expect(readConfig({ TELEGRAM_BOT_TOKEN: "123456:ABC-DEF" }).DEMO).toBe(false);
    expect(readConfig({ ZALO_BOT_TOKEN: "x" }).DEMO).toBe(false);
    expect(readConfig({ TELEGRAM_BOT_TOKEN: "123456:ABC-DEF", DEMO: "1" }).DEMO).toBe(true);
    expect(readConfig({ DEMO: "0" }).DEMO).toBe(false);
  });

  test("Telegram calls us where it can reach us, unless polling is asked for", () => {
    const PUBLIC_URL = "https://sinhke.example.vn";
    expect(readConfig({ PUBLIC_URL }).TELEGRAM_MODE).toBe("webhook");
    expect(readConfig({ PUBLIC_URL, TELEGRAM_MODE: "polling" }).TELEGRAM_MODE).toBe("polling");
  });

  test.each([
    ["PORT", "abc", "for example 3000"],
    ["PORT", "70000", "for example 3000"],
    ["PORT", "-1", "for example 3000"],
    ["PORT", "3000.5", "for example 3000"],
    ["DATABASE_URL", "mysql://localhost/x", "postgresql://"],
    ["DATABASE_URL", "localhost:5432", "postgresql://"],
    ["REDIS_URL", "localhost:6379", "redis://host:6379"],
    ["PUBLIC_URL", "sinhke.example.vn", "https://sinhke.example.vn"],
    ["ROLE", "boss", "all, web or worker"],
    ["LOG_LEVEL", "loud", "info"],
    ["ENCRYPTION_KEY", "short", "openssl rand -hex 32"],
    ["DEMO", "yes", "0 or 1"],
    ["DRAFT_LOCALES", "Khmer", "for example km"],
    ["TELEGRAM_BOT_TOKEN", "nothing", "123456:ABC-DEF"],
    ["TELEGRAM_API_ROOT", "api.telegram.org", "https://api.telegram.org"],
    ["TELEGRAM_WEBHOOK_SECRET", "short", "openssl rand -hex 24"],
    ["TELEGRAM_MODE", "push", "webhook or polling"],
    ["ZALO_APP_ID", "abc", "number of your Zalo app"],
    ["ZALO_OA_ID", "abc", "number of your Official Account"],
    ["ZALO_SIGNATURE_MODE", "maybe", "enforce or log"],
    ["ZALO_SITE_VERIFICATION", 'x"><script>', "like zalo_verifierABC123.html"],
    ["ZALO_OPENAPI_ROOT", "openapi", "https://openapi.zalo.me"],
    ["ZALO_OAUTH_ROOT", "oauth", "https://oauth.zaloapp.com"],
    ["ZALO_BUSINESS_ROOT", "business", "https://business.openapi.zalo.me"],
    ["ZALO_BOT_API_ROOT", "bot", "https://bot-api.zaloplatforms.com"],
    ["ZALO_BOT_WEBHOOK_SECRET", "short", "openssl rand -hex 24"],
  ])("a bad %s (%s) is named with what would do", (name, value, hint) => {
    const said = complaint({ [name]: value });
    expect(said).toContain(`${name} must be`);
    expect(said).toContain(hint);
    // A token or key that was mistyped is a secret all the same.
    expect(said).not.toContain(`"${value}"`);
  });

  test("all bad ones are named at once", () => {
    const said = complaint({ PORT: "x", ROLE: "y", DEMO: "z" });
    expect(said.split("\n")).toHaveLength(4);
    for (const name of ["PORT", "ROLE", "DEMO"]) expect(said).toContain(`${name} must be`);
  });

  test("those of the Official Account belong together", () => {
    expect(complaint({ ZALO_APP_ID: "1" })).toContain(
      "ZALO_APP_ID is set, so ZALO_APP_SECRET must be set too",
    );
    expect(complaint({ ZALO_OA_ID: "1" })).toContain("ZALO_APP_ID must be set too");
    expect(complaint({ ZALO_APP_ID: "1", ZALO_APP_SECRET: "s", ZALO_OA_ID: "2" })).toBe("");
  });
});

describe("a file .env", () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  test("is read line by line", () => {
    const text = `# a comment
PORT=4000
 export HOST = 0.0.0.0
QUOTED="with spaces"
SINGLE='it = is'
EMPTY=
lower=no
not a line
WINDOWS=yes\r
`;
    expect(parseEnvFile(text)).toEqual({
      PORT: "4000",
      HOST: "0.0.0.0",
      QUOTED: "with spaces",
      SINGLE: "it = is",
      EMPTY: "",
      WINDOWS: "yes",
    });
  });

  test("adds to the environment, which goes first; where it is missing nothing is", () => {
    const folder = mkdtempSync(join(tmpdir(), "sinh-ke-env-"));
    folders.push(folder);
    const file = join(folder, ".env");
    expect(environment(file)["SINH_KE_TEST"]).toBeUndefined();
    writeFileSync(file, "SINH_KE_TEST=from the file\nPATH=nowhere\n");
    expect(environment(file)["SINH_KE_TEST"]).toBe("from the file");
    expect(environment(file)["PATH"]).toBe(process.env["PATH"]);
  });
});
