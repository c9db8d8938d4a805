import { z } from "zod";
import type { ZaloOaChannel } from "../channels/zalo-oa/channel.ts";
import {
  beginConsent,
  ConsentWay,
  endConsent,
  openWay,
  type ConsentStore,
} from "../channels/zalo-oa/consent.ts";
import type { Config } from "../config.ts";
import { AppError } from "../domain/app-error.ts";
import type { ConsentDoor } from "../http/zalo-consent.ts";
import { SOURCE_LOCALE, type Words } from "../i18n/words.ts";
import type { SecretBox } from "../store/secret-box.ts";
import type { Settings } from "../store/settings.ts";
import type { Alarm, Clock } from "../turns/ports.ts";

type Account = { oaId: string; appId: string; appSecret: string; oauthRoot: string; publicUrl: string };

/** The Official Account of the settings and where its administrator can be brought to; null where either is missing. */
function accountOf(config: Config): Account | null {
  const { ZALO_OA_ID: oaId, ZALO_APP_ID: appId, ZALO_APP_SECRET: appSecret, PUBLIC_URL } = config;
  if (oaId === undefined || appId === undefined || appSecret === undefined || PUBLIC_URL === undefined)
    return null;
  return {
    oaId,
    appId,
    appSecret,
    oauthRoot: config.ZALO_OAUTH_ROOT,
    publicUrl: PUBLIC_URL.replace(/\/$/, ""),
  };
}

/**
 * A link for an administrator of the Official Account, good for a week and one consent. Throws an AppError where the
 * settings lack what it needs.
 */
export async function consentLink(
  config: Config,
  settings: Settings,
  secrets: SecretBox,
  now: Date,
): Promise<string> {
  const account = accountOf(config);
  if (account === null)
    throw new AppError(
      "no_account",
      "Set ZALO_APP_ID, ZALO_APP_SECRET, ZALO_OA_ID and PUBLIC_URL first: the link leads over this machine to Zalo.",
      1,
    );
  const ticket = await openWay(storeOf(settings, secrets, account.oaId), now);
  return `${account.publicUrl}/zalo/consent?ticket=${ticket}`;
}

/** The way of consent for whoever opens that link; null where no Official Account is set up. */
export function consentDoor(
  config: Config,
  parts: {
    settings: Settings;
    secrets: SecretBox;
    zaloOa: ZaloOaChannel | null;
    clock: Clock;
    words: Words;
    alarm: Alarm;
  },
): ConsentDoor | null {
  const { settings, secrets, zaloOa, clock, words, alarm } = parts;
  const account = accountOf(config);
  if (account === null || zaloOa === null) return null;
  const store = storeOf(settings, secrets, account.oaId);
  const redirectUri = `${account.publicUrl}/zalo/callback`;
  return {
    begin: (ticket) => beginConsent(store, { ...account, redirectUri }, { ticket, now: clock.now() }),
    async end(back) {
      const ended = await endConsent(store, account, { ...back, now: clock.now() });
      if (ended.kind === "granted") await zaloOa.adopt(ended.grant);
      if (ended.kind === "refused") alarm("zalo.consent_refused", ended.why);
      return ended.kind;
    },
    say: (outcome) => words.text(SOURCE_LOCALE, `zalo_consent.${outcome}`),
  };
}

function storeOf(settings: Settings, secrets: SecretBox, oaId: string): ConsentStore {
  const all = `zalo.consent.${oaId}.`;
  return {
    async load(name) {
      const sealed = await settings.read(`${all}${name}`, z.string());
      return sealed === null ? null : ConsentWay.parse(JSON.parse(secrets.open(sealed)));
    },
    save: (name, way) =>
      settings.write(`${all}${name}`, way === null ? null : secrets.seal(JSON.stringify(way))),
    forget: (before) => settings.forget(all, before),
  };
}
