// @ts-check
import { getWords } from "./api.js";

/**
 * @typedef {{
 *   say(key: string, values?: Record<string, string | number>): string,
 *   find(key: string): string | null,
 * }} Words
 */

/** The page's words in `locale`: `say` fills in `{name}`; `find` is null where there is no such text. @param {string} locale @returns {Promise<Words>} */
export async function loadWords(locale) {
  const texts = await getWords(locale);
  /** @param {string} key */
  const find = (key) => {
    const found = texts[key];
    return typeof found === "string" ? found : null;
  };
  return {
    find,
    say(key, values = {}) {
      const found = find(`simulator.${key}`);
      return (found === null ? key : found).replace(/\{(\w+)\}/g, (_, name) => String(values[String(name)]));
    },
  };
}
