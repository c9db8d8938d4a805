// @ts-check
import { getMessages } from "./api.js";

/** How many messages wait on the phones of those whom nobody looks at just now. */
export function makeUnread() {
  /** @type {Map<string, { last: string, count: number }>} */
  const known = new Map();

  return {
    /** @param {string} id */
    of(id) {
      const found = known.get(id);
      return found === undefined ? 0 : found.count;
    },

    /** All up to the message `last` has been seen. @param {string} id @param {string} last */
    seen(id, last) {
      known.set(id, { last, count: 0 });
    },

    /** Looks whether there is more; what stood there at the first look counts as seen. @param {string} id */
    async look(id) {
      const before = known.get(id);
      const messages = await getMessages(id, before === undefined ? "" : before.last);
      // Somebody may have opened that phone meanwhile.
      if (known.get(id) !== before) return;
      const newest = messages[messages.length - 1];
      const last = newest === undefined ? (before === undefined ? "" : before.last) : newest.id;
      const fresh = messages.filter(({ from }) => from === "bot").length;
      known.set(id, { last, count: before === undefined ? 0 : before.count + fresh });
    },

    forget() {
      known.clear();
    },
  };
}
