import { libraryOrError } from "../app/library.ts";
import { environment, readConfig, type Config } from "../config.ts";
import { readArguments } from "./arguments.ts";
import { print } from "./print.ts";

type Finding = { check: string; fine: boolean; saw: string; todo: string | null };

/** `sinh-ke doctor`: looks at what can be looked at without a vendor, and says what to do. Exit code 2 where something is wrong. */
export async function doctor(args: string[]): Promise<void> {
  const { values } = readArguments(args, { json: { type: "boolean", default: false } });
  const config = readConfig(environment());
  const findings = [settings(config), content(), await server(config), ...channels(config)];
  for (const finding of findings) {
    const line = `${finding.fine ? "ok  " : "MEND"}  ${finding.check}: ${finding.saw}`;
    print(values.json, finding, finding.todo === null ? line : `${line}\n      ${finding.todo}`);
  }
  if (findings.some(({ fine }) => !fine)) process.exitCode = 2;
}

function settings(config: Config): Finding {
  const where =
    config.DATABASE_URL === undefined
      ? `its own database in ${config.DATA_DIR}`
      : "the PostgreSQL of DATABASE_URL";
  const queue =
    config.REDIS_URL === undefined ? "queue in the same database" : "queue in the Redis of REDIS_URL";
  return { check: "settings", fine: true, saw: `role ${config.ROLE}, ${where}, ${queue}`, todo: null };
}

function content(): Finding {
  try {
    const { flows, words } = libraryOrError();
    return {
      check: "flows and words",
      fine: true,
      saw: `${flows.size} flows in ${words.locales.join(", ")}`,
      todo: null,
    };
  } catch (error) {
    return {
      check: "flows and words",
      fine: false,
      saw: error instanceof Error ? error.message : String(error),
      todo: "Run sinh-ke flows check.",
    };
  }
}

async function server(config: Config): Promise<Finding> {
  const url = `http://${config.HOST}:${config.PORT}/health/ready`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    const fine = response.ok;
    return {
      check: "running program",
      fine,
      saw: `${url} answers ${response.status}`,
      todo: fine ? null : "See its log: database or queue do not answer.",
    };
  } catch {
    return {
      check: "running program",
      fine: false,
      saw: `nothing answers at ${url}`,
      todo: "Start it with npm start, or set PORT as the running one has it.",
    };
  }
}

function channels(config: Config): Finding[] {
  const open = [
    config.TELEGRAM_BOT_TOKEN === undefined ? null : `Telegram by ${config.TELEGRAM_MODE}`,
    config.ZALO_OA_ID === undefined
      ? null
      : `Zalo OA ${config.ZALO_OA_ID}, signatures: ${config.ZALO_SIGNATURE_MODE}`,
    config.DEMO ? "the simulator" : null,
  ].filter((name) => name !== null);
  const findings: Finding[] = [
    {
      check: "channels",
      fine: open.length > 0,
      saw: open.join("; ") || "none",
      todo: open.length > 0 ? null : "Set TELEGRAM_BOT_TOKEN or the ZALO_… settings, or DEMO=1.",
    },
  ];
  if (
    config.TELEGRAM_BOT_TOKEN !== undefined &&
    config.TELEGRAM_MODE === "webhook" &&
    config.PUBLIC_URL === undefined
  )
    findings.push({
      check: "Telegram webhook",
      fine: false,
      saw: "PUBLIC_URL is not set",
      todo: "Set PUBLIC_URL to the https address under which Telegram reaches this machine, or TELEGRAM_MODE=polling.",
    });
  if (config.ZALO_OA_ID !== undefined && config.ZALO_SIGNATURE_MODE === "log")
    findings.push({
      check: "Zalo signatures",
      fine: false,
      saw: "events are taken unsigned (ZALO_SIGNATURE_MODE=log)",
      todo: "Once the log shows that signatures fit, set ZALO_SIGNATURE_MODE=enforce.",
    });
  return findings;
}
