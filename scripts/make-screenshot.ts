import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { startApp } from "../src/app.ts";
import { StoppedClock } from "../src/clock.ts";
import { readConfig } from "../src/config.ts";
import { makeLog } from "../src/log.ts";
import { ROOT } from "../src/root.ts";

/**
 * Draws `docs/simulator.png` for the README: the demo story after one plan has gone from the household to the officer
 * and come back approved. Needs Chromium. Run it with `npx jiti scripts/make-screenshot.ts`.
 */

const PICTURE = join(ROOT, "docs", "simulator.png");
const LARGEST_BYTES = 300_000;
const MONDAY = new Date("2026-11-23T09:00:00+07:00");

const data = await mkdtemp(join(tmpdir(), "sinh-ke-picture-"));
const config = readConfig({ PORT: "0", DEMO: "1", LOG_LEVEL: "silent", DATA_DIR: data });
const app = await startApp(config, makeLog("silent"), { clock: new StoppedClock(MONDAY) });
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 860 },
    locale: "vi-VN",
    reducedMotion: "reduce",
  });
  await page.goto(app.url);
  await tellStory(page);
  await mkdir(join(ROOT, "docs"), { recursive: true });
  await page.screenshot({ path: PICTURE });
  const { size } = await stat(PICTURE);
  if (size > LARGEST_BYTES)
    throw new Error(`The picture has ${size} bytes; the README carries ${LARGEST_BYTES}.`);
} finally {
  await browser.close();
  await app.stop();
  await rm(data, { recursive: true, force: true });
}

async function tellStory(page: Page): Promise<void> {
  await put(page, 0, "Nguyễn Thị Sáu");
  await says(page, 0, [
    "chao em",
    "3",
    "toi dong y",
    "nuoi bo",
    "2 con bo cai",
    "co san chuong cu",
    "thieu von",
  ]);
  await says(page, 0, ["20 trieu", "sua chuong", "15/12/2026", "2 trieu ruoi", "15/6/2027", "1", "1"]);
  await taps(page, 1, "Đồng ý, duyệt");
  await taps(page, 2, "BẮT ĐẦU");
  await taps(page, 2, "Tình hình đơn vị");
  await taps(page, 2, "Vậy đủ rồi");
  await page.getByRole("button", { name: "Tới việc kế tiếp" }).click();
  await page.locator('#clock[aria-busy="false"]').waitFor();
  await page.locator(".talk").getByText("Em nhắc chị Hạnh").waitFor();
}

async function put(page: Page, phone: number, name: string): Promise<void> {
  const picker = page.getByRole("combobox", { name: "Điện thoại của" }).nth(phone);
  const option = picker.getByRole("option", { name: new RegExp(name) });
  await picker.selectOption((await option.getAttribute("value")) ?? "");
}

async function says(page: Page, phone: number, texts: readonly string[]): Promise<void> {
  const area = page.locator(".phone").nth(phone);
  for (const text of texts) {
    await area.getByRole("textbox", { name: "Nhắn tin…" }).fill(text);
    await area.getByRole("button", { name: "Gửi", exact: true }).or(area.getByText("Đang gửi…")).click();
    await area.locator('.talk[aria-busy="false"]').waitFor();
  }
}

async function taps(page: Page, phone: number, label: string): Promise<void> {
  const area = page.locator(".phone").nth(phone);
  await area.getByRole("button", { name: label }).last().click();
  await area.locator('.talk[aria-busy="false"]').waitFor();
}
