import { zaloOaChannel, type ZaloOaChannel } from "../../../src/channels/zalo-oa/channel.ts";
import { systemClock } from "../../../src/clock.ts";
import { channelContract, type ChannelRig } from "../../contracts/channel.contract.ts";
import { startWebhookServer } from "../../contracts/webhook-server.ts";
import { startFakeZalo } from "../../fakes/fake-zalo.ts";
import { eventSignature } from "../../fakes/zalo/signature.ts";
import { memoryTokenStore } from "./memory-token-store.ts";

const TIMESTAMP = "1540363714987";

for (const oaType of [2, 4] as const)
  channelContract(
    {
      name: oaType === 2 ? "A Zalo OA of a business" : "A Zalo OA of a state body",
      longestText: 2000,
      longestButton: 100,
      answersProbe: true,
    },
    async (): Promise<ChannelRig> => {
      const fake = await startFakeZalo({ oaType });
      const server = await startWebhookServer();
      const { appId, appSecret, oaId, oaSecretKey } = fake.settings;
      const refreshToken = fake.tokens.current().refreshToken;
      const tokenStore = memoryTokenStore();
      const open = (openapiRoot = fake.openapiRoot): ZaloOaChannel =>
        zaloOaChannel({
          appId,
          appSecret,
          oaId,
          oaSecretKey,
          openapiRoot,
          oauthRoot: fake.oauthRoot,
          signatureMode: "enforce",
          tokenStore,
          refreshToken,
          clock: systemClock,
          alarm: () => undefined,
        });
      const channel = open();
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
          taps: (label) => void sau.taps(label),
          sendsPhoto: (bytes, text) => void sau.sendsPhoto(bytes, { text }),
          sendsVoice: (bytes) => void sau.sendsVoice(bytes),
          leaves: () => void sau.unfollows(),
          blocks: () => sau.refuses(),
          doesSomethingNew: () =>
            void fake.emit({ event_name: "user_waves", sender: { id: sau.id }, recipient: { id: oaId } }),
        },
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
        lonely: open,
        close: async () => {
          await Promise.all([fake.close(), server.close()]);
        },
      };
    },
  );
