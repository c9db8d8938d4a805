import { z } from "zod";
import type { Call } from "../common/http-server.ts";
import { readJson } from "../common/values.ts";
import type { Fields } from "../common/values.ts";
import type { ZaloChat } from "./chats.ts";
import { ZaloRefusal } from "./refusal.ts";
import { chatOf } from "./send.ts";
import { readShape } from "./shapes.ts";
import type { ZaloWorld } from "./world.ts";

const byPhone = z.strictObject({
  phone: z.string(),
  template_id: z.string(),
  template_data: z.record(z.string(), z.unknown()),
  tracking_id: z.string().max(48).optional(),
  sending_mode: z.enum(["1", "3"]).optional(),
  mode: z.literal("development").optional(),
});
const byUser = z.strictObject({
  user_id: z.string(),
  template_id: z.string(),
  template_data: z.record(z.string(), z.unknown()),
});
const shutDoor = -114;

/** What the business host answers with: templates by phone, one template's limits, the day's quota. */
export function runBusiness(world: ZaloWorld, call: Call): unknown {
  checkBusinessToken(world, call);
  switch (`${call.method} ${call.path}`) {
    case "POST /message/template":
      return sendByPhone(world, readJson(call.body.toString("utf8")));
    case "GET /template/info/v2": {
      const template = world.templates.get(call.query.get("template_id") ?? "");
      if (template === undefined) throw new ZaloRefusal(-109, "Template id is invalid");
      const listParams = template.params.map(({ name, maxLength, required, type = "text" }) => ({
        name,
        type: type.toUpperCase(),
        require: required,
        maxLength,
        minLength: 0,
      }));
      return {
        templateId: template.id,
        status: template.status,
        listParams,
        price_sdt: String(template.price),
        price_uid: String(template.price),
      };
    }
    case "GET /message/quota":
      return { remainingQuota: String(world.templates.left()) };
    case "GET /message/status": {
      const found = world.chats.message(call.query.get("message_id") ?? "");
      return { status: found === undefined ? -1 : 1 };
    }
    default:
      throw new ZaloRefusal(-404, "Empty api");
  }
}

/** `POST /v3.0/oa/message/template` on the OA's own host. */
export function sendTemplateToUser(world: ZaloWorld, body: unknown): unknown {
  const { user_id, template_id, template_data } = readShape(byUser, body);
  const chat = chatOf(world, { user_id });
  const template = world.templates.check(template_id, template_data);
  if (!template.byUserId) throw new ZaloRefusal(-249, "This template cannot be sent to a user id");
  if (chat.refusal !== undefined)
    throw new ZaloRefusal(chat.refusal, "The person cannot receive this message");
  world.templates.spend();
  return { message_id: post(world, chat, template_id, template_data).id };
}

/** This host has its own code for a bad token, and answers in the same envelope. */
function checkBusinessToken(world: ZaloWorld, call: Call): void {
  const token = call.headers["access_token"];
  try {
    world.tokens.check(typeof token === "string" ? token : undefined);
  } catch (error) {
    if (error instanceof ZaloRefusal) throw new ZaloRefusal(-124, "Access token is invalid");
    throw error;
  }
}

function sendByPhone(world: ZaloWorld, body: unknown): unknown {
  const read = byPhone.safeParse(body);
  if (!read.success)
    throw new ZaloRefusal(-121, `Body data is invalid: ${read.error.issues[0]?.path.join(".") ?? ""}`);
  const { phone, template_id, template_data, tracking_id, sending_mode = "1" } = read.data;
  if (!/^84\d{9,10}$/.test(phone)) throw new ZaloRefusal(-108, "Phone number is invalid");
  world.templates.check(template_id, template_data);
  const chat = world.chats.all().find((one) => one.phone === phone);
  if (chat === undefined) throw new ZaloRefusal(-118, "The phone has no Zalo account");
  if (chat.refusal !== undefined) throw new ZaloRefusal(shutDoor, "The person cannot receive this message");
  const remainingQuota = world.templates.spend();
  const posted = post(world, chat, template_id, template_data);
  const time = String(posted.at.getTime());
  const message = {
    delivery_time: time,
    msg_id: posted.id,
    ...(tracking_id === undefined ? {} : { tracking_id }),
  };
  world.outlet.emit(
    chat.id,
    {
      sender: { id: world.settings.oaId },
      recipient: { id: phone },
      event_name: "user_received_message",
      message,
      app_id: world.settings.appId,
    },
    { headers: { "x-zevent-server": "ZNS" } },
  );
  return {
    msg_id: posted.id,
    sent_time: time,
    sending_mode,
    quota: { remainingQuota: String(remainingQuota), dailyQuota: String(remainingQuota + 1) },
  };
}

function post(world: ZaloWorld, chat: ZaloChat, templateId: string, data: Fields) {
  const text = `${templateId}: ${JSON.stringify(data)}`;
  return world.chats.post(chat, {
    from: "oa",
    text,
    attachment: { kind: "template", source: templateId, bytes: undefined },
  });
}
