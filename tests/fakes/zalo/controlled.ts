import { z } from "zod";
import type { Controlled } from "../common/control.ts";
import type { Fields } from "../common/values.ts";
import type { ZaloPerson, ZaloPersonDetails } from "./people.ts";
import type { ZaloWorld } from "./world.ts";

type Parts = {
  world: ZaloWorld;
  people: Map<string, ZaloPerson>;
  person: (details: ZaloPersonDetails) => ZaloPerson;
  settled: () => Promise<void>;
  staffSays: (person: string, text: string, adminId?: string) => void;
};

const details = z.strictObject({
  id: z.string().exactOptional(),
  name: z.string(),
  phone: z.string().exactOptional(),
  conversationId: z.string().exactOptional(),
});
const said = z.object({ text: z.string(), quote: z.string().exactOptional() });
const tap = z.object({ button: z.string(), message: z.string().exactOptional() });
const bytes = z
  .object({ bytes_base64: z.string() })
  .transform((given) => Buffer.from(given.bytes_base64, "base64"));
const place = z.object({ latitude: z.string(), longitude: z.string() });
const info = z.object({ name: z.string(), phone: z.string() });
const group = z.object({ group: z.string(), text: z.string() });
const hook = z.object({ url: z.string() });
const staff = z.object({ person: z.string(), text: z.string(), admin: z.string().optional() });
const emitted = z.object({
  event: z.record(z.string(), z.unknown()),
  signature: z.string().nullable().exactOptional(),
});
const template = z.strictObject({
  id: z.string(),
  status: z.enum(["ENABLE", "PENDING_REVIEW", "REJECT", "DISABLE"]),
  params: z.array(
    z.strictObject({
      name: z.string(),
      maxLength: z.number(),
      required: z.boolean(),
      type: z.enum(["text", "number", "date"]).exactOptional(),
    }),
  ),
  byUserId: z.boolean(),
  price: z.number(),
});
const code = z.object({ code: z.number().exactOptional() });

/** The Zalo fake as the control requests see it. */
export function controlledZalo({ world, people, person, settled, staffSays }: Parts): Controlled {
  const named = (id: string) => {
    const found = people.get(id);
    if (found === undefined) throw new Error(`There is no person ${id}; add one with POST /__control/people`);
    return found;
  };
  return {
    history: world.history,
    faults: world.faults,
    clock: world.clock,
    addPerson: (given) => void person(details.parse(given)),
    act: (id, action, given) => act(named(id), action, given),
    inbox: (id) =>
      named(id).inbox.map(({ attachment, ...message }) => ({
        ...message,
        attachment: attachment?.source ?? null,
      })),
    settled,
    extras: {
      "POST webhook": async (given) => ({ saved: await world.outlet.save(hook.parse(given).url) }),
      "POST subscribe": () => world.outlet.subscribe(),
      "GET notices": () => ({ notices: world.outlet.notices(), isSubscribed: world.outlet.isSubscribed() }),
      "GET tokens": () => world.tokens.current(),
      "POST tokens": () => world.tokens.issue(),
      "POST templates": (given) => world.templates.add(template.parse(given)),
      "POST staff": (given) => {
        const { person: to, text, admin } = staff.parse(given);
        staffSays(to, text, admin);
      },
      "POST emit": (given) => {
        const { event, ...how } = emitted.parse(given);
        return world.outlet.emit("", event, how);
      },
    },
  };
}

function act(who: ZaloPerson, action: string, given: Fields): unknown {
  switch (action) {
    case "says": {
      const { text, ...options } = said.parse(given);
      return who.says(text, options);
    }
    case "taps": {
      const { button, ...target } = tap.parse(given);
      return who.taps(button, target);
    }
    case "sendsPhoto":
      return who.sendsPhoto(bytes.parse(given));
    case "sendsVoice":
      return who.sendsVoice(bytes.parse(given));
    case "sendsLocation": {
      const { latitude, longitude } = place.parse(given);
      return who.sendsLocation(latitude, longitude);
    }
    case "saysInGroup": {
      const { group: groupId, text } = group.parse(given);
      return who.saysInGroup(groupId, text);
    }
    case "follows":
      return who.follows();
    case "unfollows":
      return who.unfollows();
    case "clicksChatNow":
      return who.clicksChatNow();
    case "submitsInfo":
      return who.submitsInfo(info.parse(given));
    case "withdraws":
      return who.withdraws();
    case "looks":
      return who.looks();
    case "refuses":
      return who.refuses(code.parse(given).code);
    case "accepts":
      return who.accepts();
    default:
      throw new Error(`A person on Zalo cannot "${action}"`);
  }
}
