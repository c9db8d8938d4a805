// @ts-check
import { make } from "./dom.js";
import { members, text } from "./shapes.js";
import { dateOf } from "./time.js";

/** @typedef {import("./words.js").Words} Words @typedef {import("./shapes.js").Understood} Understood */

/** More than this is not for reading beside a bubble. */
const LONGEST = 140;

/**
 * What was understood of a message and kept, question by question; can be folded away.
 *
 * @param {Understood[]} understood @param {Words} words
 */
export function understoodNote(understood, words) {
  const note = make("details", "understood");
  note.open = true;
  const rows = understood.map(({ step, value }) =>
    make("div", "", make("dt", "", nameOf(step, words)), make("dd", "", answerOf(step, value, words))),
  );
  note.append(make("summary", "", words.say("understood.title")), make("dl", "", ...rows));
  return note;
}

/** The question's short name; where it has none, what it is about. @param {string} step @param {Words} words */
function nameOf(step, words) {
  const label = words.find(`${step}.label`) || words.find(`${step.split(".")[0]}.title`);
  return label === null || label.includes("{") ? step : label;
}

/** A choice is kept by its id and shown by its words. @param {string} step @param {unknown} value @param {Words} words */
function answerOf(step, value, words) {
  const { id } = members(value);
  const code = typeof value === "string" ? value : text(id);
  const chosen = words.find(`${step}.options.${code}`) || words.find(`common.${code}`);
  return chosen === null || chosen.includes("{") ? written(value, words) : chosen;
}

/** A stored value as people read it. @param {unknown} value @param {Words} words @returns {string} */
export function written(value, words) {
  if (value === null || value === undefined) return words.say("understood.nothing");
  if (typeof value === "boolean") return words.find(value ? "common.yes" : "common.no") || String(value);
  if (typeof value === "number") return value.toLocaleString(document.documentElement.lang);
  if (typeof value === "string") return writtenText(value);
  if (Array.isArray(value)) return value.map((entry) => written(entry, words)).join(", ");
  const { label, name, id, date, from, to, value: amount, unit, file } = members(value);
  if (file !== undefined) return words.say("understood.file");
  if (from !== undefined && to !== undefined) return `${written(from, words)} – ${written(to, words)}`;
  if (amount !== undefined)
    return [amount, unit || ""]
      .map((part) => written(part, words))
      .join(" ")
      .trim();
  const named = [label, name, date, id].find((part) => typeof part === "string" && part !== "");
  return named === undefined ? shortened(JSON.stringify(value)) : written(named, words);
}

/** @param {string} value */
function writtenText(value) {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? dateOf(new Date(`${value}T12:00:00+07:00`)) : shortened(value);
}

/** @param {string} value */
function shortened(value) {
  return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
}
