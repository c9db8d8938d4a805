import type { Config } from "../../config.ts";
import type { Finding } from "../../domain/finding.ts";

/** In which of its two sizes the program is set up. */
export function settingsFinding(config: Config): Finding {
  const where =
    config.DATABASE_URL === undefined
      ? `its own database in ${config.DATA_DIR}`
      : "the PostgreSQL of DATABASE_URL";
  const queue =
    config.REDIS_URL === undefined ? "queue in the same database" : "queue in the Redis of REDIS_URL";
  return { check: "settings", saw: `role ${config.ROLE}, ${where}, ${queue}`, todo: null };
}

/** Which channels are set up, and what in their settings does not go together. */
export function channelSettings(config: Config): Finding[] {
  const open = [
    config.TELEGRAM_BOT_TOKEN === undefined ? null : `Telegram by ${config.TELEGRAM_MODE}`,
    config.ZALO_OA_ID === undefined
      ? null
      : `Zalo OA ${config.ZALO_OA_ID}, signatures: ${config.ZALO_SIGNATURE_MODE}`,
    config.ZALO_BOT_TOKEN === undefined ? null : "Zalo Bot",
    config.DEMO ? "the simulator" : null,
  ].filter((name) => name !== null);
  const none = "Set TELEGRAM_BOT_TOKEN or the ZALO_… settings, or DEMO=1.";
  const findings: Finding[] = [
    { check: "channels", saw: open.join("; ") || "none", todo: open.length > 0 ? null : none },
  ];
  if (
    config.PUBLIC_URL === undefined &&
    config.TELEGRAM_MODE === "webhook" &&
    config.TELEGRAM_BOT_TOKEN !== undefined
  )
    findings.push({
      check: "Telegram webhook",
      saw: "PUBLIC_URL is not set",
      todo: "Set PUBLIC_URL to the https address under which Telegram reaches this machine, or TELEGRAM_MODE=polling.",
    });
  if (config.PUBLIC_URL === undefined && config.ZALO_OA_ID !== undefined)
    findings.push({
      check: "Zalo webhook",
      saw: "PUBLIC_URL is not set",
      todo: "Set PUBLIC_URL to the https address of this machine, and put PUBLIC_URL/webhooks/zalo into Zalo's console.",
    });
  if (config.ZALO_OA_ID !== undefined && config.ZALO_SIGNATURE_MODE === "log")
    findings.push({
      check: "Zalo signatures",
      saw: "events are taken unsigned (ZALO_SIGNATURE_MODE=log)",
      todo: 'Once the line "Zalo\'s signature" says that they fit, set ZALO_SIGNATURE_MODE=enforce.',
    });
  return findings;
}
