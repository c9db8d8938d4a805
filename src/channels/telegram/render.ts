import type { OutboundMessage } from "../../domain/message.ts";
import { cutLabel, numberedLabel, withNumberedOptions } from "../shared/numbered-options.ts";
import { splitText } from "../shared/split-text.ts";
import { tapData } from "../shared/tap-data.ts";

export const LONGEST_TEXT = 4096;
export const LONGEST_CAPTION = 1024;
/** Not documented; what the servers are known to take. */
const MOST_BUTTONS = 100;
/** What a narrow phone shows of a button that has a row to itself. */
const LONGEST_LABEL = 40;

type Button = { text: string; callback_data: string };
export type Keyboard = { inline_keyboard: Button[][] };
export type Rendered = { texts: string[]; keyboard?: Keyboard };

/**
 * A message within Telegram's limits: its text in parts of at most 4,096 characters, and its options as buttons, one a
 * row, under the last part. Options that buttons cannot show whole are numbered lines in the text as well.
 */
export function renderForTelegram(message: OutboundMessage): Rendered {
  const { options, turn } = message;
  const buttons = turn !== null && options.length > 0 && options.length <= MOST_BUTTONS;
  const whole =
    buttons && options.every((option, index) => numberedLabel(option, index).length <= LONGEST_LABEL);
  const text = (whole ? message.text : withNumberedOptions(message.text, options)).normalize("NFC");
  const texts = splitText(text, LONGEST_TEXT);
  if (!buttons) return { texts };
  const rows = options.map(({ label }, option) => [buttonOf(label, { turn, option })]);
  return { texts, keyboard: { inline_keyboard: rows } };
}

/** The button of an option, with its number, which works when typed too. */
export function buttonOf(
  label: string,
  { turn, option }: { turn: number; option: number },
  mark = "",
): Button {
  const text = `${mark}${numberedLabel({ label }, option)}`.normalize("NFC");
  return { text: cutLabel(text, LONGEST_LABEL), callback_data: tapData(turn, option) };
}
