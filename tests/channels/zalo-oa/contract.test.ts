import { zaloOaChannel, type ZaloOaChannel } from "../../../src/channels/zalo-oa/channel.ts";
import { systemClock } from "../../../src/clock.ts";
import { buttonContract, farewellContract, fileContract } from "../../contracts/capabilities.contract.ts";
import type { ChannelRig, Farewell, FileSharing, Tapping } from "../../contracts/channel-rig.ts";
import { channelContract } from "../../contracts/channel.contract.ts";
import { startWebhookServer } from "../../contracts/webhook-server.ts";
import { startFakeZalo } from "../../fakes/fake-zalo.ts";
import { eventSignature } from "../../fakes/zalo/signature.ts";
import { memoryOutlet, memoryShelf } from "./memory-shelf.ts";
import { memoryTokenStore } from "./memory-token-store.ts";

const TIMESTAMP = "1540363714987";

const limits = { longestText: 2000, longestButton: 100, probe: "{}" };

for (const [oaType, name] of [
  [2, "A Zalo OA of a business"],
  [4, "A Zalo OA of a state body"],
] as const) {
  const zalo = { ...limits, name };
  const open = () => openZalo(oaType);
  channelContract(zalo, open);
  buttonContract(zalo, open);
  fileContract(zalo, open);
  farewellContract(zalo, open);
}

async function openZalo(oaType: 2 | 4): Promise<ChannelRig & Tapping & FileSharing & Farewell> {
  const fake = await startFakeZalo({ oaType });
  const server = await startWebhookServer();
  const { appId, appSecret, oaId, oaSecretKey } = fake.settings;
  const refreshToken = fake.tokens.current().refreshToken;
  const tokenStore = memoryTokenStore();
  const at = (openapiRoot = fake.openapiRoot): ZaloOaChannel =>
    zaloOaChannel({
      appId,
      appSecret,
      oaId,
      oaSecretKey,
      openapiRoot,
      oauthRoot: fake.oauthRoot,
      businessRoot: fake.businessRoot,
      signatureMode: "enforce",
      tokenStore,
      outletMemory: memoryOutlet(),
      shelf: memoryShelf(),
      refreshToken,
      clock: systemClock,
      alarm: () => undefined,
    });
  const channel = at();
  server.serve(channel);
  await fake.setWebhook(server.root);
  const sau = fake.person({ name: "Sáu" });
  sau.follows();
  await server.arrived(1);
  const path = oaType === 2 ? "/v3.0/oa/message/cs" : "/v2.0/oa/message";
  return {
    channel,
    server,
    person: {
      id: sau.id,
      shown: () =>
        sau.inbox.map(({ text, buttons, attachment }) => ({
          text,
          buttons: buttons.map(({ title }) => title),
          file: attachment?.bytes,
        })),
      says: (text) => void sau.says(text),
      blocks: () => sau.refuses(),
    },
    taps: (label) => void sau.taps(label),
    sendsPhoto: (bytes, text) => void sau.sendsPhoto(bytes, { text }),
    sendsVoice: (bytes) => void sau.sendsVoice(bytes),
    leaves: () => void sau.unfollows(),
    unknownEvent: JSON.stringify({ event_name: "user_waves", sender: { id: sau.id }, timestamp: TIMESTAMP }),
    faults: {
      duplicate: () => fake.faults.add({ on: "webhook", kind: "duplicate" }),
      throttled: () => fake.faults.add({ on: path, kind: "429" }),
      badGateway: () => fake.faults.add({ on: path, kind: "502" }),
      lostAnswer: () => fake.faults.add({ on: path, kind: "lost_answer" }),
      badToken: () => fake.tokens.revoke(),
    },
    token: () => refreshToken,
    signed: (body) => ({ "x-zevent-signature": eventSignature({ appId, oaSecretKey }, body, TIMESTAMP) }),
    settled: () => fake.settled(),
    lonely: at,
    close: async () => {
      await Promise.all([fake.close(), server.close()]);
    },
  };
}
