import { isFields, listAt, numberAt, textAt } from "../common/values.ts";
import type { Fields } from "../common/values.ts";
import { Refusal, badRequest } from "./refusal.ts";
import type { Method } from "./send-methods.ts";
import { knownChat } from "./world.ts";
import type { World } from "./world.ts";

const ports = new Set(["", "443", "80", "88", "8443"]);
const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** The methods about the bot itself: who it is, how it hears, what its menu says, which files it may fetch. */
export const botMethods: Readonly<Record<string, Method>> = {
  getMe: (world) => world.bot,
  setWebhook: (world, params) => {
    const url = textAt(params, "url") ?? "";
    const secret = textAt(params, "secret_token");
    const maxConnections = numberAt(params, "max_connections") ?? 40;
    checkWebhookUrl(url);
    if (secret !== undefined && !/^[\w-]{1,256}$/.test(secret)) {
      throw badRequest("secret token contains unallowed characters");
    }
    if (maxConnections < 1 || maxConnections > 100) throw badRequest("max_connections must be 1 to 100");
    forgetOrAllow(world, params);
    if (url === "") world.webhook.remove();
    else world.webhook.set({ url, secret, maxConnections });
    return true;
  },
  deleteWebhook: (world, params) => {
    forgetOrAllow(world, params);
    world.webhook.remove();
    return true;
  },
  getWebhookInfo: (world) => {
    const error = world.webhook.lastError();
    return {
      url: world.webhook.url(),
      has_custom_certificate: false,
      pending_update_count: world.box.size(),
      max_connections: world.webhook.maxConnections(),
      ...(world.box.allowed().length === 0 ? {} : { allowed_updates: world.box.allowed() }),
      ...(error === undefined ? {} : { last_error_date: error.date, last_error_message: error.message }),
    };
  },
  getUpdates: (world, params) => {
    if (world.webhook.url() !== "") {
      throw new Refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    forgetOrAllow(world, params);
    return world.polling.getUpdates(params);
  },
  setMyCommands: (world, params) => {
    const commands = listAt(params, "commands").filter(isFields);
    if (commands.length > 100) throw badRequest("BOT_COMMANDS_TOO_MUCH");
    for (const command of commands) {
      if (!/^[a-z0-9_]{1,32}$/.test(textAt(command, "command") ?? ""))
        throw badRequest("BOT_COMMAND_INVALID");
      const description = textAt(command, "description") ?? "";
      if (description === "" || description.length > 256) throw badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
    }
    world.commands.set(commandKey(params), commands);
    return true;
  },
  getMyCommands: (world, params) => world.commands.get(commandKey(params)) ?? [],
  deleteMyCommands: (world, params) => {
    world.commands.delete(commandKey(params));
    return true;
  },
  setMyName: () => true,
  setMyDescription: () => true,
  setMyShortDescription: () => true,
  getFile: (world, params) => {
    const { file, path } = world.files.open(textAt(params, "file_id") ?? "");
    return { file_id: file.id, file_unique_id: `u${file.id}`, file_size: file.bytes.length, file_path: path };
  },
  getChat: (world, params) => ({
    ...knownChat(world, params["chat_id"]).wire,
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: {
      unlimited_gifts: false,
      limited_gifts: false,
      unique_gifts: false,
      premium_subscription: false,
      gifts_from_channels: false,
    },
  }),
};

/** Telegram wants HTTPS on four ports. Loopback is let through, because the program under test listens there. */
function checkWebhookUrl(url: string): void {
  if (url === "") return;
  if (!URL.canParse(url)) throw badRequest("bad webhook: invalid URL");
  const { protocol, hostname, port } = new URL(url);
  if (loopback.has(hostname)) return;
  if (protocol !== "https:") throw badRequest("bad webhook: An HTTPS URL must be provided for webhook");
  if (!ports.has(port)) {
    throw badRequest("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443");
  }
}

function forgetOrAllow(world: World, params: Fields): void {
  if (params["drop_pending_updates"] === true) world.box.clear();
  // A call that leaves the list out keeps the former one.
  if (params["allowed_updates"] !== undefined) {
    world.box.allow(listAt(params, "allowed_updates").filter((kind) => typeof kind === "string"));
  }
}

function commandKey(params: Fields): string {
  return JSON.stringify([params["scope"] ?? { type: "default" }, params["language_code"] ?? ""]);
}
