import { simulatorChannel } from "../channels/simulator/channel.ts";
import type { Faults } from "../channels/simulator/faults.ts";
import { telegramChannel } from "../channels/telegram/channel.ts";
import { zaloBotChannel } from "../channels/zalo-bot/channel.ts";
import { zaloOaChannel, type ZaloOaChannel } from "../channels/zalo-oa/channel.ts";
import { StoredGrants, StoredTrade } from "../channels/zalo-oa/tokens.ts";
import type { Config } from "../config.ts";
import { keepLink } from "./card-links.ts";
import type { Library } from "../engine/library.ts";
import type { SecretBox } from "../store/secret-box.ts";
import type { Settings } from "../store/settings.ts";
import { z } from "zod";
import { pictureLinks } from "../turns/picture-links.ts";
import { allTemplates, keepTemplate, templateNamed } from "../turns/message-templates.ts";
import type { Alarm, Channel, ChannelName, Clock, Poller, Sql } from "../turns/ports.ts";
import type { Phones } from "../turns/simulation.ts";

/** What the settings ask for: the channels by name, and those that have to be polled. */
export type OpenChannels = {
  channels: Map<ChannelName, Channel>;
  pollers: Map<ChannelName, Poller>;
  zaloOa: ZaloOaChannel | null;
};

/** Opens the channels that are set up. Nothing is announced or fetched yet. */
export function openChannels(options: {
  config: Config;
  library: Library;
  clock: Clock;
  alarm: Alarm;
  count: (what: string) => void;
  settings: Settings;
  secrets: SecretBox;
  sql: Sql;
  /** The simulated phones, where they are on. */
  simulator: { phones: Phones; faults: Faults } | null;
}): OpenChannels {
  const { config, library, clock, alarm, count } = options;
  const channels = new Map<ChannelName, Channel>();
  const pollers = new Map<ChannelName, Poller>();
  const { simulator } = options;
  const publicUrl = publicRoot(config);
  const links = pictureLinks(options.secrets);
  if (simulator !== null) channels.set("simulator", simulatorChannel(simulator.phones, simulator.faults));
  if (config.TELEGRAM_BOT_TOKEN !== undefined) {
    const telegram = telegramChannel({
      token: config.TELEGRAM_BOT_TOKEN,
      apiRoot: config.TELEGRAM_API_ROOT.replace(/\/$/, ""),
      mode: config.TELEGRAM_MODE,
      ...(publicUrl === undefined ? {} : { publicUrl }),
      ...(config.TELEGRAM_WEBHOOK_SECRET === undefined
        ? {}
        : { webhookSecret: config.TELEGRAM_WEBHOOK_SECRET }),
      menus: commandMenus(library),
      onName: (name) => keepLink(options.settings, { telegram: name }),
      clock,
      alarm,
      count,
    });
    channels.set("telegram", telegram);
    if (telegram.poller !== undefined) pollers.set("telegram", telegram.poller);
  }
  if (config.ZALO_BOT_TOKEN !== undefined) {
    const bot = zaloBotChannel({
      token: config.ZALO_BOT_TOKEN,
      apiRoot: config.ZALO_BOT_API_ROOT.replace(/\/$/, ""),
      mode: publicUrl === undefined ? "polling" : "webhook",
      ...(publicUrl === undefined ? {} : { publicUrl }),
      ...(config.ZALO_BOT_WEBHOOK_SECRET === undefined
        ? {}
        : { webhookSecret: config.ZALO_BOT_WEBHOOK_SECRET }),
      ...(publicUrl === undefined
        ? {}
        : { pictureUrl: (file) => `${publicUrl}${links.pathOf(file, clock.now())}` }),
      clock,
      alarm,
      count,
    });
    channels.set("zalo-bot", bot);
    if (bot.poller !== undefined) pollers.set("zalo-bot", bot.poller);
  }
  const zaloOa = openZaloOa(options);
  if (zaloOa !== null) channels.set("zalo-oa", zaloOa);
  return { channels, pollers, zaloOa };
}

/** The Official Account of the settings; null where none is set up. */
export function openZaloOa(options: {
  config: Config;
  clock: Clock;
  alarm: Alarm;
  count: (what: string) => void;
  settings: Settings;
  secrets: SecretBox;
  sql: Sql;
}): ZaloOaChannel | null {
  const { config, clock, alarm, count, sql } = options;
  const { ZALO_APP_ID: appId, ZALO_APP_SECRET: appSecret, ZALO_OA_ID: oaId } = config;
  if (appId === undefined || appSecret === undefined || oaId === undefined) return null;
  const publicUrl = publicRoot(config);
  return zaloOaChannel({
    appId,
    appSecret,
    oaId,
    ...(config.ZALO_OA_SECRET_KEY === undefined ? {} : { oaSecretKey: config.ZALO_OA_SECRET_KEY }),
    ...(config.ZALO_REFRESH_TOKEN === undefined ? {} : { refreshToken: config.ZALO_REFRESH_TOKEN }),
    ...(publicUrl === undefined ? {} : { formPicture: `${publicUrl}/icon.png` }),
    signatureMode: config.ZALO_SIGNATURE_MODE,
    openapiRoot: config.ZALO_OPENAPI_ROOT.replace(/\/$/, ""),
    oauthRoot: config.ZALO_OAUTH_ROOT.replace(/\/$/, ""),
    businessRoot: config.ZALO_BUSINESS_ROOT.replace(/\/$/, ""),
    tokenStore: zaloTokenStore(options.settings, options.secrets, oaId),
    outletMemory: {
      read: () => options.settings.read(`zalo.outlet.${oaId}`, z.enum(["v2", "v3"])),
      write: (address) => options.settings.write(`zalo.outlet.${oaId}`, address),
    },
    shelf: {
      all: () => allTemplates(sql),
      named: (name) => templateNamed(sql, name),
      keep: (template) => keepTemplate(sql, template),
    },
    clock,
    alarm,
    count,
  });
}

/** Where we are reached from outside, a path behind the host and all; what is joined to it begins with a slash. */
function publicRoot({ PUBLIC_URL }: Config): string | undefined {
  return PUBLIC_URL?.replace(/\/$/, "");
}

/** The commands that Telegram shows behind its menu button. */
const TELEGRAM_COMMANDS = ["menu", "help", "language", "stop"] as const;

function commandMenus(
  library: Library,
): { language: string; commands: { command: string; description: string }[] }[] {
  return library.words.locales.map((language) => ({
    language,
    commands: TELEGRAM_COMMANDS.map((command) => ({
      command,
      description: library.words.text(language, `common.telegram_commands.${command}`),
    })),
  }));
}

/** Tokens in the settings table, encrypted; the lease is an advisory lock, so one process at a time trades them. */
export function zaloTokenStore(
  settings: Settings,
  secrets: SecretBox,
  oaId: string,
): Parameters<typeof zaloOaChannel>[0]["tokenStore"] {
  const key = `zalo.tokens.${oaId}`;
  return {
    async load() {
      const sealed = await settings.read(key, z.string());
      return sealed === null ? null : StoredGrants.parse(JSON.parse(secrets.open(sealed)));
    },
    save: (grants) => settings.write(key, secrets.seal(JSON.stringify(grants))),
    loadTrade: () => settings.read(`${key}.trade`, StoredTrade),
    saveTrade: (trade) => settings.write(`${key}.trade`, trade),
    withLease: (work) => settings.withLease(key, work),
  };
}
