/* oxlint-disable typescript/no-unsafe-return, typescript/no-unsafe-member-access -- what the plug-in keeps is its own affair */
import {
  conversations,
  createConversation,
  type Conversation,
  type ConversationFlavor,
} from "@grammyjs/conversations";
import fastify from "fastify";
import { Bot, webhookCallback, type Context } from "grammy";
import { Pool } from "pg";
import { SECRET } from "../fronts.ts";

// grammY with its conversations plug-in, its state in PostgreSQL: a talk of so many questions, as its guide writes one.
const [databaseUrl = "", port = "0", apiRoot = "", token = "", questions = "10"] = process.argv.slice(2);
const pool = new Pool({ connectionString: databaseUrl, max: 12 });
await pool.query("CREATE TABLE IF NOT EXISTS grammy_talks (key text PRIMARY KEY, value jsonb NOT NULL)");

type Talk = ConversationFlavor<Context>;
const bot = new Bot<Talk>(token, {
  client: { apiRoot },
  botInfo: {
    id: 1,
    is_bot: true,
    first_name: "Bench",
    username: "bench_bot",
    can_join_groups: false,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
    supports_guest_queries: false,
  },
});
bot.use(
  conversations({
    storage: {
      type: "key",
      version: 1,
      adapter: {
        async read(key) {
          const { rows } = await pool.query({
            name: "read",
            text: "SELECT value FROM grammy_talks WHERE key = $1",
            values: [key],
          });
          return rows[0]?.value;
        },
        async write(key, value) {
          await pool.query({
            name: "write",
            text: `INSERT INTO grammy_talks (key, value) VALUES ($1, $2)
              ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
            values: [key, JSON.stringify(value)],
          });
        },
        async delete(key) {
          await pool.query({
            name: "delete",
            text: "DELETE FROM grammy_talks WHERE key = $1",
            values: [key],
          });
        },
      },
    },
  }),
);
bot.use(
  createConversation(async (conversation: Conversation<Talk>, context: Context) => {
    for (let question = 1; question <= Number(questions); question += 1) {
      await context.reply(`Câu ${question}: nhà mình muốn làm sao ạ?`);
      await conversation.waitFor("message:text");
    }
    await context.reply("Dạ xong rồi, em cảm ơn.");
  }, "talk"),
);
bot.on("message:text", (context) => context.conversation.enter("talk"));

const server = fastify();
server.post("/webhooks/telegram", webhookCallback(bot, "fastify", { secretToken: SECRET }));
await server.listen({ port: Number(port), host: "127.0.0.1" });
process.stdout.write("ready\n");
