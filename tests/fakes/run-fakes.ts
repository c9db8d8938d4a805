import { z } from "zod";
import { startFakeTelegram } from "./fake-telegram.ts";
import { startFakeZaloBot } from "./fake-zalo-bot.ts";
import { startFakeZalo } from "./fake-zalo.ts";

const common = { seed: z.number().exactOptional(), historyBodies: z.boolean().exactOptional() };
const wishes = z.strictObject({
  telegram: z
    .strictObject({ ...common, port: z.number().exactOptional(), token: z.string().exactOptional() })
    .optional(),
  zalo: z
    .strictObject({
      ...common,
      ports: z
        .strictObject({
          openapi: z.number().exactOptional(),
          oauth: z.number().exactOptional(),
          business: z.number().exactOptional(),
        })
        .exactOptional(),
      oaType: z.literal([2, 4]).exactOptional(),
      echoes: z.boolean().exactOptional(),
      receipts: z.enum(["off", "upright", "inverted"]).exactOptional(),
      /** Saved as the console does; the program under test must be up. */
      webhookUrl: z.string().optional(),
      retryMs: z.array(z.number()).optional(),
      packageMessages: z.number().optional(),
    })
    .optional(),
  zaloBot: z
    .strictObject({ ...common, port: z.number().exactOptional(), token: z.string().exactOptional() })
    .optional(),
});

/**
 * Starts the fakes that are asked for and prints one line of JSON: where each listens and with which token. They are
 * driven through `/__control/` and end with SIGTERM. Throws where the wishes are not understood.
 */
async function runFakes(json: string): Promise<void> {
  const { telegram, zalo, zaloBot } = wishes.parse(JSON.parse(json));
  const started = {
    telegram: telegram === undefined ? undefined : await startFakeTelegram(telegram),
    zalo: zalo === undefined ? undefined : await startZalo(zalo),
    zaloBot: zaloBot === undefined ? undefined : await startFakeZaloBot(zaloBot),
  };
  const places = {
    telegram: started.telegram && { root: started.telegram.root, token: started.telegram.token },
    zalo: started.zalo && {
      openapiRoot: started.zalo.openapiRoot,
      oauthRoot: started.zalo.oauthRoot,
      businessRoot: started.zalo.businessRoot,
      refreshToken: started.zalo.tokens.current().refreshToken,
      settings: started.zalo.settings,
    },
    zaloBot: started.zaloBot && { root: started.zaloBot.root, token: started.zaloBot.token },
  };
  process.stdout.write(`${JSON.stringify(places)}\n`);
  process.once("SIGTERM", () => {
    void closeAll([started.telegram, started.zalo, started.zaloBot]);
  });
}

async function closeAll(fakes: readonly ({ close: () => Promise<void> } | undefined)[]): Promise<void> {
  for (const fake of fakes) await fake?.close();
}

async function startZalo(wish: NonNullable<z.infer<typeof wishes>["zalo"]>) {
  const { webhookUrl, retryMs, packageMessages, ...options } = wish;
  const fake = await startFakeZalo({
    ...options,
    ...(retryMs === undefined ? {} : { webhook: { retryMs } }),
    ...(packageMessages === undefined ? {} : { quota: { packageMessages } }),
  });
  if (webhookUrl !== undefined && !(await fake.setWebhook(webhookUrl))) {
    throw new Error(`${webhookUrl} did not answer the unsigned probe with 200; start the program first`);
  }
  return fake;
}

await runFakes(process.argv[2] ?? "{}");
