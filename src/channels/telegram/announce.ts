import { GrammyError, type Api } from "grammy";
import { AppError } from "../../domain/app-error.ts";
import { ALLOWED_UPDATES } from "./update-shape.ts";

/** The commands that the app offers to people whose phone speaks this language. */
export type CommandMenu = {
  /** Two letters (ISO 639-1). */
  language: string;
  commands: readonly { command: string; description: string }[];
};

export type Announcement = {
  mode: "webhook" | "polling";
  /** Where Telegram reaches us: PUBLIC_URL without a path. Needed in webhook mode. */
  publicUrl: string | undefined;
  secret: string;
  /** The first is also for people of all other languages. */
  menus: readonly CommandMenu[];
};

/**
 * Tells Telegram where to send updates (or that we shall ask for them) and which commands to offer. Rejects with a
 * sentence that says what to mend; updates that wait at Telegram are kept.
 */
export async function announceToTelegram(api: Api, to: Announcement): Promise<void> {
  try {
    if (to.mode === "polling") await api.deleteWebhook();
    else await api.setWebhook(webhookUrl(to.publicUrl), { secret_token: to.secret, ...UPDATES });
    const [first] = to.menus;
    if (first !== undefined) await api.setMyCommands([...first.commands]);
    for (const { language, commands } of to.menus) {
      const language_code = LANGUAGES.find((known) => known === language);
      if (language_code !== undefined) await api.setMyCommands([...commands], { language_code });
    }
  } catch (error) {
    throw error instanceof AppError ? error : new AppError("telegram.start", advice(error), 2);
  }
}

const LANGUAGES = ["vi", "en", "km"] as const;
const UPDATES = { allowed_updates: ALLOWED_UPDATES };

function webhookUrl(publicUrl: string | undefined): string {
  if (publicUrl === undefined)
    throw new AppError(
      "telegram.public_url",
      "TELEGRAM_MODE=webhook needs PUBLIC_URL, for example PUBLIC_URL=https://sinhke.example.vn. " +
        "Without a public address set TELEGRAM_MODE=polling.",
      1,
    );
  return new URL("/webhooks/telegram", publicUrl).href;
}

function advice(error: unknown): string {
  if (!(error instanceof GrammyError))
    return "Telegram cannot be reached. Check the network, the proxy and TELEGRAM_API_ROOT.";
  const said = `Telegram answered ${error.error_code}: ${error.description}.`;
  if (error.error_code === 401 || error.error_code === 404) return `${said} Check TELEGRAM_BOT_TOKEN.`;
  return `${said} Check PUBLIC_URL (https, port 443, 80, 88 or 8443) and TELEGRAM_WEBHOOK_SECRET (A-Z a-z 0-9 _ -).`;
}
