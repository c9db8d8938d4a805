import { expect, test } from "vitest";
import { readTelegramWebhook, secretFromToken } from "../../../src/channels/telegram/webhook.ts";

const NOW = new Date("2026-11-21T02:00:00Z");
const SECRET = "s3cret";

function verdict(body: string, headers: Record<string, string | string[]>): unknown {
  return readTelegramWebhook({ headers, body: Buffer.from(body) }, SECRET, NOW);
}
const right = { "x-telegram-bot-api-secret-token": SECRET, "content-type": "application/json" };

test.each([{}, { "x-telegram-bot-api-secret-token": "wrong" }, { "x-telegram-bot-api-secret-token": "" }])(
  "%o is refused before the body is looked at",
  (headers) => {
    expect(verdict("{", headers)).toMatchObject({ kind: "refused", status: 401 });
  },
);

test("malformed JSON and other types of body are refused, whatever they hold", () => {
  expect(verdict("{", right)).toMatchObject({ kind: "refused", status: 400 });
  expect(verdict("", right)).toMatchObject({ kind: "refused", status: 400 });
  expect(verdict("{}", { ...right, "content-type": "text/html" })).toMatchObject({ status: 415 });
});

test("what is unknown is accepted with nothing in it, so that Telegram does not hold back the person's next message", () => {
  expect(verdict('{"update_id":1,"poll_answer":{}}', right)).toEqual({ kind: "accepted", inbound: [] });
  expect(verdict("[".repeat(100_000) + "]".repeat(100_000), right)).toEqual({
    kind: "accepted",
    inbound: [],
  });
});

test("a secret made from the token is one that Telegram takes, and tells nothing about the token", () => {
  expect(secretFromToken("1:a")).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
  expect(secretFromToken("1:a")).not.toBe(secretFromToken("1:b"));
});
