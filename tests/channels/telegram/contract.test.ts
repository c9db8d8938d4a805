import { telegramChannel, type TelegramChannel } from "../../../src/channels/telegram/channel.ts";
import { systemClock } from "../../../src/clock.ts";
import { buttonContract, farewellContract, fileContract } from "../../contracts/capabilities.contract.ts";
import type { ChannelRig, Farewell, FileSharing, Tapping } from "../../contracts/channel-rig.ts";
import { channelContract } from "../../contracts/channel.contract.ts";
import { startWebhookServer } from "../../contracts/webhook-server.ts";
import { startFakeTelegram } from "../../fakes/fake-telegram.ts";

const SECRET = "a-secret-of-the-webhook";

const telegram = { name: "Telegram", longestText: 4096, longestButton: 40, probe: null };

channelContract(telegram, open);
buttonContract(telegram, open);
fileContract(telegram, open);
farewellContract(telegram, open);

async function open(): Promise<ChannelRig & Tapping & FileSharing & Farewell> {
  const fake = await startFakeTelegram();
  const server = await startWebhookServer();
  let token = fake.token;
  const at = (apiRoot = fake.root): TelegramChannel =>
    telegramChannel({
      token,
      apiRoot,
      mode: "webhook",
      publicUrl: server.root,
      webhookSecret: SECRET,
      clock: systemClock,
      alarm: () => undefined,
    });
  let channel = at();
  server.serve(channel);
  await channel.start();
  const sau = fake.person({ id: 5_000_000_007, first_name: "Sáu", started: true });
  return {
    get channel() {
      return channel;
    },
    server,
    person: {
      id: String(sau.id),
      shown: () =>
        sau.inbox.map(({ text, buttons, file }) => ({
          text,
          buttons: buttons.flat().map((button) => button.text),
          file: file?.bytes,
        })),
      says: (text) => void sau.says(text),
      blocks: () => void sau.blocks(),
    },
    taps: (label) => void sau.taps(label),
    sendsPhoto: (bytes, caption) => void sau.sendsPhoto(bytes, { caption }),
    sendsVoice: (bytes) => void sau.sendsVoice(bytes),
    leaves: () => void sau.blocks(),
    unknownEvent: '{"update_id":1,"poll_answer":{"poll_id":"1"}}',
    faults: {
      duplicate: () => fake.faults.add({ on: "webhook", kind: "duplicate" }),
      throttled: () => fake.faults.add({ on: "sendMessage", kind: "429", retryAfter: 3 }),
      badGateway: () => fake.faults.add({ on: "sendMessage", kind: "502" }),
      lostAnswer: () => fake.faults.add({ on: "sendMessage", kind: "lost_answer" }),
      badToken: () => {
        token = "110201543:AAwrong";
        channel = at();
      },
    },
    token: () => token,
    signed: () => ({ "x-telegram-bot-api-secret-token": SECRET }),
    settled: () => fake.settled(),
    lonely: at,
    close: async () => {
      await channel.stop();
      await Promise.all([fake.close(), server.close()]);
    },
  };
}
