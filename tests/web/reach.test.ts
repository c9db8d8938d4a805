import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { startTestApp, type TestApp } from "../support/app.ts";
import { withBrowser } from "./browser.ts";
import { phoneOf } from "./phone.ts";

const MINH = "Trần Văn Minh";
const HANH = "Lê Thị Mỹ Hạnh";
const Focused = z.object({ name: z.string(), seen: z.boolean() });

/** How many pixels the page is wider than the screen. */
const tooWide = (page: Page): Promise<number> =>
  page.evaluate("document.documentElement.scrollWidth - window.innerWidth");

/** Runs a script of `in-page/` in the page, and returns what it finds. */
const find = async <T>(page: Page, script: string, shape: z.ZodType<T>): Promise<T> =>
  shape.parse(await page.evaluate(readFileSync(join(import.meta.dirname, "in-page", script), "utf8")));
const focused = (page: Page): Promise<z.infer<typeof Focused>> => find(page, "focused.js", Focused);

withBrowser("the page with the phones is within everybody's reach", (open) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(async () => app.stop());

  it("works with the keyboard alone", async () => {
    const page = await open(app.url);
    const hanh = phoneOf(page, HANH);
    await page.keyboard.press("Tab");
    expect(await focused(page)).toEqual({ name: "Tới các điện thoại", seen: true });
    await page.keyboard.press("Enter");

    // Everything in its order, everything visibly: picker, tools, talk, what to begin with, line, send.
    const way: string[] = [];
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press("Tab");
      const { name, seen } = await focused(page);
      expect({ name, seen }).toEqual({ name, seen: true });
      way.push(name);
      if (name === `Tin nhắn trên máy của ${HANH}`) break;
    }
    expect(way.filter((name) => name === "Điện thoại của")).toHaveLength(3);
    expect(way.indexOf("Gửi")).toBeGreaterThan(way.indexOf("Nhắn tin…"));
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await hanh.waitsFor("Việc của tôi");

    await hanh.messages.focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await expect.poll(() => hanh.messages.locator(".mine").count()).toBe(2);
    await hanh.field.focus();
    await page.keyboard.type("0");
    await page.keyboard.press("Enter");
    await expect.poll(() => hanh.messages.locator(".mine").count()).toBe(3);
    expect((await focused(page)).name).toBe("Nhắn tin…");

    await page.getByRole("combobox", { name: "Điện thoại của" }).nth(2).focus();
    await page.keyboard.press("Home");
    await expect.poll(() => hanh.area.count()).toBe(0);
  });

  it("shows one thing at a time on a telephone, and marks where something new came", async () => {
    const page = await open(app.url, {
      viewport: { width: 360, height: 640 },
      hasTouch: true,
      isMobile: true,
    });
    const tab = (name: string | RegExp): ReturnType<Page["getByRole"]> =>
      page.getByRole("navigation", { name: "Đang coi" }).getByRole("button", { name });
    expect(await page.locator(".phone:visible").count()).toBe(1);
    await tab("Hạnh").tap();
    const hanh = phoneOf(page, HANH);
    await hanh.says("menu");
    expect(await tooWide(page)).toBe(0);
    const line = await hanh.field.boundingBox();
    expect((line?.y ?? 640) + (line?.height ?? 0)).toBeLessThanOrEqual(640);

    await tab("Đồng hồ").tap();
    expect(await page.locator(".phone:visible").count()).toBe(0);
    expect(await tooWide(page)).toBe(0);
    await page.getByRole("button", { name: "+1 tuần" }).tap();
    await tab(/Hạnh \(\d+ mới\)/).tap();
    await hanh.waitsFor(/em (nhắc việc tới hạn|báo các hạn)/i);
    await tab("Hạnh").waitFor();
  });

  // 200 % on a screen of 1280 × 800 leaves the page 640 × 400 to stand on.
  it.each([
    [640, 400],
    [900, 700],
    [1280, 720],
  ])("is never wider than a screen of %i pixels", async (width, height) => {
    const page = await open(app.url, { viewport: { width, height }, deviceScaleFactor: 2 });
    await page.locator(".agenda li").first().waitFor({ state: "attached" });
    expect(await tooWide(page)).toBe(0);
    const boxes = await Promise.all(
      (await page.locator("button:visible, input:visible, select:visible").all()).map((part) =>
        part.boundingBox(),
      ),
    );
    const hidden = boxes.filter((box) => box !== null && box.x + box.width > width);
    expect(hidden).toEqual([]);
  });

  it("can be read by weak eyes: text stands out from its ground by 4.5 and more", async () => {
    const page = await open(app.url);
    for (const name of [MINH, HANH]) await phoneOf(page, name).says("menu", "1");
    await page.getByText("Thử khi có sự cố").click();
    await page.getByRole("button", { name: "Kể lại câu chuyện từ đầu" }).click();
    expect(await find(page, "poor-contrasts.js", z.array(z.string()))).toEqual([]);
  });
});
