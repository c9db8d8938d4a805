import { readForm } from "../common/form.ts";
import type { Answer, Call } from "../common/http-server.ts";
import { ZaloRefusal } from "./refusal.ts";
import type { ZaloWorld } from "./world.ts";

const lifeSeconds = "90000";

/**
 * The OAuth host: the consent page, where the administrator agrees at once, and `/v4/oa/access_token`. A refusal is
 * HTTP 200 with `error`, as everywhere.
 */
export function answerOauth(world: ZaloWorld, call: Call): Answer {
  try {
    if (call.path === "/v4/oa/permission" && call.method === "GET") return consent(world, call.query);
    if (call.path === "/v4/oa/access_token" && call.method === "POST")
      return { status: 200, json: grant(world, call) };
    return { status: 404, json: { error: 404, message: "Not found" } };
  } catch (error) {
    if (!(error instanceof ZaloRefusal)) throw error;
    const { code, message } = error;
    const ref_doc = "https://docs.zaloplatforms.com/docs/OA/phu-luc/cac-loai-ma-su-dung-trong-oauth";
    return { status: 200, json: { error: code, error_name: message, error_reason: message, ref_doc } };
  }
}

function consent(world: ZaloWorld, query: URLSearchParams): Answer {
  if (query.get("app_id") !== world.settings.appId) throw new ZaloRefusal(-14_002, "Invalid app id");
  const back = query.get("redirect_uri") ?? "";
  if (!URL.canParse(back) || back.includes("?")) throw new ZaloRefusal(-14_003, "Invalid redirect uri");
  const target = new URL(back);
  target.searchParams.set("code", world.tokens.code(query.get("code_challenge") ?? undefined));
  target.searchParams.set("oa_id", world.settings.oaId);
  const state = query.get("state");
  if (state !== null) target.searchParams.set("state", state);
  return { status: 302, location: target.href };
}

function grant(world: ZaloWorld, call: Call) {
  const type = call.headers["content-type"] ?? "";
  const form = type.startsWith("application/x-www-form-urlencoded") ? readForm(type, call.body) : undefined;
  if (form === undefined) throw new ZaloRefusal(-14_001, "The body must be form-urlencoded");
  const given = (name: string) => form.texts.get(name) ?? "";
  if (call.headers["secret_key"] !== world.settings.appSecret)
    throw new ZaloRefusal(-14_004, "Invalid secret key");
  if (given("app_id") !== world.settings.appId) throw new ZaloRefusal(-14_002, "Invalid app id");
  const pair = grantOf(world, given);
  return { access_token: pair.accessToken, refresh_token: pair.refreshToken, expires_in: lifeSeconds };
}

function grantOf({ tokens }: ZaloWorld, given: (name: string) => string) {
  switch (given("grant_type")) {
    case "authorization_code":
      return tokens.exchange(given("code"), given("code_verifier"));
    case "refresh_token":
      return tokens.refresh(given("refresh_token"));
    default:
      throw new ZaloRefusal(-14_005, "Unsupported grant type");
  }
}
