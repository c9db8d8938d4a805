import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startFakeZalo } from "../fakes/fake-zalo.ts";
import type { FakeZalo } from "../fakes/fake-zalo.ts";
import type { ZaloPerson } from "../fakes/zalo/people.ts";
import { post, read } from "./zalo-calls.ts";

let fake: FakeZalo;
let person: ZaloPerson;

beforeEach(async () => {
  fake = await startFakeZalo({ now: () => new Date("2027-03-01T01:00:00Z") });
  person = fake.person({ name: "Cô Sáu" });
});
afterEach(() => fake.close());

function send(key?: string) {
  const body = { recipient: { user_id: person.id }, message: { text: "x" } };
  return post(fake, "/v2.0/oa/message", body, key === undefined ? {} : { key });
}

async function askForTokens(form: Record<string, string>, secret = fake.settings.appSecret) {
  const headers = { secret_key: secret };
  const body = new URLSearchParams({ app_id: fake.settings.appId, ...form });
  return read(await fetch(`${fake.oauthRoot}/v4/oa/access_token`, { method: "POST", headers, body }));
}

function exchange(code: string, code_verifier: string, secret?: string) {
  return askForTokens({ grant_type: "authorization_code", code, code_verifier }, secret);
}

/** What the administrator does: opens the link, agrees, and is sent back with a code. */
async function consent(challenge: string) {
  const query = new URLSearchParams({
    app_id: fake.settings.appId,
    redirect_uri: "https://example.org/zalo/callback",
    code_challenge: challenge,
    state: "s1",
  });
  const page = await fetch(`${fake.oauthRoot}/v4/oa/permission?${query.toString()}`, {
    redirect: "manual",
  });
  const back = new URL(page.headers.get("location") ?? "");
  expect(back.searchParams.get("state")).toBe("s1");
  expect(back.searchParams.get("oa_id")).toBe(fake.settings.oaId);
  return back.searchParams.get("code") ?? "";
}

describe("OAuth", () => {
  it("rotates both tokens at once, and takes a refresh token only once", async () => {
    person.says("chào");
    const old = fake.tokens.current();
    const answer = await askForTokens({ grant_type: "refresh_token", refresh_token: old.refreshToken });
    expect(answer).toMatchObject({ expires_in: "90000" });
    expect((await send(old.accessToken))["error"]).toBe(-220);
    expect((await send("never-issued"))["error"]).toBe(-216);
    expect((await send(String(answer["access_token"])))["error"]).toBe(0);
    const again = await askForTokens({ grant_type: "refresh_token", refresh_token: old.refreshToken });
    expect(Number(again["error"])).toBeLessThan(0);
    expect(again["access_token"]).toBeUndefined();
  });

  it("burns the token although the answer was lost", async () => {
    const { refreshToken } = fake.tokens.current();
    fake.faults.add({ on: "/v4/oa/access_token", kind: "lost_answer" });
    await expect(askForTokens({ grant_type: "refresh_token", refresh_token: refreshToken })).rejects.toThrow(
      "fetch failed",
    );
    const again = await askForTokens({ grant_type: "refresh_token", refresh_token: refreshToken });
    expect(Number(again["error"])).toBeLessThan(0);
  });

  it("lets an access token live 25 hours", async () => {
    person.says("chào");
    fake.clock.advance(25 * 60 * 60 * 1000);
    expect((await send())["error"]).toBe(0);
    fake.clock.advance(1);
    expect((await send())["error"]).toBe(-220);
  });

  it("exchanges a code once, within ten minutes, with its verifier and the app's secret", async () => {
    const verifier = "aB3".repeat(14) + "z";
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    expect(Number((await exchange(await consent(challenge), verifier, "wrong"))["error"])).toBe(-14_004);
    expect(Number((await exchange(await consent(challenge), "x".repeat(43)))["error"])).toBeLessThan(0);
    const code = await consent(challenge);
    expect((await exchange(code, verifier))["access_token"]).toBe(fake.tokens.current().accessToken);
    expect(Number((await exchange(code, verifier))["error"])).toBeLessThan(0);
    const late = await consent(challenge);
    fake.clock.advance(10 * 60 * 1000 + 1);
    expect(Number((await exchange(late, verifier))["error"])).toBeLessThan(0);
  });
});
