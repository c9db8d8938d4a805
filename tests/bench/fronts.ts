import { eventSignature } from "../fakes/zalo/signature.ts";

export const SECRET = "a-secret-of-the-webhook";
export const TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";

/** A vendor's side of the webhook: where it is, and what one person's message looks like there. */
export type Front = {
  name: string;
  path: string;
  write(chat: number, text: string, number: number): { body: string; headers: Record<string, string> };
  /** What the program is told of it; `root` is where its calls go. */
  settings(root: string): Record<string, string>;
};

export const telegramFront: Front = {
  name: "telegram",
  path: "/webhooks/telegram",
  write(chat, text, number) {
    const from = { id: chat, is_bot: false, first_name: "Bảy", language_code: "vi" };
    const message = {
      message_id: number,
      date: Math.floor(nowMs() / 1000),
      chat: { id: chat, type: "private" },
      from,
      text,
    };
    return {
      body: JSON.stringify({ update_id: number, message }),
      headers: { "x-telegram-bot-api-secret-token": SECRET },
    };
  },
  settings: (root) => ({
    TELEGRAM_API_ROOT: root,
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_WEBHOOK_SECRET: SECRET,
  }),
};

const ZALO = { appId: "1234567890123456789", oaId: "2345678901234567890", oaSecretKey: "oa-secret-key" };

/** Each event signed as Zalo signs it; the program looks at it (`enforce`). */
export const zaloFront: Front = {
  name: "zalo-oa",
  path: "/webhooks/zalo",
  write(chat, text, number) {
    const timestamp = String(Math.floor(nowMs()));
    const body = JSON.stringify({
      app_id: ZALO.appId,
      event_name: "user_send_text",
      timestamp,
      user_id_by_app: String(chat),
      sender: { id: String(chat) },
      recipient: { id: ZALO.oaId },
      message: { text, msg_id: `m${number}` },
    });
    return { body, headers: { "x-zevent-signature": eventSignature(ZALO, body, timestamp) } };
  },
  settings: (root) => ({
    ZALO_APP_ID: ZALO.appId,
    ZALO_APP_SECRET: "app-secret",
    ZALO_OA_ID: ZALO.oaId,
    ZALO_OA_SECRET_KEY: ZALO.oaSecretKey,
    ZALO_REFRESH_TOKEN: "the-first-refresh-token",
    ZALO_SIGNATURE_MODE: "enforce",
    ZALO_OPENAPI_ROOT: root,
    ZALO_OAUTH_ROOT: root,
    ZALO_BUSINESS_ROOT: root,
  }),
};

function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
