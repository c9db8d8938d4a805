// @ts-check
import { bubble } from "./bubble.js";
import { fill, make } from "./dom.js";
import { makeOutgoing } from "./outgoing.js";
import { dayOf } from "./time.js";

/** @typedef {import("./shapes.js").Message} Message @typedef {import("./words.js").Words} Words */

/** So near to its end a talk counts as read to the end, in pixels. */
const NEAR = 80;

/**
 * The bubbles of one talk. What was shown before and has changed is replaced in its place.
 *
 * @param {HTMLElement} list @param {Words} words @param {(id: string, label: string) => void} onTap
 */
export function makeTalk(list, words, onTap) {
  /** @type {Map<string, { item: HTMLElement, content: string, mine: boolean }>} */
  const shown = new Map();
  const outgoing = makeOutgoing(list, words);
  let day = "";

  const atEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
  const toEnd = () => {
    list.scrollTop = list.scrollHeight;
  };

  /** @param {Message} message */
  const append = (message) => {
    const today = dayOf(new Date(message.at));
    if (today !== day) list.append(make("li", "day", today));
    day = today;
    const item = bubble(message, words, onTap);
    list.append(item);
    shown.set(message.id, { item, content: JSON.stringify(message), mine: message.from === "person" });
  };

  /** @param {Message} message @param {HTMLElement} item */
  const replace = (message, item) => {
    const fresh = bubble(message, words, onTap);
    list.replaceChild(fresh, item);
    shown.set(message.id, { item: fresh, content: JSON.stringify(message), mine: message.from === "person" });
  };

  return {
    get isEmpty() {
      return shown.size === 0;
    },

    clear() {
      outgoing.clear();
      fill(list);
      shown.clear();
      day = "";
    },

    /** The id of the last message; "" where there is none. */
    get last() {
      return Array.from(shown.keys()).pop() || "";
    },

    /**
     * After which message to read again when a turn has settled: what was understood of a message is known only
     * then, and of one that was overtaken only after the next.
     */
    get beforeLastTwoSaid() {
      const ids = Array.from(shown.keys());
      let said = 0;
      while (ids.length > 0 && said < 2) {
        const known = shown.get(ids.pop() || "");
        if (known !== undefined && known.mine) said += 1;
      }
      return ids.pop() || "";
    },

    /** Shows them; returns those that are new. @param {Message[]} messages */
    show(messages) {
      const follow = atEnd();
      const fresh = messages.filter(({ id }) => !shown.has(id));
      for (const message of messages) {
        const known = shown.get(message.id);
        if (known === undefined) append(message);
        else if (known.content !== JSON.stringify(message)) replace(message, known.item);
      }
      fresh.filter(({ from }) => from === "person").forEach(({ text }) => outgoing.arrived(text));
      if (fresh.length > 0) outgoing.toEnd();
      if (follow) toEnd();
      return fresh;
    },

    /** Something is on its way. @param {string} text @param {() => void} again */
    sending(text, again) {
      const handle = outgoing.add(text, again);
      toEnd();
      return handle;
    },

    toEnd,
  };
}
