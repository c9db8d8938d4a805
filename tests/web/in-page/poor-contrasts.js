// @ts-check
/**
 * The texts that stand out from what is behind them by less than 4.5 to 1 (WCAG 2.2, 1.4.3), with their ratio.
 * Grounds are plain colours on our pages; a half-transparent one is laid over what is under it.
 */
(() => {
  /** @typedef {[red: number, green: number, blue: number, alpha: number]} Colour */

  /** @param {string} written @returns {Colour} */
  function colour(written) {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (written.match(/[\d.]+/g) || []).map(Number);
    return [red, green, blue, alpha];
  }

  /** @param {Colour} top @param {Colour} under @returns {Colour} */
  function over([red, green, blue, alpha], [red2, green2, blue2]) {
    const mixed = (/** @type {number} */ one, /** @type {number} */ other) =>
      one * alpha + other * (1 - alpha);
    return [mixed(red, red2), mixed(green, green2), mixed(blue, blue2), 1];
  }

  /** @param {Element | null} element @returns {Colour} */
  function ground(element) {
    if (element === null) return [255, 255, 255, 1];
    const own = colour(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, ground(element.parentElement));
  }

  /** @param {number} part of 255 */
  function linear(part) {
    return part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
  }

  /** @param {Colour} colour */
  function brightness([red, green, blue]) {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  /** @param {Element} element */
  function ownText(element) {
    const own = Array.from(element.childNodes).filter((node) => node.nodeType === Node.TEXT_NODE);
    return own
      .map((node) => node.textContent || "")
      .join(" ")
      .trim();
  }

  return Array.from(document.body.querySelectorAll("*"))
    .filter((element) => ownText(element) !== "" && element.getClientRects().length > 0)
    .map((element) => {
      const behind = ground(element);
      const text = over(colour(getComputedStyle(element).color), behind);
      const bright = Math.max(brightness(text), brightness(behind));
      const dark = Math.min(brightness(text), brightness(behind));
      return { ratio: (bright + 0.05) / (dark + 0.05), text: ownText(element) };
    })
    .filter(({ ratio }) => ratio < 4.5)
    .map(({ ratio, text }) => `${ratio.toFixed(2)} ${text}`);
})();
