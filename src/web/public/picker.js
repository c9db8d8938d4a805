// @ts-check
import { fill, find, make } from "./dom.js";

/** @typedef {import("./shapes.js").Person} Person @typedef {import("./words.js").Words} Words */

/**
 * Whose phone this is: a list of everybody, with a mark where something new waits, and a form for a new phone.
 *
 * @param {HTMLElement} phone @param {Words} words
 * @param {{ choose(id: string): void, add(name: string, channel: string): Promise<boolean> }} doing
 */
export function makePicker(phone, words, doing) {
  const select = find(phone, ".picker", HTMLSelectElement);
  const elsewhere = find(phone, ".elsewhere", HTMLElement);
  const open = find(phone, ".new-phone", HTMLButtonElement);
  const form = find(phone, ".new-form", HTMLFormElement);
  const name = find(form, ".new-name", HTMLInputElement);
  const channel = find(form, ".new-channel", HTMLSelectElement);
  let drawn = "";

  select.addEventListener("change", () => doing.choose(select.value));

  const fold = (/** @type {boolean} */ shown) => {
    form.hidden = !shown;
    open.setAttribute("aria-expanded", String(shown));
    if (shown) name.focus();
  };
  open.addEventListener("click", () => fold(form.hidden !== false));
  find(form, ".cancel", HTMLButtonElement).addEventListener("click", () => {
    fold(false);
    open.focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    fold(false);
    open.focus();
  });
  let adding = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void add();
  });
  async function add() {
    if (adding || name.value.trim() === "") return name.focus();
    adding = true;
    const added = await doing.add(name.value.trim(), channel.value);
    adding = false;
    if (!added) return;
    name.value = "";
    fold(false);
    select.focus();
  }

  return {
    /** @param {Person[]} people @param {string} chosen @param {(id: string) => number} unread */
    draw(people, chosen, unread) {
      const content = JSON.stringify([people, people.map(({ id }) => unread(id))]);
      // Drawing it anew would close a list that somebody has just opened.
      if (content !== drawn) {
        drawn = content;
        fill(select, ...groups(people, unread, words));
      }
      select.value = chosen;
      const waiting = people.filter(({ id }) => id !== chosen && unread(id) > 0).length;
      elsewhere.hidden = waiting === 0;
      elsewhere.textContent = words.say("phone.elsewhere", { count: waiting });
    },
  };
}

/** @param {Person[]} people @param {(id: string) => number} unread @param {Words} words */
function groups(people, unread, words) {
  return /** @type {const} */ (["zalo", "telegram"]).map((vendor) => {
    const group = make("optgroup");
    group.label = words.say(`channels.${vendor}`);
    for (const person of people.filter(({ channel }) => channel === vendor)) {
      const count = unread(person.id);
      const mark = count > 0 ? `● ${words.say("phone.unread", { count })} – ` : "";
      const option = make("option", "", `${mark}${person.name} (${rolesOf(person, words)})`);
      option.value = person.id;
      group.append(option);
    }
    return group;
  });
}

/** @param {Person} person @param {Words} words */
export function rolesOf({ roles }, words) {
  if (roles.length === 0) return words.say("roles.none");
  return roles.map((role) => words.find(`simulator.roles.${role}`) || role).join(", ");
}
