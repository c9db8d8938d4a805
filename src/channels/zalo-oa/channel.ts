import type { Alarm, Channel, Clock } from "../../turns/ports.ts";
import { fetchZaloFile } from "../shared/fetch-zalo-file.ts";
import { contactForms } from "./contact-form.ts";
import { examineZalo } from "./examine.ts";
import { refreshGrant, type ZaloGrant } from "./grant.ts";
import { missedByZalo } from "./catch-up.ts";
import { zaloOutlet, type OutletMemory } from "./outlet.ts";
import { sendByZalo } from "./send.ts";
import type { ZaloKeys } from "./signature.ts";
import { zaloTokens, type TokenStore } from "./tokens.ts";
import { templateInfo, type InfoAnswer } from "./template-info.ts";
import { zaloTemplates, type TemplateShelf } from "./send-template.ts";
import { refreshTemplates } from "./refresh-templates.ts";
import { zaloUploads } from "./uploads.ts";
import { readZaloWebhook } from "./webhook.ts";

export type ZaloOaOptions = ZaloKeys & {
  openapiRoot: string;
  oauthRoot: string;
  businessRoot: string;
  signatureMode: "enforce" | "log";
  tokenStore: TokenStore;
  outletMemory: OutletMemory;
  /** The templates that are set up for it. */
  shelf: TemplateShelf;
  /** ZALO_REFRESH_TOKEN: used once, to begin with; a new one there starts afresh. */
  refreshToken?: string;
  /** The address of a picture that Zalo can fetch, which a form has to have. */
  formPicture?: string;
  clock: Clock;
  alarm: Alarm;
  /** Counts what went wrong, or went one way of several, without anybody having to act. */
  count?: (what: string) => void;
};

export type ZaloOaChannel = Required<
  Pick<Channel, "name" | "webhook" | "send" | "examine" | "missed" | "fetchFile" | "start" | "upkeep">
> & {
  adopt(grant: ZaloGrant): Promise<void>;
  /** Asks Zalo what a template of this account is; never rejects. */
  templateInfo(asked: { name: string; vendorId: string }): Promise<InfoAnswer>;
};

/** A Zalo Official Account by a thin client on the built-in fetch. The webhook's address is set in Zalo's console. */
export function zaloOaChannel(options: ZaloOaOptions): ZaloOaChannel {
  const { openapiRoot, oauthRoot, appId, appSecret, clock, alarm, refreshToken } = options;
  const count = options.count ?? (() => undefined);
  const tokens = zaloTokens({
    store: options.tokenStore,
    refresh: (token, now) => refreshGrant({ oauthRoot, appId, appSecret }, token, now),
    ...(refreshToken === undefined ? {} : { seed: refreshToken }),
    clock,
    alarm,
  });
  const sender = {
    outlet: zaloOutlet(openapiRoot, tokens, options.outletMemory),
    tokens,
    uploads: zaloUploads(openapiRoot, clock),
    forms: contactForms(options.formPicture),
    clock,
    count,
  };
  const host = { openapiRoot, businessRoot: options.businessRoot, tokens };
  const templates = zaloTemplates({
    ...host,
    shelf: options.shelf,
    clock,
    alarm,
    onQuota: (left) => count(left > 0 ? "zalo.template_sent" : "zalo.template_quota_used_up"),
  });
  const keepTokensFresh = async (): Promise<void> => {
    await tokens.current();
  };
  const ask: ZaloOaChannel["templateInfo"] = (asked) => templateInfo(host, asked, clock.now());
  return {
    name: "zalo-oa",
    webhook: (request) => readZaloWebhook(request, { ...options, count }, clock.now()),
    send: ({ id, to, ...delivery }) => {
      const asked = delivery.message.template;
      return asked === undefined
        ? sendByZalo(sender, { to, ...delivery })
        : templates.send({ to, asked, ...(id === undefined ? {} : { id }) });
    },
    examine: () => examineZalo({ ...options, ...host }),
    missed: (asked) => missedByZalo({ openapiRoot, tokens, oaId: options.oaId }, asked),
    fetchFile: (ref) => fetchZaloFile(ref, openapiRoot),
    // A missing consent is an alarm at the start, not at the first message that does not go out.
    start: keepTokensFresh,
    upkeep: async () => {
      await keepTokensFresh();
      await refreshTemplates({ shelf: options.shelf, ask, clock, alarm });
    },
    templateInfo: ask,
    adopt: (grant) => tokens.adopt(grant),
  };
}
