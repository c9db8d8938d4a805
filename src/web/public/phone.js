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
  const talk = makeTalk(find(phone, ".talk", HTMLElement), words, (id, label) => {
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

  /** @param {string} sentence "" takes it away */
  function complain(sentence) {
    problem.textContent = sentence;
    problem.hidden = sentence === "";
  }

  /** @param {boolean} busy */
  function setBusy(busy) {
    phone.classList.toggle("busy", busy);
    sendButton.setAttribute("aria-disabled", String(busy));
    sendButton.textContent = words.say(busy ? "phone.sending" : "phone.send");
  }

  /** Does one thing and waits until it is answered; a second press meanwhile does nothing. @param {object} doing @param {string} shownAs */
  async function send(doing, shownAs) {
    const sender = person;
    if (sender === null || phone.classList.contains("busy")) return false;
    setBusy(true);
    complain("");
    talk.await(shownAs);
    let sent = true;
    try {
      await act(sender.id, doing);
    } catch (error) {
      sent = false;
      if (sender === person) complain(page.sentenceOf(error));
    }
    if (sender === person) await refresh(talk.beforeLastTwoSaid);
    talk.settle();
    setBusy(false);
    page.afterTurn();
    return sent;
  }

  /** Shows what is new on the phone. @param {string} [after] reads again from there */
  async function refresh(after = talk.last) {
    const shown = person;
    if (shown === null) return;
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
      find(phone, ".phone-title", HTMLElement).textContent = words.say("phone.title", { name: owner.name });
      find(phone, ".talk", HTMLElement).setAttribute(
        "aria-label",
        words.say("talk.label", { name: owner.name }),
      );
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
