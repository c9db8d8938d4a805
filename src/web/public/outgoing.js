// @ts-check
import { button, make } from "./dom.js";

/**
 * What has been sent and does not stand on the phone yet: at the end of the talk, until the server shows it. What
 * could not be sent stays there with a button, so that nobody has to write it again.
 *
 * @param {HTMLElement} list @param {import("./words.js").Words} words
 */
export function makeOutgoing(list, words) {
  /** @type {{ text: string, item: HTMLElement, failed: boolean }[]} */
  let waiting = [];

  /** @param {typeof waiting[number]} one */
  const remove = (one) => {
    if (waiting.includes(one)) list.removeChild(one.item);
    waiting = waiting.filter((other) => other !== one);
  };

  return {
    /** @param {string} text @param {() => void} again sends it once more */
    add(text, again) {
      const item = make("li", "said mine pending", make("div", "bubble", make("p", "", text)));
      const one = { text, item, failed: false };
      waiting.push(one);
      list.append(item);
      return {
        done: () => remove(one),
        failed() {
          one.failed = true;
          item.classList.add("failed");
          const retry = button("plain", words.say("phone.again"), () => {
            remove(one);
            again();
          });
          item.append(retry);
        },
      };
    },

    /** The server shows this message of the person. @param {string} text */
    arrived(text) {
      const one = waiting.find((other) => other.text === text) || waiting.find(({ failed }) => !failed);
      if (one !== undefined) remove(one);
    },

    /** Keeps it below what has been said. */
    toEnd() {
      list.append(...waiting.map(({ item }) => item));
    },

    clear() {
      waiting.forEach(remove);
    },
  };
}
