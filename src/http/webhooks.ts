import type { FastifyInstance } from "fastify";
import type { Background } from "../turns/background.ts";
import type { Door } from "../turns/door.ts";
import { Lanes } from "../turns/lanes.ts";
import { Receipts } from "../turns/receipts.ts";
import { seldom } from "../turns/seldom.ts";
import type { Parts } from "../turns/parts.ts";
import type { Alarm, Channel, ChannelName } from "../turns/ports.ts";

const PATHS: readonly [path: string, channel: ChannelName][] = [
  ["/webhooks/telegram", "telegram"],
  ["/webhooks/zalo", "zalo-oa"],
  ["/webhooks/zalo-bot", "zalo-bot"],
];

type Way = {
  channel: Channel;
  alarm: Alarm;
  background: Background;
  door: Door;
  lanes: Lanes;
  receipts: Receipts;
};

/**
 * The vendors' ways in. The bytes are kept as they came, since signatures are made of them. The answer is 200 once
 * every event is safe; what is to be said is sent after that. Where an event can be put nowhere the answer is an error,
 * and the vendor brings it again.
 */
export async function webhooks(
  server: FastifyInstance,
  parts: Parts,
  background: Background,
  door: Door,
): Promise<void> {
  const lanes = new Lanes();
  const alarm = seldom(parts.alarm, parts.clock);
  const receipts = new Receipts(parts.store, alarm);
  server.addHook("onClose", () => receipts.flush());
  await server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, parsed) => parsed(null, body));
    for (const [path, name] of PATHS) {
      const channel = parts.channels.get(name);
      if (channel?.webhook !== undefined)
        route(scope, path, { channel, alarm, background, door, lanes, receipts });
    }
    done();
  });
}

function route(server: FastifyInstance, path: string, way: Way): void {
  const { channel, alarm, background, door, lanes, receipts } = way;
  // No browser reads these answers; making the headers that guard one would cost every message.
  server.post(path, { helmet: false }, async (request, reply) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const verdict = channel.webhook?.({ headers: request.headers, body });
    if (verdict === undefined || verdict.kind === "probe") return reply.status(200).send({ ok: true });
    if (verdict.kind === "refused") {
      alarm("webhook_refused", `${channel.name}: ${verdict.why}`);
      return reply.status(verdict.status).send({ error: "refused" });
    }
    receipts.take(channel.name, verdict.receipts ?? []);
    for (const { code, detail } of verdict.notices ?? []) alarm(code, detail);
    for (const inbound of verdict.inbound) {
      const afterwards = await lanes.run(`${inbound.channel}:${inbound.contact}`, () => door.takeIn(inbound));
      background.run(async () => {
        await Promise.all([channel.acknowledge?.(inbound), afterwards()]);
      });
    }
    return reply.status(200).send({ ok: true });
  });
}
