// @ts-check
import { button, fill, make } from "./dom.js";
import { dayOf, timeOf } from "./time.js";

/**
 * @typedef {import("./words.js").Words} Words
 * @typedef {import("./shapes.js").AgendaEntry} AgendaEntry
 * @typedef {import("./shapes.js").Fired} Fired
 */

/** So many are shown before somebody asks for the rest. */
const FIRST = 6;

/** What will happen, soonest first. @param {HTMLElement} box @param {AgendaEntry[]} entries @param {Words} words */
export function drawAgenda(box, entries, words) {
  drawList(
    box,
    entries.map(({ at, kind, to, about }) => {
      return entryOf(at, nameOfKind(kind, words) || words.find(`${about}.title`) || kind, nameOf(to));
    }),
    words.say("clock.nothing_due"),
    words,
  );
}

/** What the last push of the clock brought about. @param {HTMLElement} box @param {Fired[]} entries @param {Words} words */
export function drawFired(box, entries, words) {
  const items = entries.map(({ at, kind, to, text }) => {
    const item = entryOf(at, nameOfKind(kind, words) || kind, nameOf(to));
    if (text !== "") item.append(make("p", "fired-text", text));
    return item;
  });
  drawList(box, items, words.say("clock.nothing_fired"), words);
}

/** @param {string} kind @param {Words} words */
function nameOfKind(kind, words) {
  return words.find(`terms.reminders.${kind}`) || words.find(`simulator.clock.kinds.${kind}`);
}

/** @param {string} at @param {string} what @param {string} to */
function entryOf(at, what, to) {
  const moment = new Date(at);
  const time = make("time", "", `${dayOf(moment)} ${timeOf(moment)}`);
  time.dateTime = at;
  return make("li", "", time, make("span", "what", to === "" ? what : `${what} → ${to}`));
}

/** @param {string} to */
const nameOf = (to) => (to === "?" ? "" : to);

/**
 * @param {HTMLElement} box @param {HTMLElement[]} items @param {string} empty what to say where there are none
 * @param {Words} words
 */
function drawList(box, items, empty, words) {
  const content = items.map((item) => item.textContent).join("\n");
  // Drawn anew only where it changed, so that an opened list stays open and focus stays where it is.
  if (box.dataset.content === content && box.childNodes.length > 0) return;
  box.dataset.content = content;
  if (items.length === 0) return fill(box, make("p", "empty", empty));
  const shown = box.dataset.whole === "yes" ? items.length : FIRST;
  const list = make("ol", "", ...items.slice(0, shown));
  fill(box, list);
  if (items.length <= shown) return;
  const more = button("plain", words.say("clock.more", { count: items.length - shown }), () => {
    box.dataset.whole = "yes";
    list.append(...items.slice(shown));
    box.removeChild(more);
    const next = items[shown];
    if (next === undefined) return;
    next.tabIndex = -1;
    next.focus();
  });
  box.append(more);
}
