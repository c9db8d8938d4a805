// @ts-check

/**
 * An element with its class and its content. Content is text or elements, never markup, so that nothing people type
 * can become part of the page.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {string} className @param {(Node | string)[]} content
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, className = "", ...content) {
  const element = document.createElement(tag);
  if (className !== "") element.className = className;
  element.append(...content);
  return element;
}

/**
 * The element of that kind which the page's own markup holds; throws where it was forgotten there.
 *
 * @template {HTMLElement} T
 * @param {ParentNode} within @param {string} selector @param {new () => T} kind @returns {T}
 */
export function find(within, selector, kind) {
  const found = within.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`index.html lacks ${selector}`);
}

/** Everything out, this in. @param {Element} element @param {(Node | string)[]} content */
export function fill(element, ...content) {
  element.textContent = "";
  element.append(...content);
}

/** A button that does something and never submits. @param {string} className @param {string} label @param {() => void} onPress */
export function button(className, label, onPress) {
  const made = make("button", className, label);
  made.type = "button";
  made.addEventListener("click", onPress);
  return made;
}
