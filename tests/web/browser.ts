import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe } from "vitest";

const FOUND = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const MISSING = "no Chromium here: apt-get install chromium, as .ci/run does";

/** A browser and a server beside each other on a busy machine of two cores. */
const SLOWEST_MS = 60_000;

/** No network but our own, and none of what a desktop browser does beside showing a page. */
const FLAGS = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

/** Opens a page as somebody with a fresh browser would; closed after the test. */
export type Open = (url: string, options?: BrowserContextOptions) => Promise<Page>;

/**
 * A group of tests with a real browser. Where none is installed the group is left out with a line that says so, and
 * fails where `CI` is set. A test fails too when a script of its page failed or broke the page's content policy.
 */
export function withBrowser(title: string, body: (open: Open) => void): void {
  const runs = FOUND !== undefined || process.env["CI"] === "true";
  if (!runs) process.stderr.write(`LEFT OUT (${MISSING}): ${title}\n`);
  // oxlint-disable-next-line vitest/valid-title -- the title belongs to the test file that calls this
  describe.runIf(runs)(title, { timeout: SLOWEST_MS }, () => {
    body(openerOfGroup());
  });
}

function openerOfGroup(): Open {
  let browser: Browser | undefined;
  const wrong: string[] = [];
  beforeAll(async () => {
    if (FOUND === undefined) throw new Error(MISSING);
    browser = await chromium.launch({ executablePath: FOUND, args: FLAGS });
  });
  afterEach(async () => {
    await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
    const said = wrong.splice(0).join("\n");
    if (said !== "") throw new Error(`The page went wrong: ${said}`);
  });
  afterAll(async () => browser?.close());
  return async (url, options) => {
    if (browser === undefined) throw new Error(MISSING);
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      locale: "vi-VN",
      reducedMotion: "reduce",
      ...options,
    });
    page.setDefaultTimeout(15_000);
    page.on("pageerror", (error) => wrong.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" && /policy/i.test(message.text())) wrong.push(message.text());
    });
    await page.goto(url);
    await page.locator('main[aria-busy="false"]').waitFor();
    return page;
  };
}
