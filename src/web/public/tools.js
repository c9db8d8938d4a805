// @ts-check
import { addFault, reset } from "./api.js";
import { find } from "./dom.js";

/** Lets the next calls go wrong, so that people can see what comes of it. @param {import("./page.js").Page} page */
export function makeFaults(page) {
  const form = find(document, ".faults-form", HTMLFormElement);
  const state = find(document, ".faults-state", HTMLElement);
  const channel = find(form, ".fault-channel", HTMLSelectElement);
  const kind = find(form, ".fault-kind", HTMLSelectElement);
  const count = find(form, ".fault-count", HTMLInputElement);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const fault = { channel: channel.value, kind: kind.value, count: Math.max(1, Number(count.value) || 1) };
    void order(fault);
  });

  /** @param {{ channel: string, kind: string, count: number }} fault */
  async function order(fault) {
    try {
      await addFault(fault);
      state.textContent = page.words.say("faults.set", {
        count: fault.count,
        channel: page.words.say(`channels.${fault.channel}`),
        kind: page.words.say(`faults.kinds.${fault.kind}`),
      });
    } catch (error) {
      state.textContent = page.sentenceOf(error);
    }
  }
}

/** The story from the start, after a question whether that is meant. @param {import("./page.js").Page} page @param {() => Promise<void>} then */
export function makeReset(page, then) {
  const ask = find(document, ".reset", HTMLButtonElement);
  const question = find(document, ".reset-question", HTMLElement);
  const sure = find(question, ".reset-sure", HTMLButtonElement);
  const cancel = find(question, ".reset-cancel", HTMLButtonElement);
  const state = find(document, ".reset-state", HTMLElement);
  let busy = false;

  const fold = (/** @type {boolean} */ open) => {
    question.hidden = !open;
    ask.setAttribute("aria-expanded", String(open));
    (open ? cancel : ask).focus();
  };
  ask.addEventListener("click", () => fold(question.hidden !== false));
  cancel.addEventListener("click", () => fold(false));
  question.addEventListener("keydown", (event) => {
    if (event.key === "Escape") fold(false);
  });
  sure.addEventListener("click", () => void begin());

  async function begin() {
    if (busy) return;
    busy = true;
    state.textContent = page.words.say("reset.busy");
    try {
      await reset();
      page.unread.forget();
      await page.reloadPeople();
      await then();
      state.textContent = page.words.say("reset.done");
    } catch (error) {
      state.textContent = page.sentenceOf(error);
    }
    busy = false;
    fold(false);
  }
}
