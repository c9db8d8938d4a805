// @ts-check
// Written for old telephones too: no syntax and no interface of the browser that came after 2018.
import { makeClock } from "./clock.js";
import { makeConnection } from "./connection.js";
import { find } from "./dom.js";
import { makePage } from "./page.js";
import { makeFaults, makeReset } from "./tools.js";
import { makeFolding, makeViews } from "./views.js";
import { loadWords } from "./words.js";

const LOOK_MS = 1500;
/** Clock, agenda and people change less often; read at every so manieth look. */
const SELDOM = 6;

/** @param {number} ms @returns {Promise<void>} */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks until there is an answer; a server that has just been started may still be coming. */
async function wordsAtLast() {
  for (;;) {
    try {
      return await loadWords(document.documentElement.lang);
    } catch {
      await pause(LOOK_MS);
    }
  }
}

/** Puts the page together and keeps looking for what is new as long as somebody sees it. */
async function start() {
  const words = await wordsAtLast();
  const page = makePage(words);
  const clock = makeClock(page);
  const seldom = () => Promise.all([clock.refresh(), page.reloadPeople().catch(() => undefined)]);
  makeConnection(page, () => void seldom());
  makeViews(() => void page.look());
  makeFolding();
  makeFaults(page);
  makeReset(page, async () => {
    clock.clear();
    await clock.refresh();
  });
  await seldom();
  find(document, "main", HTMLElement).setAttribute("aria-busy", "false");
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) void page.look();
  });
  for (let count = 1; ; count++) {
    await pause(LOOK_MS);
    if (document.hidden) continue;
    await page.look();
    if (count % SELDOM === 0) await seldom();
  }
}

void start();
