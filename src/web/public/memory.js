// @ts-check
/** Small things that the page remembers over a reload; where the browser forbids it, it remembers nothing. */

/** @param {string} name @returns {string | null} */
export function recall(name) {
  try {
    return localStorage.getItem(`sinh-ke.${name}`);
  } catch {
    return null;
  }
}

/** @param {string} name @param {string} value */
export function remember(name, value) {
  try {
    localStorage.setItem(`sinh-ke.${name}`, value);
  } catch {
    // A private window: nothing is lost but comfort.
  }
}
