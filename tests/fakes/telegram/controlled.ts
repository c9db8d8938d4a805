import { z } from "zod";
import type { Controlled } from "../common/control.ts";
import type { Fields } from "../common/values.ts";
import type { PersonDetails, TelegramPerson } from "./people.ts";
import type { World } from "./world.ts";

type Parts = {
  world: World;
  people: Map<string, TelegramPerson>;
  person: (details: PersonDetails) => TelegramPerson;
  settled: () => Promise<void>;
};

const details = z.strictObject({
  id: z.number().int(),
  first_name: z.string(),
  last_name: z.string().exactOptional(),
  username: z.string().exactOptional(),
  language_code: z.string().exactOptional(),
  started: z.boolean().exactOptional(),
});
const text = z.object({ text: z.string() });
const tap = z.object({ button: z.string(), message: z.number().exactOptional() });
const bytes = z
  .object({ bytes_base64: z.string() })
  .transform((given) => Buffer.from(given.bytes_base64, "base64"));
const contact = z.object({ phone: z.string(), userId: z.number().exactOptional() });
const place = z.object({ latitude: z.number(), longitude: z.number() });

/** The Telegram fake as the control requests see it. */
export function controlledTelegram({ world, people, person, settled }: Parts): Controlled {
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
    inbox: (id) => named(id).inbox.map(({ file, ...message }) => ({ ...message, file: file?.name ?? null })),
    settled,
  };
}

function act(who: TelegramPerson, action: string, given: Fields): unknown {
  switch (action) {
    case "says":
      return who.says(text.parse(given).text);
    case "taps": {
      const { button, ...target } = tap.parse(given);
      return who.taps(button, target);
    }
    case "sendsPhoto":
      return who.sendsPhoto(bytes.parse(given));
    case "sendsVoice":
      return who.sendsVoice(bytes.parse(given));
    case "sendsContact":
      return who.sendsContact(contact.parse(given));
    case "sendsLocation": {
      const { latitude, longitude } = place.parse(given);
      return who.sendsLocation(latitude, longitude);
    }
    case "blocks":
      return who.blocks();
    case "unblocks":
      return who.unblocks();
    default:
      throw new Error(`A person on Telegram cannot "${action}"`);
  }
}
