import { z } from "zod";
import type { Finding } from "../../domain/finding.ts";
import type { Clock } from "../../turns/ports.ts";
import { callZalo, type ZaloFailed } from "./client.ts";
import { zaloFailure } from "./failure.ts";
import { withToken, type OutletMemory } from "./outlet.ts";
import type { TemplateShelf } from "./send-template.ts";
import type { TokenStore, ZaloTokens } from "./tokens.ts";

const STATE_BODY = "4";
const Account = z.object({
  data: z.object({
    oa_id: z.coerce.string(),
    name: z.string().optional(),
    oa_type: z.coerce.string().optional(),
    is_verified: z.boolean().optional(),
    package_name: z.string().optional(),
  }),
});
const Quota = z.object({ data: z.object({ remainingQuota: z.coerce.number() }) });

type Parts = {
  oaId: string;
  openapiRoot: string;
  businessRoot: string;
  tokens: ZaloTokens;
  tokenStore: TokenStore;
  outletMemory: OutletMemory;
  shelf: TemplateShelf;
  clock: Clock;
};

/** The first day of an Official Account: consent, who it is, which address serves it, templates and their quota. */
export async function examineZalo(parts: Parts): Promise<Finding[]> {
  const token = await parts.tokens.current();
  if (token.kind === "none")
    return [
      {
        check: "Zalo's consent",
        saw: token.sent.why,
        todo:
          token.sent.kind === "alarm"
            ? "Run sinh-ke zalo connect; an administrator of the Official Account opens the link that it prints."
            : "Check the network and ZALO_OAUTH_ROOT, then ask again.",
      },
    ];
  return [await consent(parts), await account(parts), ...(await templates(parts))];
}

async function consent({ tokenStore, clock }: Parts): Promise<Finding> {
  const grants = await tokenStore.load().catch(() => null);
  if (grants === null)
    return { check: "Zalo's consent", saw: "a token, which is not on record", todo: "Check the database." };
  const { obtainedAt, expiresAt } = grants.current;
  const now = clock.now();
  return {
    check: "Zalo's consent",
    saw: `tokens refreshed ${hours(obtainedAt, now)} h ago, good for ${hours(now, expiresAt)} h`,
    todo: null,
  };
}

async function account(parts: Parts): Promise<Finding> {
  const check = "Zalo OA";
  const answer = await withToken(parts.tokens, (access_token) =>
    callZalo({ url: new URL("/v2.0/oa/getoa", parts.openapiRoot).href, headers: { access_token } }),
  );
  if (answer.kind !== "ok") return { check, ...told(answer, parts.clock.now()) };
  const read = Account.safeParse(answer.json);
  if (!read.success)
    return { check, saw: "an answer that is not Zalo's", todo: "Check ZALO_OPENAPI_ROOT and the proxy." };
  const { oa_id, name = "", oa_type = "?", is_verified, package_name = "?" } = read.data.data;
  const served = await parts.outletMemory.read().catch(() => null);
  const saw =
    `${name} (${oa_id}), oa_type ${oa_type}${oa_type === STATE_BODY ? ", a state body" : ""}, package ${package_name}, ` +
    (served === null ? "not written from yet" : `served by ${served}.0`);
  const todo =
    oa_id !== parts.oaId
      ? `ZALO_OA_ID is ${parts.oaId}: consent was given for another account. Mend the setting or consent again.`
      : is_verified === false
        ? "Have the account verified in Zalo's console: without it the API refuses to send."
        : null;
  return { check, saw, todo };
}

async function templates(parts: Parts): Promise<Finding[]> {
  const check = "Zalo's templates";
  const known = await parts.shelf.all().catch(() => []);
  if (known.length === 0)
    return [
      {
        check,
        saw: "none is set up: who was silent for seven days is only on the officer's list",
        todo: null,
      },
    ];
  const shut = known
    .filter(({ status }) => status !== "ENABLE")
    .map(({ name, status }) => `${name} ${status}`);
  const answer = await withToken(
    parts.tokens,
    (access_token) =>
      callZalo({ url: new URL("/message/quota", parts.businessRoot).href, headers: { access_token } }),
    "business",
  );
  const quota =
    answer.kind === "ok"
      ? {
          saw: `${Quota.safeParse(answer.json).data?.data.remainingQuota ?? "?"} more may go today`,
          todo: null,
        }
      : told(answer, parts.clock.now(), "business");
  return [
    {
      check,
      saw: `${known.length} set up${shut.length === 0 ? "" : ` (${shut.join(", ")})`}; ${quota.saw}`,
      todo: shut.length > 0 ? "Zalo's console says why they do not go." : quota.todo,
    },
  ];
}

function told(
  answer: ZaloFailed,
  now: Date,
  host: "openapi" | "business" = "openapi",
): Pick<Finding, "saw" | "todo"> {
  const { kind, why } = zaloFailure(answer, now, host);
  return {
    saw: why,
    todo:
      kind === "alarm" || kind === "give_up"
        ? "Look at the account, the app and its permissions in Zalo's console."
        : "Check the network and the proxy, then ask again.",
  };
}

function hours(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / 3_600_000);
}
