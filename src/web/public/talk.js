// @ts-check
import { bubble, pendingBubble } from "./bubble.js";
import { fill, make } from "./dom.js";
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
  /** @type {HTMLElement | null} */
  let pending = null;
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
      fill(list);
      shown.clear();
      pending = null;
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
      if (fresh.some(({ from }) => from === "person")) this.settle();
      for (const message of messages) {
        const known = shown.get(message.id);
        if (known === undefined) append(message);
        else if (known.content !== JSON.stringify(message)) replace(message, known.item);
      }
      if (pending !== null) list.append(pending);
      if (follow) toEnd();
      return fresh;
    },

    /** Something is on its way. @param {string} text */
    await(text) {
      this.settle();
      pending = pendingBubble(text);
      list.append(pending);
      toEnd();
    },

    /** Nothing is on its way any more. */
    settle() {
      if (pending !== null) list.removeChild(pending);
      pending = null;
    },

    toEnd,
  };
}
