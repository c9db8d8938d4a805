import type { ExpectedDialog } from "../fakes/history.ts";
import type { TelegramPerson } from "../fakes/telegram/people.ts";
import { said } from "./said.ts";

/** A stranger asks to be recognised: what she types, and the text that answers it. The shortest talk that records. */
export const STRANGER_TALK: readonly { types: string; key: string }[] = [
  { types: "/start", key: "welcome.hello" },
  { types: "2", key: "ask_to_join.name" },
  { types: "Nguyễn Văn Bảy", key: "ask_to_join.place" },
  { types: "ap 3 xa binh phu dong", key: "ask_to_join.phone" },
  { types: "0912 345 678", key: "ask_to_join.check" },
  { types: "1", key: "ask_to_join.sent" },
];

/** The steps whose answers are on record after the talk, in their order. */
export const STRANGER_ANSWERS = ["hello", "name", "place", "phone", "check"];

/** Goes through the talk from its line `from` on, each line after the answer to the one before. */
export async function talkAsStranger(
  person: TelegramPerson,
  { from = 0, to = STRANGER_TALK.length, withinMs = 8_000 } = {},
): Promise<void> {
  for (const { types, key } of STRANGER_TALK.slice(from, to)) {
    person.says(types);
    await person.sees(said(key), withinMs);
  }
}

/** What must have stood on her screen, once each and in this order. */
export function strangerSaw(person: { id: number }): ExpectedDialog {
  return { chat: String(person.id), shown: STRANGER_TALK.map(({ key }) => said(key)) };
}
