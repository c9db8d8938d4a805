import { existsSync } from "node:fs";
import { chromium, type Page } from "playwright-core";
import { startApp } from "../../src/app.ts";
import { StoppedClock } from "../../src/clock.ts";
import { readConfig } from "../../src/config.ts";
import { makeLog } from "../../src/log.ts";
import { openPool } from "../../src/store/pool.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { HAMLETS, settle } from "../casework/settle-commune.ts";
import { phoneOf, type Phone } from "../web/phone.ts";
import { benchDatabase } from "./database.ts";

/**
 * How long an officer takes to log a meeting with 25 households: 21 came, 4 did not, two topics, one decision with its owner
 * and day, one picture; on the simulator's page at the width of a small telephone, in a real browser. What the program takes is
 * measured from the tap to the settled answer. What the person takes is reckoned by the keystroke-level model (Card, Moran,
 * Newell 1983): 1.35 s to make up her mind before each answer, 1.1 s to point and tap, 0.28 s a key of an average typist with
 * the keys of Telex counted; and every word that is new on the screen is read, four a second, the list of all
 * households as well; a number or a sign is none. A picture that was taken before is four taps. One JSON line a step and one for the whole; the goal is
 * less than 180 s. Argument: a file for a screenshot of the last screen.
 */
const [screenshot] = process.argv.slice(2);
const NOW = "2026-11-23T09:00:00+07:00";
const GOAL = 180;
const THINK = 1.35;
const TAP = 1.1;
const KEY = 0.28;
const WORDS_A_SECOND = 4;
const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  existsSync,
);
/** A picture of one grey point, as small as a JPEG can be shown. */
const PICTURE =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

type Does = { taps: string } | { types: string } | "picture";
/** What is asked, and what she does about it. */
const STEPS: [asked: string, does: Does][] = [
  ["begin", { types: "hop xong roi" }],
  ["kind", { taps: "Họp mặt, đối thoại" }],
  ["unit", { taps: HAMLETS[0]?.name ?? "" }],
  ["day", { taps: "Hôm nay" }],
  ["place", { taps: "Nhà văn hóa ấp" }],
  ["numbers", { types: "du tru 4 7 12 20" }],
  ["people", { types: "27" }],
  ["topics", { types: "phong benh cho de, vay von mua nuoc man" }],
  ["decision", { taps: "Việc chung" }],
  ["text", { types: "hoi ngan hang ve von vay them" }],
  ["owner", { taps: HAMLETS[0]?.officer ?? "" }],
  ["due", { taps: "Hai tuần nữa" }],
  ["decision_again", { taps: "Không, hết rồi" }],
  ["photo", "picture"],
];

const database = await benchDatabase();
const pool = openPool(database.url, 2);
const clock = new StoppedClock(new Date(NOW));
const app = await startApp(
  readConfig({
    PORT: "0",
    DEMO: "1",
    LOG_LEVEL: "silent",
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: "0".repeat(64),
  }),
  makeLog("silent"),
  { clock },
);
if (CHROMIUM === undefined) throw new Error("no Chromium here: apt-get install chromium, as .ci/run does");
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
try {
  await settle(sqlOf(pool), clock.now());
  const page = await browser.newPage({ viewport: { width: 360, height: 640 }, locale: "vi-VN" });
  const phone = await phoneOfOfficer(page, HAMLETS[0]?.officer ?? "");
  let [person, program] = [0, 0];
  let unread = 0;
  for (const [step, does] of STEPS) {
    const heard = await phone.messages.locator(".theirs").count();
    const began = performance.now();
    await act(page, phone, does);
    await phone.messages.locator(".theirs").nth(heard).waitFor();
    const waited = (performance.now() - began) / 1000;
    const spent = unread / WORDS_A_SECOND + THINK + handsOf(does);
    print({ step, words_read: unread, person_seconds: rounded(spent), program_seconds: rounded(waited) });
    person += spent;
    program += waited;
    unread = wordsOf(await phone.messages.locator(".theirs .bubble").allInnerTexts(), heard);
  }
  person += unread / WORDS_A_SECOND;
  const last = (await phone.messages.locator(".theirs .bubble p").allInnerTexts()).at(-1) ?? "";
  if (!last.includes("21/25")) throw new Error(`The meeting was not logged as told: ${last}`);
  if (screenshot !== undefined) await page.screenshot({ path: screenshot });
  const total = person + program;
  print({
    answers: STEPS.length,
    person_seconds: rounded(person),
    program_seconds: rounded(program),
    seconds: rounded(total),
    goal: GOAL,
    met: total < GOAL,
  });
} finally {
  await browser.close();
  await app.stop();
  await pool.end();
  await database.drop();
}

async function phoneOfOfficer(page: Page, name: string): Promise<Phone> {
  await page.goto(app.url);
  await page.locator('main[aria-busy="false"]').waitFor();
  const picker = page.getByRole("combobox", { name: "Điện thoại của" }).first();
  const option = picker.getByRole("option", { name: new RegExp(name) });
  await picker.selectOption((await option.getAttribute("value")) ?? "");
  return phoneOf(page, name);
}

async function act(page: Page, phone: Phone, does: Does): Promise<void> {
  if (does === "picture") {
    await phone.area.getByRole("button", { name: "Gửi thêm" }).click();
    const chooser = page.waitForEvent("filechooser");
    await phone.area.getByRole("button", { name: "Gửi hình" }).click();
    await (
      await chooser
    ).setFiles({ name: "hop.png", mimeType: "image/png", buffer: Buffer.from(PICTURE, "base64") });
    await phone.waitsFor(/hộ có mặt/);
  } else if ("taps" in does) await phone.taps(does.taps);
  else await phone.says(does.types);
}

/** Seconds of the hands: the field, the keys and "send", or one tap. */
function handsOf(does: Does): number {
  if (does === "picture") return 4 * TAP;
  if ("taps" in does) return TAP;
  return TAP + keysOf(does.types) * KEY + TAP;
}

/** Keys of Telex: a mark is one more, đ is typed dd. */
function keysOf(text: string): number {
  return text.normalize("NFD").replaceAll(/đ/giu, "dd").length;
}

/** Words of the bubbles behind the first `heard`, without the time of day at their end. */
function wordsOf(bubbles: readonly string[], heard: number): number {
  return bubbles
    .slice(heard)
    .flatMap((text) => text.replace(/\d\d:\d\d\s*$/, "").split(/\s+/))
    .filter((word) => /\p{L}/u.test(word)).length;
}

function rounded(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify({ bench: "meeting_by_clock", ...line })}\n`);
}
