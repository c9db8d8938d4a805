import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { telegramChannel, type TelegramOptions } from "../../../src/channels/telegram/channel.ts";
import { systemClock } from "../../../src/clock.ts";
import { deserted } from "../../contracts/webhook-server.ts";
import { startFakeTelegram, type FakeTelegram } from "../../fakes/fake-telegram.ts";

let fake: FakeTelegram;
beforeEach(async () => {
  fake = await startFakeTelegram();
});
afterEach(() => fake.close());

function open(options: Partial<TelegramOptions>) {
  return telegramChannel({
    token: fake.token,
    apiRoot: fake.root,
    mode: "webhook",
    clock: systemClock,
    alarm: () => undefined,
    ...options,
  });
}
function menu(language: string) {
  return { language, commands: [{ command: "menu", description: language }] };
}
function lastCall(method: string): unknown {
  const call = fake.history.events.findLast((event) => event.what === "call" && event.method === method);
  return call?.what === "call" ? call.params : undefined;
}

describe("at the start", () => {
  test("with a webhook, Telegram learns its address, its secret and what we want to hear of", async () => {
    await open({ publicUrl: "https://sinhke.example.vn/", webhookSecret: "s-1" }).start();
    expect(lastCall("setWebhook")).toEqual({
      url: "https://sinhke.example.vn/webhooks/telegram",
      secret_token: "s-1",
      allowed_updates: ["message", "edited_message", "callback_query", "my_chat_member"],
    });
  });

  test("without a webhook, an old one is taken away and what waits is kept", async () => {
    await open({ mode: "polling" }).start();
    expect(lastCall("deleteWebhook")).toEqual({});
  });

  test("the menu is set for each language, and the first one for all others", async () => {
    await open({ mode: "polling", menus: [menu("vi"), menu("en"), menu("xx")] }).start();
    expect([fake.commands(), fake.commands("vi"), fake.commands("en"), fake.commands("xx")]).toEqual([
      [{ command: "menu", description: "vi" }],
      [{ command: "menu", description: "vi" }],
      [{ command: "menu", description: "en" }],
      [],
    ]);
  });

  test.each([
    ["no public address", {}, /PUBLIC_URL=https/],
    ["a wrong token", { publicUrl: "https://a.vn", token: "1:wrong" }, /TELEGRAM_BOT_TOKEN/],
    ["a wrong secret", { publicUrl: "https://a.vn", webhookSecret: "hai chữ" }, /TELEGRAM_WEBHOOK_SECRET/],
  ])("%s is said with what to do", async (_, options, advice) => {
    await expect(open(options).start()).rejects.toThrow(advice);
  });

  test("a network that is away is said with what to do", async () => {
    await expect(open({ apiRoot: await deserted(), mode: "polling" }).start()).rejects.toThrow(
      /TELEGRAM_API_ROOT/,
    );
  });
});
