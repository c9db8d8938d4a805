import type { OutboundMessage } from "../../domain/message.ts";
import { cutLabel, numberedLabel, withNumberedOptions } from "../shared/numbered-options.ts";
import { splitText } from "../shared/split-text.ts";
import { tapData } from "../shared/tap-data.ts";

/** docs.zaloplatforms.com/docs/OA/tin-nhan: the limits of a consultation message. */
export const LONGEST_TEXT = 2000;
const MOST_BUTTONS = 5;
const LONGEST_TITLE = 100;

/** What a tap comes back as is text, so it carries a mark that nobody types by accident. */
export const TAP_MARK = "#";

export type ZaloButton = { title: string; type: "oa.query.hide"; payload: string };
export type Rendered = { texts: string[]; buttons: ZaloButton[] };

/**
 * A message within Zalo's limits: parts of at most 2,000 characters with every option as a numbered line, because not
 * every phone shows buttons; and buttons under the last part where there are at most five options.
 */
export function renderForZalo(message: OutboundMessage): Rendered {
  const { options, turn } = message;
  const texts = splitText(withNumberedOptions(message.text, options).normalize("NFC"), LONGEST_TEXT);
  if (turn === null || options.length > MOST_BUTTONS) return { texts, buttons: [] };
  const buttons = options.map((option, index) => ({
    title: cutLabel(numberedLabel(option, index).normalize("NFC"), LONGEST_TITLE),
    type: "oa.query.hide" as const,
    payload: `${TAP_MARK}${tapData(turn, index)}`,
  }));
  return { texts, buttons };
}
