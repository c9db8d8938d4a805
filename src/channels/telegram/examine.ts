import type { Api } from "grammy";
import type { Finding } from "../../domain/finding.ts";
import { telegramFailure } from "./failure.ts";

const HOUR_S = 3_600;
/** So many updates that wait at Telegram are no longer the few of this moment. */
const MANY = 50;

/** Whether the Bot API answers under this token, and whether it brings updates where we wait for them. */
export async function examineTelegram(
  api: Api,
  { mode, publicUrl, now }: { mode: "webhook" | "polling"; publicUrl: string | undefined; now: Date },
): Promise<Finding[]> {
  try {
    const me = await api.getMe();
    const found: Finding = { check: "Telegram", saw: `answers, and knows us as @${me.username}`, todo: null };
    return [found, webhookFinding(await api.getWebhookInfo(), { mode, publicUrl, now })];
  } catch (error) {
    const { kind, why } = telegramFailure(error);
    const todo =
      kind === "alarm"
        ? "Put the token that BotFather shows into TELEGRAM_BOT_TOKEN."
        : "Check the network, the proxy and TELEGRAM_API_ROOT; some carriers in Viet Nam block Telegram.";
    return [{ check: "Telegram", saw: why, todo }];
  }
}

type Info = Awaited<ReturnType<Api["getWebhookInfo"]>>;

function webhookFinding(
  info: Info,
  { mode, publicUrl, now }: { mode: "webhook" | "polling"; publicUrl: string | undefined; now: Date },
): Finding {
  const check = "Telegram's way in";
  const wanted =
    mode === "polling" || publicUrl === undefined ? "" : new URL("/webhooks/telegram", publicUrl).href;
  const url = info.url ?? "";
  if (url !== wanted)
    return {
      check,
      saw: url === "" ? "no webhook is set" : `the webhook is ${url}`,
      todo:
        mode === "polling"
          ? "Start the program: it takes the webhook away and polls. Another program may use this bot."
          : `Start the program: it sets ${wanted === "" ? "the webhook, once PUBLIC_URL is set" : wanted}.`,
    };
  const since = now.getTime() / 1000 - (info.last_error_date ?? 0);
  if (since < HOUR_S)
    return {
      check,
      saw: `Telegram could not deliver ${Math.round(since / 60)} minutes ago: ${info.last_error_message ?? "no reason given"}`,
      todo: "Check that PUBLIC_URL is reached from outside by https on port 443, 80, 88 or 8443, and that the secret is the same.",
    };
  const waiting = info.pending_update_count;
  const how = mode === "polling" ? "polling" : wanted;
  return {
    check,
    saw: `${how}, ${waiting} updates wait at Telegram`,
    todo: waiting > MANY ? "Is the program running? Its log says why it does not take them." : null,
  };
}
