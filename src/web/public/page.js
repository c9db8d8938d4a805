// @ts-check
import { Refused, getPeople } from "./api.js";
import { PARTS, cast } from "./casting.js";
import { find, make } from "./dom.js";
import { recall, remember } from "./memory.js";
import { makePhone } from "./phone.js";
import { makeUnread } from "./unread.js";

/**
 * @typedef {import("./phone.js").Phone} Phone
 * @typedef {import("./shapes.js").Person} Person
 * @typedef {{
 *   words: import("./words.js").Words,
 *   unread: ReturnType<typeof makeUnread>,
 *   phones: Phone[],
 *   readonly people: Person[],
 *   announce(sentence: string): void,
 *   sentenceOf(error: unknown): string,
 *   reloadPeople(): Promise<void>,
 *   choose(phone: Phone, id: string): void,
 *   look(): Promise<void>,
 *   lookEverywhere(): Promise<void>,
 *   afterTurn(): void,
 *   onTurn(act: () => void): void,
 *   drawMarks(): void,
 * }} Page
 */

/** What is announced stays this long, so that a reader that is slow to look still finds it. */
const ANNOUNCED_MS = 8000;
/** So many phones in pockets are looked at in one go; the others have their turn one at a time. */
const MOST_AT_ONCE = 30;

/** The three phones, who holds them, and what they share. @param {import("./words.js").Words} words @returns {Page} */
export function makePage(words) {
  const announcer = find(document, "#announcer", HTMLElement);
  const template = find(document, "#phone-template", HTMLTemplateElement);
  const row = find(document, "#phones", HTMLElement);
  /** @type {(() => void)[]} */
  const afterTurnDo = [];
  /** @type {Person[]} */
  let people = [];

  /** @type {Page} */
  const page = {
    words,
    unread: makeUnread(),
    phones: [],
    get people() {
      return people;
    },

    /** Says it to those who hear the page instead of seeing it. @param {string} sentence */
    announce(sentence) {
      const line = make("p", "", sentence);
      announcer.append(line);
      setTimeout(() => announcer.removeChild(line), ANNOUNCED_MS);
    },

    /** @param {unknown} error */
    sentenceOf(error) {
      return error instanceof Refused
        ? words.say("errors.refused", { message: error.message })
        : words.say("errors.unreachable");
    },

    /** Reads anew who there is, and gives phones to those who held them; after a reset to others. */
    async reloadPeople() {
      people = await getPeople();
      const held = page.phones.map(({ person }, index) =>
        person === null ? recall(`phone.${index}`) : person.id,
      );
      cast(people, held).forEach((person, index) => {
        const phone = page.phones[index];
        if (person !== null && phone !== undefined) phone.give(person);
      });
      page.drawMarks();
    },

    /** @param {Phone} phone @param {string} id */
    choose(phone, id) {
      const person = people.find((one) => one.id === id);
      if (person === undefined) return;
      phone.give(person);
      remember(`phone.${page.phones.indexOf(phone)}`, id);
      page.drawMarks();
    },

    /** What is new everywhere: on the three phones, and on those that lie in the pocket. */
    async look() {
      await Promise.all(page.phones.map((phone) => phone.refresh()));
      const waiting = idle();
      const next = waiting[looked++ % Math.max(1, waiting.length)];
      if (next !== undefined) await page.unread.look(next.id).catch(() => undefined);
      page.drawMarks();
    },

    async lookEverywhere() {
      const some = idle().slice(0, MOST_AT_ONCE);
      const others = some.map(({ id }) => page.unread.look(id).catch(() => undefined));
      await Promise.all([...page.phones.map((phone) => phone.refresh()), ...others]);
      page.drawMarks();
    },

    /** What one person did shows on other phones at once. */
    afterTurn() {
      void page.lookEverywhere();
      afterTurnDo.forEach((act) => act());
    },

    /** @param {() => void} act */
    onTurn(act) {
      afterTurnDo.push(act);
    },

    drawMarks() {
      page.phones.forEach((phone) => phone.drawPicker());
      drawTabs();
    },
  };
  let looked = 0;

  /** Those whose phones lie in the pocket. */
  function idle() {
    const held = page.phones.map(({ person }) => (person === null ? "" : person.id));
    return people.filter(({ id }) => !held.includes(id));
  }

  const tabs = Array.from(document.querySelectorAll("#tabs button"));
  function drawTabs() {
    page.phones.forEach(({ person, unseen }, index) => {
      const tab = tabs[index];
      if (tab === undefined || person === null) return;
      const name = person.name.split(" ").pop() || person.name;
      const label = unseen > 0 ? words.say("tabs.unread", { name, count: unseen }) : name;
      if (tab.textContent !== label) tab.textContent = label;
    });
  }

  PARTS.forEach((_, index) => {
    const phone = template.content.cloneNode(true);
    row.append(phone);
    const element = row.querySelectorAll(".phone")[index];
    if (element instanceof HTMLElement) {
      element.dataset.view = String(index);
      page.phones.push(makePhone(element, page));
    }
  });
  return page;
}
