/* oxlint-disable typescript/no-unsafe-return -- what the wizard keeps is its own affair */
import { Redis } from "ioredis";
import { Scenes, session, Telegraf } from "telegraf";
import { SECRET } from "../fronts.ts";

// Telegraf's wizard with sessions in Redis: a talk of so many questions, as its examples write one. It keeps no record of
// what was said: each session is overwritten, and gone when the talk ends.
const [redisUrl = "", port = "0", apiRoot = "", token = "", questions = "10"] = process.argv.slice(2);
const redis = new Redis(redisUrl);
const bot = new Telegraf<Scenes.WizardContext>(token, { telegram: { apiRoot, webhookReply: false } });
bot.botInfo = {
  id: 1,
  is_bot: true,
  first_name: "Bench",
  username: "bench_bot",
  can_join_groups: false,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
};
const steps = Array.from({ length: Number(questions) }, (_, at) => async (context: Scenes.WizardContext) => {
  await context.reply(`Câu ${at + 1}: nhà mình muốn làm sao ạ?`);
  context.wizard.next();
});
const talk = new Scenes.WizardScene<Scenes.WizardContext>("talk", ...steps, async (context) => {
  await context.reply("Dạ xong rồi, em cảm ơn.");
  await context.scene.leave();
});
bot.use(
  session({
    store: {
      async get(key: string) {
        const kept = await redis.get(key);
        return kept === null ? undefined : JSON.parse(kept);
      },
      async set(key: string, value: unknown) {
        await redis.set(key, JSON.stringify(value));
      },
      async delete(key: string) {
        await redis.del(key);
      },
    },
  }),
);
bot.use(new Scenes.Stage<Scenes.WizardContext>([talk]).middleware());
bot.on("text", (context) => context.scene.enter("talk"));
await bot.launch({
  webhook: {
    domain: "https://bench.example",
    path: "/webhooks/telegram",
    host: "127.0.0.1",
    port: Number(port),
    secretToken: SECRET,
  },
});
process.stdout.write("ready\n");
