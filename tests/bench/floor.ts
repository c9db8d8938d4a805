import fastify from "fastify";
import { Pool } from "pg";
import { z } from "zod";
import { telegramTransport } from "../../src/channels/telegram/transport.ts";
import { SECRET } from "./fronts.ts";

// The least that a durable bot can do for a message: Fastify, one transaction with dedupe, lock, state and outbox, then
// the same call of the Bot API by the same client as ours, and a mark that it was sent. It understands nothing and asks nothing.
const [databaseUrl = "", port = "0", apiRoot = "", token = ""] = process.argv.slice(2);
const transport = telegramTransport(apiRoot);
const pool = new Pool({ connectionString: databaseUrl, max: 12 });
await pool.query(`
  CREATE TABLE IF NOT EXISTS floor_chat (id bigint PRIMARY KEY, state jsonb NOT NULL);
  CREATE TABLE IF NOT EXISTS floor_inbox (id bigint PRIMARY KEY, chat bigint NOT NULL, payload jsonb NOT NULL);
  CREATE TABLE IF NOT EXISTS floor_outbox (id bigserial PRIMARY KEY, chat bigint NOT NULL, payload jsonb NOT NULL, sent boolean NOT NULL DEFAULT false)`);

const Update = z.object({
  update_id: z.int(),
  message: z.object({ chat: z.object({ id: z.int() }), text: z.string() }),
});
const Row = z.object({ id: z.string() });
const TEXT =
  "Em xin họ và tên của mình. Tên, chỗ ở và số điện thoại em chỉ chuyển cho cán bộ để liên hệ lại.";

async function turn(update: z.infer<typeof Update>): Promise<string | null> {
  const chat = update.message.chat.id;
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const taken = await client.query({
      name: "in",
      text: "INSERT INTO floor_inbox (id, chat, payload) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
      values: [update.update_id, chat, JSON.stringify(update.message)],
    });
    if (taken.rowCount === 0) {
      await client.query("COMMIT");
      return null;
    }
    await client.query({
      name: "chat",
      text: `INSERT INTO floor_chat (id, state) VALUES ($1, $2)
        ON CONFLICT (id) DO UPDATE SET state = excluded.state RETURNING state`,
      values: [chat, JSON.stringify({ last: update.message.text })],
    });
    const { rows } = await client.query({
      name: "out",
      text: "INSERT INTO floor_outbox (chat, payload) VALUES ($1, $2) RETURNING id::text",
      values: [chat, JSON.stringify({ text: TEXT })],
    });
    await client.query("COMMIT");
    return z.array(Row).parse(rows)[0]?.id ?? null;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}

async function send(chat: number, id: string): Promise<void> {
  const answer = await transport.fetch(`${apiRoot}/bot${token}/sendMessage`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ chat_id: chat, text: TEXT }),
  });
  await answer.json();
  await pool.query({ name: "sent", text: "UPDATE floor_outbox SET sent = true WHERE id = $1", values: [id] });
}

const server = fastify();
server.post("/webhooks/telegram", async (request, reply) => {
  if (request.headers["x-telegram-bot-api-secret-token"] !== SECRET) return reply.status(401).send();
  const update = Update.parse(request.body);
  const id = await turn(update);
  if (id !== null) void send(update.message.chat.id, id);
  return { ok: true };
});
await server.listen({ port: Number(port), host: "127.0.0.1" });
process.stdout.write("Sinh Kế is ready: the floor\n");
