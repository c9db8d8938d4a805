import { z } from "zod";
import { fitTemplate, type MessageTemplate } from "../../domain/message-template.ts";
import type { OutboundMessage } from "../../domain/message.ts";
import type { Alarm, Clock, Sent } from "../../turns/ports.ts";
import { callZalo, type ZaloAnswer } from "./client.ts";
import { isKnown, remedyFor, type Host } from "./codes.ts";
import { isNight, nextMorning, tomorrowMorning, zaloFailure } from "./failure.ts";
import { withToken } from "./outlet.ts";
import type { ZaloTokens } from "./tokens.ts";

/** The templates that are set up for this account. */
export type TemplateShelf = {
  all(): Promise<MessageTemplate[]>;
  named(name: string): Promise<MessageTemplate | null>;
  keep(template: MessageTemplate): Promise<void>;
};

export type TemplateSender = {
  openapiRoot: string;
  businessRoot: string;
  tokens: ZaloTokens;
  shelf: TemplateShelf;
  clock: Clock;
  alarm: Alarm;
  /** Hears how many more may go today. */
  onQuota: (left: number) => void;
};

type Asked = NonNullable<OutboundMessage["template"]>;
type Letter = { template: MessageTemplate; values: Record<string, string> };

const ByUser = z.object({ data: z.object({ message_id: z.string().min(1) }) });
const ByPhone = z.object({
  data: z.object({
    msg_id: z.string().min(1),
    quota: z.object({ remainingQuota: z.coerce.number().optional() }).optional(),
  }),
});
const NOT_BY_USER = -249;

/**
 * Sends approved templates of one account: by the account that follows it, which is cheaper and needs no number, else by
 * telephone. The template's own limits are kept before anything leaves; at night and beyond the day's quota it waits. After
 * a refusal nothing went out, so the other road is tried; after a lost answer never. Rejects where the shelf cannot be read.
 */
export function zaloTemplates(sender: TemplateSender) {
  let fullUntil = new Date(0);

  async function send(delivery: { id?: string; to: string; asked: Asked }): Promise<Sent> {
    const { id, to, asked } = delivery;
    const now = sender.clock.now();
    const template = await sender.shelf.named(asked.name);
    if (template === null) return { kind: "give_up", why: `no template ${asked.name} is set up here` };
    if (template.status !== "ENABLE")
      return { kind: "give_up", why: `the template ${asked.name} is ${template.status} with Zalo` };
    const fitted = fitTemplate(template, asked.params);
    if (fitted.kind === "wrong") return { kind: "give_up", why: `template ${asked.name}: ${fitted.why}` };
    // Zalo's own rule (-133), a shorter night than ours: kept here too, since the call would only come back.
    if (isNight(now))
      return { kind: "wait", until: nextMorning(now), why: "templates are not pushed at night" };
    if (now < fullUntil) return { kind: "wait", until: fullUntil, why: "the day's quota is used up" };
    const letter = { template, values: fitted.values };
    const byUser = template.priceUser === null ? null : await sendToUser(letter, to, now);
    const otherRoad = asked.phone !== undefined && template.pricePhone !== null;
    if (byUser !== null && !(byUser.otherwise && otherRoad)) return byUser.sent;
    if (asked.phone === undefined || template.pricePhone === null)
      return {
        kind: "give_up",
        why: `the template ${asked.name} goes by telephone only, and no number is known`,
      };
    return sendToPhone(letter, { phone: asked.phone, id }, now);
  }

  /** `otherwise`: it certainly did not leave, and another road may be open. */
  async function sendToUser(
    letter: Letter,
    to: string,
    now: Date,
  ): Promise<{ sent: Sent; otherwise: boolean }> {
    const { template, values } = letter;
    const body = { user_id: to, template_id: template.vendorId, template_data: values };
    const answer = await call("openapi", "/v3.0/oa/message/template", body);
    if (answer.kind === "ok") {
      const accepted = ByUser.safeParse(answer.json);
      const sent: Sent = accepted.success
        ? { kind: "sent", vendorId: accepted.data.data.message_id, price: template.priceUser ?? 0 }
        : { kind: "unknown", why: "the answer holds no message id" };
      return { sent, otherwise: false };
    }
    if (answer.kind === "refused" && answer.code === NOT_BY_USER)
      await sender.shelf.keep({ ...template, priceUser: null });
    const sent = failed(answer, template, now, "openapi");
    const remedy = answer.kind === "refused" ? remedyFor(answer.code, "openapi") : null;
    const shut = remedy === "person" || remedy === "closed" || remedy === "other_outlet";
    return { sent, otherwise: shut || (answer.kind === "refused" && answer.code === NOT_BY_USER) };
  }

  async function sendToPhone(
    { template, values }: Letter,
    { phone, id }: { phone: string; id: string | undefined },
    now: Date,
  ): Promise<Sent> {
    const answer = await call("business", "/message/template", {
      phone,
      template_id: template.vendorId,
      template_data: values,
      ...(id === undefined ? {} : { tracking_id: id }),
    });
    if (answer.kind !== "ok") return failed(answer, template, now, "business");
    const accepted = ByPhone.safeParse(answer.json);
    if (!accepted.success) return { kind: "unknown", why: "the answer holds no message id" };
    const { msg_id, quota } = accepted.data.data;
    if (quota?.remainingQuota !== undefined) {
      sender.onQuota(quota.remainingQuota);
      if (quota.remainingQuota <= 0) fullUntil = tomorrowMorning(now);
    }
    return { kind: "sent", vendorId: msg_id, price: template.pricePhone ?? 0 };
  }

  function failed(
    answer: Exclude<ZaloAnswer, { kind: "ok" }>,
    template: MessageTemplate,
    now: Date,
    host: Host,
  ) {
    if (answer.kind !== "refused") return answer.sent;
    // Quotas and templates are the other host's, and so are their codes, also where this one answers.
    const meaning = isKnown(answer.code, host) ? host : "business";
    const sent = zaloFailure(answer, now, meaning);
    const remedy = remedyFor(answer.code, meaning);
    if (remedy === "template")
      sender.alarm("zalo.template_refused", `template ${template.name}: ${answer.code} ${answer.message}`);
    if (remedy === "tomorrow" && answer.code === -144) {
      sender.onQuota(0);
      fullUntil = tomorrowMorning(now);
    }
    return sent;
  }

  function call(host: Host, path: string, body: object): Promise<ZaloAnswer> {
    const root = host === "business" ? sender.businessRoot : sender.openapiRoot;
    return withToken(
      sender.tokens,
      (access_token) =>
        callZalo({
          url: new URL(path, root).href,
          headers: { access_token, "content-type": "application/json" },
          body: JSON.stringify(body),
        }),
      host,
    );
  }

  return { send };
}
