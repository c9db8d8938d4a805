import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readZaloWebhook } from "../../../src/channels/zalo-oa/webhook.ts";
import type { Verdict } from "../../../src/turns/ports.ts";

const NOW = new Date("2026-11-21T02:00:00Z");
const KEYS = { appId: "123", oaId: "456", appSecret: "app-secret", oaSecretKey: "oa-secret-key" };
const BODY =
  '{ "app_id":"123","sender":{"id":"9"},"recipient":{"id":"456"},"event_name":"user_send_text",' +
  '"message":{"text":"chào","msg_id":"1"},"timestamp":"1540363714987"}';

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
function read(
  body: string,
  headers: Record<string, string>,
  options: { signatureMode?: "log" | "enforce"; oaSecretKey?: string | null } = {},
): { verdict: Verdict; counted: string[] } {
  const counted: string[] = [];
  const { oaSecretKey, ...keys } = KEYS;
  const verdict = readZaloWebhook(
    { headers, body: Buffer.from(body) },
    {
      ...keys,
      ...(options.oaSecretKey === null ? {} : { oaSecretKey }),
      signatureMode: options.signatureMode ?? "enforce",
      count: (what) => counted.push(what),
    },
    NOW,
  );
  return { verdict, counted };
}
const signed = (mac: string): Record<string, string> => ({ "x-zevent-signature": `mac=${mac}` });

describe("the signature", () => {
  test("is a plain SHA-256 over app id, raw body, timestamp and secret", () => {
    const { verdict, counted } = read(BODY, signed(sha256(`123${BODY}1540363714987oa-secret-key`)));
    expect(verdict).toMatchObject({ kind: "accepted", inbound: [{ contact: "9", externalId: "1" }] });
    expect(counted).toEqual(["zalo.signature.oa_secret_key_app_id"]);
  });

  test.each([
    ["the app secret", `123${BODY}1540363714987app-secret`, "app_secret_app_id"],
    ["the OA id first", `456${BODY}1540363714987oa-secret-key`, "oa_secret_key_oa_id"],
  ])("may be made with %s; it is counted which", (_, text, which) => {
    const { verdict, counted } = read(BODY, signed(sha256(text)));
    expect(verdict.kind).toBe("accepted");
    expect(counted).toEqual([`zalo.signature.${which}`]);
  });

  test("may take its timestamp from the header", () => {
    const headers = {
      ...signed(sha256(`123${BODY}1700000000000oa-secret-key`)),
      "x-zevent-timestamp": "1700000000000",
    };
    expect(read(BODY, headers).verdict.kind).toBe("accepted");
  });

  test("may be in capitals and without its mark", () => {
    const mac = sha256(`123${BODY}1540363714987oa-secret-key`).toUpperCase();
    expect(read(BODY, { "x-zevent-signature": mac }).verdict.kind).toBe("accepted");
  });

  test("a timestamp that is a number is signed as its text", () => {
    const body = BODY.replace('"1540363714987"', "1540363714987");
    expect(read(body, signed(sha256(`123${body}1540363714987oa-secret-key`))).verdict.kind).toBe("accepted");
  });

  test("a body changed by one byte is refused", () => {
    const mac = sha256(`123${BODY}1540363714987oa-secret-key`);
    expect(read(BODY.replace("chào", "chao"), signed(mac)).verdict).toMatchObject({
      kind: "refused",
      status: 401,
    });
    expect(read(`${BODY} `, signed(mac)).verdict).toMatchObject({ kind: "refused", status: 401 });
  });

  test.each([{}, signed(""), signed("zz"), signed(sha256("")), signed(sha256(`123${BODY}1540363714987`))])(
    "%o is refused, also where no OA secret is set",
    (headers) => {
      expect(read(BODY, headers).verdict).toMatchObject({ kind: "refused", status: 401 });
      expect(read(BODY, headers, { oaSecretKey: null }).verdict).toMatchObject({
        kind: "refused",
        status: 401,
      });
    },
  );

  test("while it is only logged, an unsigned event is taken and counted", () => {
    const { verdict, counted } = read(BODY, {}, { signatureMode: "log" });
    expect(verdict.kind).toBe("accepted");
    expect(counted).toEqual(["zalo.signature.none"]);
  });
});

describe("without a signature", () => {
  test.each(["", "{}", " { } ", "\n"])("the console's probe %o is answered", (body) => {
    expect(read(body, {}).verdict).toEqual({ kind: "probe" });
  });

  test.each(["[]", "null", "{", "{]", "\u0000", "x".repeat(100_000)])("%o is no probe", (body) => {
    const { verdict } = read(body, {});
    expect(verdict.kind).toBe("refused");
  });

  test("a form is refused as one", () => {
    expect(read("a=1", { "content-type": "application/x-www-form-urlencoded" }).verdict).toMatchObject({
      status: 415,
    });
  });
});
