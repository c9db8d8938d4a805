// @ts-check
import { getAgenda, getNow, moveClock } from "./api.js";
import { drawAgenda, drawFired } from "./agenda.js";
import { find } from "./dom.js";
import { dayOf, fieldValueOf, momentOf, timeOf } from "./time.js";

/** The clock of the story: what time it is, what comes next, and how to get there. @param {import("./page.js").Page} page */
export function makeClock(page) {
  const { words } = page;
  const panel = find(document, "#clock", HTMLElement);
  const shownDay = find(panel, ".now-day", HTMLElement);
  const shownTime = find(panel, ".now-time", HTMLElement);
  const state = find(panel, ".clock-state", HTMLElement);
  const next = find(panel, ".to-next", HTMLButtonElement);
  const form = find(panel, ".clock-form", HTMLFormElement);
  const field = find(form, "input", HTMLInputElement);
  const agenda = find(panel, ".agenda", HTMLElement);
  const happened = find(panel, ".happened", HTMLElement);
  const fired = find(panel, ".fired", HTMLElement);
  /** The story's time at a moment of the browser's own. @type {{ at: number, story: number } | null} */
  let known = null;
  let firstDue = "";
  let busy = false;
  let chosen = false;

  const storyNow = () => (known === null ? null : new Date(known.story + (performance.now() - known.at)));

  function draw() {
    const now = storyNow();
    if (now === null) return;
    shownDay.textContent = dayOf(now);
    shownTime.textContent = timeOf(now);
  }

  /** @param {string} now */
  function set(now) {
    const story = new Date(now).getTime();
    if (Number.isNaN(story)) return;
    known = { at: performance.now(), story };
    draw();
    // What somebody has chosen there stays until she goes there.
    if (!chosen) field.value = fieldValueOf(new Date(story));
  }

  async function refresh() {
    try {
      const [now, entries] = await Promise.all([getNow(), getAgenda()]);
      if (busy) return;
      set(now);
      const first = entries[0];
      firstDue = first === undefined ? "" : first.at;
      next.disabled = firstDue === "";
      drawAgenda(agenda, entries, words);
    } catch {
      // The banner says it; the next look tries again.
    }
  }

  /** @param {{ now: string } | { advance: string }} move */
  async function push(move) {
    if (busy) return;
    busy = true;
    panel.setAttribute("aria-busy", "true");
    state.textContent = words.say("clock.pushing");
    chosen = false;
    try {
      const answer = await moveClock(move);
      set(answer.now);
      drawFired(fired, answer.fired, words);
      happened.hidden = false;
      state.textContent = words.say("clock.pushed", { count: answer.fired.length });
    } catch (error) {
      state.textContent = page.sentenceOf(error);
    }
    busy = false;
    panel.setAttribute("aria-busy", "false");
    await Promise.all([refresh(), page.lookEverywhere()]);
  }

  for (const button of Array.from(panel.querySelectorAll("[data-advance]")))
    button.addEventListener("click", () => void push({ advance: button.getAttribute("data-advance") || "" }));
  next.addEventListener("click", () => void toNext());
  async function toNext() {
    // What was shown as the next may have been called off by an answer that has just been given.
    await refresh();
    if (firstDue !== "") await push({ now: firstDue });
  }
  field.addEventListener("input", () => {
    chosen = true;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const moment = momentOf(field.value);
    if (moment === null) state.textContent = words.say("clock.no_moment");
    else void push({ now: moment.toISOString() });
  });
  page.onTurn(() => void refresh());
  setInterval(draw, 1000);

  return {
    refresh,
    clear() {
      happened.hidden = true;
      state.textContent = "";
    },
  };
}
