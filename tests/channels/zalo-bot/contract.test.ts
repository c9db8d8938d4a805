import { zaloBotChannel, type ZaloBotChannel } from "../../../src/channels/zalo-bot/channel.ts";
import { systemClock } from "../../../src/clock.ts";
import type { ChannelRig } from "../../contracts/channel-rig.ts";
import { channelContract } from "../../contracts/channel.contract.ts";
import { startWebhookServer } from "../../contracts/webhook-server.ts";
import { startFakeZaloBot } from "../../fakes/fake-zalo-bot.ts";

const SECRET = "a-secret-of-the-webhook";

for (const payloads of ["bare", "wrapped"] as const)
  channelContract({ name: `A Zalo bot with ${payloads} events`, longestText: 2000, probe: "" }, () =>
    openBot(payloads),
  );

async function openBot(payloads: "bare" | "wrapped"): Promise<ChannelRig> {
  const fake = await startFakeZaloBot({ payloads });
  const server = await startWebhookServer();
  let token = fake.token;
  const at = (apiRoot = fake.root): ZaloBotChannel =>
    zaloBotChannel({
      apiRoot,
      token,
      mode: "webhook",
      publicUrl: server.root,
      webhookSecret: SECRET,
      clock: systemClock,
      alarm: () => undefined,
    });
  let channel = at();
  server.serve(channel);
  await channel.start();
  const sau = fake.person({ name: "Sáu" });
  return {
    get channel() {
      return channel;
    },
    server,
    person: {
      id: sau.id,
      shown: () => sau.inbox.map(({ text }) => ({ text, buttons: [], file: undefined })),
      says: (text) => void sau.says(text),
      blocks: () => fake.faults.add({ on: "sendMessage", kind: "error", code: 403, message: "Forbidden" }),
    },
    unknownEvent: '{"event_name":"message.poll.received","message":{}}',
    faults: {
      duplicate: () => fake.faults.add({ on: "webhook", kind: "duplicate" }),
      throttled: () => fake.faults.add({ on: "sendMessage", kind: "429" }),
      badGateway: () => fake.faults.add({ on: "sendMessage", kind: "502" }),
      lostAnswer: () => fake.faults.add({ on: "sendMessage", kind: "lost_answer" }),
      badToken: () => {
        token = "444:wrong-secret";
        channel = at();
      },
    },
    token: () => token,
    signed: () => ({ "x-bot-api-secret-token": SECRET }),
    settled: () => fake.settled(),
    lonely: at,
    close: async () => {
      await Promise.all([fake.close(), server.close()]);
    },
  };
}
