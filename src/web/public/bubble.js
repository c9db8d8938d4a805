// @ts-check
import { button, make } from "./dom.js";
import { timeOf } from "./time.js";
import { understoodNote } from "./understood.js";

/** @typedef {import("./shapes.js").Message} Message @typedef {import("./words.js").Words} Words */

/**
 * One message as it stands on the phone, with its buttons, and beside it what was understood of it.
 *
 * @param {Message} message @param {Words} words @param {(id: string, label: string) => void} onTap
 */
export function bubble(message, words, onTap) {
  const mine = message.from === "person";
  const item = make("li", mine ? "said mine" : "said theirs");
  const at = new Date(message.at);
  const time = make("time", "", timeOf(at));
  time.dateTime = message.at;
  const who = make("span", "unseen", words.say(mine ? "talk.person" : "talk.bot"));
  const body = make("div", "bubble", who, ...message.attachments.map((file) => attachment(file, words)));
  if (message.text !== "") body.append(make("p", "", message.text));
  body.append(time);
  item.append(body);
  if (message.understood.length > 0) item.append(understoodNote(message.understood, words));
  if (message.buttons.length > 0) {
    const options = message.buttons.map(({ id, label }) => button("option", label, () => onTap(id, label)));
    body.append(make("div", "options", ...options));
  }
  return item;
}

/** @param {Message["attachments"][number]} file @param {Words} words */
function attachment({ kind, name, url }, words) {
  const title = words.find(`simulator.files.${kind}`) || name;
  if (kind !== "photo" || !(url.startsWith("data:image/") || url.startsWith("/")))
    return make("p", "file", title);
  const picture = make("img");
  picture.src = url;
  picture.alt = title;
  return picture;
}
