import { z } from "zod";
import type { MessageTemplate, TemplateParam } from "../../domain/message-template.ts";
import { callZalo, type ZaloFailed } from "./client.ts";
import { withToken } from "./outlet.ts";
import type { ZaloTokens } from "./tokens.ts";

const Price = z.coerce.number().int().nonnegative().nullish();
const Param = z.object({
  name: z.string(),
  type: z.string().default("TEXT"),
  require: z.boolean().default(true),
  minLength: z.coerce.number().int().nonnegative().default(0),
  maxLength: z.coerce.number().int().positive(),
});
/** `GET /template/info/v2` as far as we read it (contract of 14/7/2026). */
const Info = z.object({
  data: z.object({
    status: z.string(),
    templateTag: z.string().optional(),
    listParams: z.array(Param).default([]),
    price: Price,
    price_sdt: Price,
    price_uid: Price,
  }),
});

const KINDS: Readonly<Record<string, MessageTemplate["kind"]>> = {
  TRANSACTION: "transaction",
  CUSTOMER_CARE: "care",
  PROMOTION: "promotion",
};

export type InfoAnswer = { kind: "ok"; template: MessageTemplate } | ZaloFailed;

/** Asks Zalo what a template is: what may be filled in, what it costs, whether it was approved. Never rejects. */
export async function templateInfo(
  host: { businessRoot: string; tokens: ZaloTokens },
  { name, vendorId }: { name: string; vendorId: string },
  now: Date,
): Promise<InfoAnswer> {
  const url = new URL("/template/info/v2", host.businessRoot);
  url.searchParams.set("template_id", vendorId);
  const answer = await withToken(
    host.tokens,
    (access_token) => callZalo({ url: url.href, headers: { access_token } }),
    "business",
  );
  if (answer.kind !== "ok") return answer;
  const info = Info.safeParse(answer.json);
  if (!info.success) return { kind: "refused", code: 0, message: "the answer describes no template" };
  const { status, templateTag = "", listParams, price, price_sdt, price_uid } = info.data.data;
  return {
    kind: "ok",
    template: {
      name,
      vendorId,
      // What the tag does not say is counted as care: the strictest kind that may still be sent to those who did not ask.
      kind: KINDS[templateTag] ?? "care",
      status,
      params: listParams.map(paramOf),
      priceUser: price_uid ?? null,
      pricePhone: price_sdt ?? price ?? null,
      checkedAt: now,
    },
  };
}

function paramOf({ name, type, require, minLength, maxLength }: z.infer<typeof Param>): TemplateParam {
  const kind = /DATE|TIME/.test(type) ? "date" : /NUMBER|CURRENCY/.test(type) ? "number" : "text";
  // A telephone number is no amount: it may hold spaces, and its length is all that counts.
  const asType = /PHONE/.test(type) ? "text" : kind;
  return { name, type: asType, required: require, min: minLength, max: maxLength };
}
