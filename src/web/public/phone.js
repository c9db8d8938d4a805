// @ts-check
import { Refused, act, addPerson, getMessages, transcriptUrl } from "./api.js";
import { makeComposer } from "./composer.js";
import { button, fill, find } from "./dom.js";
import { makePicker } from "./picker.js";
import { makeTalk } from "./talk.js";

/**
 * @typedef {import("./shapes.js").Person} Person
 * @typedef {import("./page.js").Page} Page
 * @typedef {{
 *   readonly person: Person | null,
 *   readonly unseen: number,
 *   refresh(after?: string): Promise<void>,
 *   give(owner: Person): void,
 *   drawPicker(): void,
 * }} Phone
 */

/** One phone on the page. @param {HTMLElement} phone its markup @param {Page} page @returns {Phone} */
export function makePhone(phone, page) {
  const { words, unread } = page;
  const talkBox = find(phone, ".talk", HTMLElement);
  const talk = makeTalk(talkBox, words, (id, label) => {
    void send({ button: id }, label);
  });
  const begin = find(phone, ".begin", HTMLElement);
  const problem = find(phone, ".problem", HTMLElement);
  const sendButton = find(phone, ".send", HTMLButtonElement);
  const composer = makeComposer(phone, words, send, complain);
  const picker = makePicker(phone, words, {
    choose: (id) => page.choose(self, id),
    async add(name, channel) {
      try {
        const person = await addPerson(name, channel, document.documentElement.lang);
        await page.reloadPeople();
        page.choose(self, person.id);
        return true;
      } catch (error) {
        complain(page.sentenceOf(error));
        return false;
      }
    },
  });
  /** @type {Person | null} */
  let person = null;
  let unseen = 0;
  let wasInView = false;
  /** @type {string[]} */
  const underWay = [];
  /** @type {Promise<void>} */
  let last = Promise.resolve();

  /** @param {string} sentence "" takes it away */
  function complain(sentence) {
    problem.textContent = sentence;
    problem.hidden = sentence === "";
  }

  function drawUnderWay() {
    talkBox.setAttribute("aria-busy", String(underWay.length > 0));
    sendButton.textContent = words.say(underWay.length > 0 ? "phone.sending" : "phone.send");
  }

  /**
   * Does one thing after the other, and says whether it could be sent. What is done meanwhile waits for its turn;
   * but what comes from a button and is under way already was pressed twice, and is sent once.
   *
   * @param {object} doing @param {string} shownAs
   */
  async function send(doing, shownAs) {
    const sender = person;
    const mark = JSON.stringify(doing);
    if (sender === null || (underWay.includes(mark) && !("text" in doing))) return;
    const bubble = talk.sending(shownAs, () => {
      void send(doing, shownAs);
      composer.focus();
    });
    const before = last;
    underWay.push(mark);
    drawUnderWay();
    last = before.then(() => deliver(sender, doing, bubble));
    await last;
    underWay.splice(underWay.indexOf(mark), 1);
    drawUnderWay();
  }

  /** @param {Person} sender @param {object} doing @param {ReturnType<typeof talk.sending>} bubble */
  async function deliver(sender, doing, bubble) {
    complain("");
    try {
      await act(sender.id, doing);
    } catch (error) {
      bubble.failed();
      if (sender === person) complain(page.sentenceOf(error));
      return;
    }
    if (sender === person) await refresh(talk.beforeLastTwoSaid);
    bubble.done();
    page.afterTurn();
  }

  /** Shows what is new on the phone. @param {string} [after] reads again from there */
  async function refresh(after = talk.last) {
    const shown = person;
    if (shown === null) return;
    // A talk cannot be scrolled while it lies behind another view.
    if (isInView() && !wasInView) talk.toEnd();
    wasInView = isInView();
    try {
      const messages = await getMessages(shown.id, after);
      if (shown !== person) return;
      const first = talk.isEmpty;
      const fresh = talk.show(messages).filter(({ from }) => from === "bot");
      begin.hidden = !talk.isEmpty;
      unread.seen(shown.id, talk.last);
      if (first) return talk.toEnd();
      unseen = isInView() ? 0 : unseen + fresh.length;
      fresh.forEach(({ text }) => page.announce(words.say("talk.announced", { name: shown.name, text })));
    } catch (error) {
      if (error instanceof Refused && error.code === "no_such_person") await page.reloadPeople();
    }
  }

  const isInView = () => phone.getClientRects().length > 0;

  /** Whoever has never written needs something to begin with. @param {Person} owner */
  function drawBegin(owner) {
    const label = words.say(`begin.${owner.channel}`);
    const text = owner.channel === "telegram" ? "/start" : label;
    fill(
      begin,
      words.say("begin.hint"),
      button("option", label, () => void send({ text }, text)),
    );
  }

  /** @type {Phone} */
  const self = {
    refresh,
    get person() {
      return person;
    },
    /** How many messages came while the phone lay behind another view. */
    get unseen() {
      if (isInView()) unseen = 0;
      return unseen;
    },

    /** @param {Person} owner */
    give(owner) {
      const same = person !== null && person.id === owner.id;
      person = owner;
      phone.classList.toggle("telegram", owner.channel === "telegram");
      const title = words.say("phone.title", { name: owner.name });
      find(phone, ".phone-title", HTMLElement).textContent = title;
      phone.setAttribute("aria-label", title);
      talkBox.setAttribute("aria-label", words.say("talk.label", { name: owner.name }));
      find(phone, ".bar-channel", HTMLElement).textContent = words.say(`channels.${owner.channel}`);
      const transcript = find(phone, ".transcript", HTMLAnchorElement);
      transcript.href = transcriptUrl(owner.id);
      transcript.download = `${owner.name}.chat`;
      if (same) return;
      talk.clear();
      composer.clear();
      complain("");
      drawBegin(owner);
      begin.hidden = true;
      void refresh("");
    },

    drawPicker() {
      if (person !== null) picker.draw(page.people, person.id, (id) => unread.of(id));
    },
  };
  return self;
}
