import { createHash } from "node:crypto";
import { assert, constantFrom, jsonValue, oneof, property, string, uint8Array } from "fast-check";
import { describe, expect, test } from "vitest";
import { readTelegramWebhook } from "../../src/channels/telegram/webhook.ts";
import { readBotWebhook } from "../../src/channels/zalo-bot/webhook.ts";
import { readZaloWebhook } from "../../src/channels/zalo-oa/webhook.ts";
import { Input } from "../../src/domain/input.ts";
import type { RawRequest, Verdict } from "../../src/turns/ports.ts";

const NOW = new Date("2026-11-21T02:00:00Z");
const ZALO = {
  appId: "1",
  oaId: "456",
  appSecret: "s",
  signatureMode: "enforce" as const,
  count: () => undefined,
};

/** The three doors, each opened with the right key, so that what is tried is the reading behind it. */
const doors: readonly [name: string, open: (body: Buffer) => Verdict, example: object][] = [
  [
    "Telegram",
    (body) => readTelegramWebhook(request(body, { "x-telegram-bot-api-secret-token": "k" }), "k", NOW),
    {
      update_id: 1,
      message: {
        date: 1,
        chat: { id: 7, type: "private" },
        from: { id: 7, first_name: "S" },
        text: "a",
        photo: [],
      },
    },
  ],
  [
    "Zalo OA",
    (body) => {
      const mac = createHash("sha256").update("1").update(body).update("5").update("s").digest("hex");
      return readZaloWebhook(
        request(body, { "x-zevent-signature": `mac=${mac}`, "x-zevent-timestamp": "5" }),
        ZALO,
        NOW,
      );
    },
    {
      event_name: "user_send_image",
      sender: { id: "9" },
      recipient: { id: "456" },
      timestamp: "5",
      message: {
        msg_id: "1",
        text: "a",
        attachments: [{ type: "link", payload: { url: "u", description: "{}" } }],
      },
    },
  ],
  [
    "Zalo bot",
    (body) => readBotWebhook(request(body, { "x-bot-api-secret-token": "k" }), "k", NOW),
    {
      event_name: "message.text.received",
      message: {
        message_id: "1",
        date: 5,
        chat: { id: "9" },
        from: { id: "9", display_name: "S" },
        text: "a",
      },
    },
  ],
];

function request(body: Buffer, headers: Record<string, string>): RawRequest {
  return { headers, body };
}

/** Nothing may throw, and whatever is let in must be something that the database takes. */
function expectHarmless(verdict: Verdict): void {
  if (verdict.kind !== "accepted") return;
  for (const inbound of verdict.inbound) {
    expect(Input.safeParse(inbound.input).success).toBe(true);
    expect(JSON.stringify(inbound)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
    expect(inbound.contact.length).toBeLessThanOrEqual(64);
    expect(inbound.externalId.length).toBeLessThanOrEqual(400);
    expect((inbound.displayName ?? "").length).toBeLessThanOrEqual(200);
  }
}

describe.each(doors)("%s", (_, open, example) => {
  test("any JSON in the place of any member is read or left, never thrown at", () => {
    const paths = memberPaths(example);
    const odd = oneof(
      jsonValue({ noUnicodeString: false }),
      string({ unit: "binary", maxLength: 300 }),
      constantFrom("\u0000", "\uD800", "x".repeat(100_000), "__proto__", 1e308, -0, "\u202E\u200B"),
    );
    assert(
      property(constantFrom(...paths), odd, (path, value) => {
        expectHarmless(open(Buffer.from(JSON.stringify(replaced(example, path, value)))));
      }),
      { numRuns: 1_000 },
    );
  });

  test("any bytes are read or refused", () => {
    assert(
      property(uint8Array({ maxLength: 200 }), (bytes) => {
        expectHarmless(open(Buffer.from(bytes)));
      }),
    );
  });

  test("the example itself comes in", () => {
    expect(open(Buffer.from(JSON.stringify(example)))).toMatchObject({ kind: "accepted", inbound: [{}] });
  });
});

function memberPaths(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, member]) => memberPaths(member, [...path, key]))];
}

/** The same with one member exchanged. */
function replaced(value: unknown, [key, ...rest]: string[], member: unknown): unknown {
  if (key === undefined) return member;
  if (Array.isArray(value))
    return value.map((one: unknown, index): unknown =>
      String(index) === key ? replaced(one, rest, member) : one,
    );
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, name === key ? replaced(one, rest, member) : one]),
  );
}
