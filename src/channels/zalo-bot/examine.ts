import { z } from "zod";
import type { Finding } from "../../domain/finding.ts";
import { botFailure, callBot, type BotApi } from "./client.ts";

const Me = z.object({ account_name: z.string().optional() });
const Webhook = z.object({ url: z.string().optional() });

/** Whether the Bot Platform answers under this token, and whether it brings events where we wait for them. */
export async function examineBot(
  api: BotApi,
  { mode, publicUrl }: { mode: "webhook" | "polling"; publicUrl: string | undefined },
): Promise<Finding[]> {
  const me = await callBot(api, "getMe", {});
  if (me.kind !== "ok") {
    const { kind, why } = botFailure(me);
    const todo =
      kind === "alarm"
        ? "Put the bot's token into ZALO_BOT_TOKEN."
        : "Check the network and ZALO_BOT_API_ROOT.";
    return [{ check: "Zalo Bot", saw: why, todo }];
  }
  const name = Me.safeParse(me.result).data?.account_name ?? "?";
  const info = await callBot(api, "getWebhookInfo", {});
  const url = info.kind === "ok" ? (Webhook.safeParse(info.result).data?.url ?? "") : "";
  const wanted =
    mode === "polling" || publicUrl === undefined ? "" : new URL("/webhooks/zalo-bot", publicUrl).href;
  return [
    {
      check: "Zalo Bot",
      saw: `answers, and knows us as ${name}; ${url === "" ? "polling" : url}`,
      todo: url === wanted ? null : "Start the program: it tells the platform where to bring events.",
    },
  ];
}
