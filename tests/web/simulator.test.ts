import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { MONDAY, startTestApp, type TestApp } from "../support/app.ts";
import { withBrowser } from "./browser.ts";
import { cuttableLine } from "../support/cuttable-line.ts";
import { chooses, phoneOf } from "./phone.ts";

const SAU = "Nguyễn Thị Sáu";
const MINH = "Trần Văn Minh";
const HANH = "Lê Thị Mỹ Hạnh";

withBrowser("the page with the phones", (open) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  beforeEach(async () => {
    app.clock.set(new Date(MONDAY));
    // What the test before has left under way may hold a table for a moment.
    await vi.waitFor(async () => {
      const answer = await fetch(`${app.url}/simulator/api/reset`, { method: "POST" });
      if (!answer.ok) throw new Error(`The story did not begin again: ${await answer.text()}`);
    }, 30_000);
  });
  afterAll(async () => app.stop());

  /** Whoever stands on the first phone, the household is there afterwards. */
  async function openWithSau(options?: Parameters<typeof open>[1], url = app.url): Promise<Page> {
    const page = await open(url, options);
    const picker = page.getByRole("combobox", { name: "Điện thoại của" }).first();
    const option = picker.getByRole("option", { name: new RegExp(SAU) });
    await picker.selectOption((await option.getAttribute("value")) ?? "");
    return page;
  }

  it("carries a plan from the household to the officer and the approval back", async () => {
    const page = await openWithSau();
    const sau = phoneOf(page, SAU);
    const minh = phoneOf(page, MINH);

    await sau.area.getByRole("button", { name: "Chào em" }).click();
    await sau.says("ke hoach");
    await sau.taps("Có, làm luôn");
    await sau.taps("Tôi đồng ý");
    await sau.says(
      "nuoi bo",
      "2 con bo cai",
      "3 cong dat",
      "bo qua",
      "1",
      "3 trieu",
      "thieu von",
      "20 trieu",
    );
    await sau.says("15/12/2026", "1", "2 trieu ruoi");
    await sau.waitsFor("Kế hoạch của nhà mình");
    await sau.messages.getByText("20 trieu").waitFor();
    const kept = sau.messages.getByRole("listitem").filter({ hasText: "20 trieu" }).first();
    expect(await kept.getByRole("group").innerText()).toMatch(
      /Máy đã ghi\s+Số tiền còn thiếu[:\s]*20\.000\.000/,
    );
    await sau.taps("Đúng rồi");
    await sau.taps("Có, xin hứa làm theo");

    await minh.waitsFor(/Kế hoạch của hộ Nguyễn Thị Sáu/);
    await minh.taps("Đồng ý, duyệt");
    await sau.waitsFor(/duyệt/);
    await page.getByRole("button", { name: /^Xem thêm/ }).click();
    await page
      .getByRole("complementary")
      .getByText(`nhắc việc tới hạn trong kế hoạch → ${SAU}`)
      .first()
      .waitFor();
  });

  it("lets time pass to the next event, and shows what happened on the phone that it happened to", async () => {
    const page = await open(app.url);
    const clock = page.getByRole("complementary", { name: "Đồng hồ" });
    const next = clock.locator(".agenda li").first();
    const [day = "", what = ""] = (await next.innerText()).split("\n");
    await clock.getByRole("button", { name: "Tới việc kế tiếp" }).click();
    await clock.getByText(/^Đã tới\. [1-9]\d* việc/).waitFor();
    expect(await clock.locator(".fired li").first().innerText()).toContain(`${day}\n${what}`);
    await clock.getByRole("button", { name: "+1 tuần" }).click();
    await page.locator('#clock[aria-busy="false"]').waitFor();
    await phoneOf(page, HANH).waitsFor(/em (nhắc việc tới hạn|báo các hạn)/i);
    await clock.getByLabel("Hoặc tới lúc").fill("2026-12-07T08:30");
    await clock.getByRole("button", { name: "Chuyển" }).click();
    await clock.getByText("Thứ Hai, 07/12/2026", { exact: true }).waitFor();
    expect(await clock.locator(".now-time").innerText()).toBe("08:30");
  });

  it("sends once however often a button is pressed", async () => {
    const page = await openWithSau();
    const sau = phoneOf(page, SAU);
    await sau.says("tin nhac");
    const option = sau.messages.getByRole("button", { name: "Có, nhắc tôi" });
    await option.dblclick();
    await sau.waitsFor("Dạ, tới việc em nhắc");
    expect(await sau.messages.locator(".mine").filter({ hasText: "Có, nhắc tôi" }).count()).toBe(1);
  });

  it("keeps what is written in order while answers are awaited", async () => {
    const page = await openWithSau();
    const sau = phoneOf(page, SAU);
    await sau.says("menu", "mot", "hai", "ba");
    const said = await sau.messages.locator(".mine .bubble p").allInnerTexts();
    expect(said).toEqual(["menu", "mot", "hai", "ba"]);
  });

  it("puts other people on a phone, makes new ones, and marks where something new waits", async () => {
    const page = await openWithSau();
    const added = phoneOf(page, HANH).area;
    await added.getByRole("button", { name: "Điện thoại mới" }).click();
    await added.getByLabel("Tên người dùng").fill("<b>Tư Mới</b>");
    await added.getByLabel("Ứng dụng").selectOption("telegram");
    await added.getByRole("button", { name: "Thêm", exact: true }).click();
    const newcomer = phoneOf(page, "<b>Tư Mới</b>");
    await newcomer.area.getByRole("button", { name: "BẮT ĐẦU" }).click();
    await newcomer.waitsFor("Tôi có mã mời");
    expect(await page.locator(".phone b").count()).toBe(0);

    const sau = phoneOf(page, SAU);
    await chooses(page, MINH, HANH);
    await sau.says("9", "toi can hoi ve von");
    await page
      .getByText(/Có tin mới ở [12] điện thoại khác/)
      .first()
      .waitFor();
    const minh = await chooses(page, HANH, MINH);
    await minh.waitsFor(/Nguyễn Thị Sáu/);
  });

  it("shows what people write as text, never as markup", async () => {
    const page = await openWithSau();
    const sau = phoneOf(page, SAU);
    await sau.says('<img src="/icon.svg" alt="x"> <b>5 tr</b>');
    await sau.waitsFor('<img src="/icon.svg" alt="x"> <b>5 tr</b>');
    expect(await sau.messages.locator("img, b").count()).toBe(0);
  });

  it("sends a photo scaled down, a voice note and a phone number", async () => {
    const page = await openWithSau();
    const sau = phoneOf(page, SAU);
    const drawn = await page.evaluate<string>(
      `Object.assign(document.createElement("canvas"), { width: 3000, height: 1500 }).toDataURL("image/png")`,
    );
    const buffer = Buffer.from(drawn.slice(drawn.indexOf(",") + 1), "base64");
    await sau.area.getByRole("button", { name: "Gửi thêm" }).click();
    const chooser = page.waitForEvent("filechooser");
    await sau.area.getByRole("button", { name: "Gửi hình" }).click();
    await (await chooser).setFiles({ name: "chuong-bo.png", mimeType: "image/png", buffer });
    await sau.messages.getByRole("img", { name: "Hình" }).waitFor();
    await expect
      .poll(() => page.evaluate<number>(`document.querySelector(".bubble img").naturalWidth`))
      .toBe(1280);

    // What stands in the line goes under the picture.
    await sau.field.fill("chuồng bò mới cất");
    await sau.area.getByRole("button", { name: "Gửi thêm" }).click();
    const another = page.waitForEvent("filechooser");
    await sau.area.getByRole("button", { name: "Gửi hình" }).click();
    await (await another).setFiles({ name: "chuong-bo.png", mimeType: "image/png", buffer });
    await sau.waitsFor("chuồng bò mới cất");
    expect(await sau.field.inputValue()).toBe("");

    await sau.area.getByRole("button", { name: "Gửi thêm" }).click();
    await sau.area.getByRole("button", { name: "Gửi tin thoại" }).click();
    await sau.waitsFor("Tin thoại");
    await sau.area.getByRole("button", { name: "Gửi thêm" }).click();
    await sau.area.getByRole("button", { name: "Gửi số điện thoại" }).click();
    await sau.area.getByLabel("Số điện thoại", { exact: true }).fill("0987 654 321");
    await sau.area.getByRole("button", { name: "Gửi số này" }).click();
    await sau.waitsFor("0987 654 321");
  });

  it("says when the server is gone, goes on by itself when it is back, and sends again what was not sent", async () => {
    const line = await cuttableLine(app.url);
    const page = await openWithSau({}, line.url);
    const sau = phoneOf(page, SAU);
    await line.cut();
    await page.getByRole("alert").getByText("Mất liên lạc với máy chủ").waitFor();
    await sau.field.fill("menu");
    await sau.field.press("Enter");
    await sau.area.getByRole("alert").getByText("Chưa gửi được").waitFor();
    await line.mend();
    await page.getByText(/^Mất liên lạc/).waitFor({ state: "hidden" });
    await sau.area.getByRole("button", { name: "Gửi lại" }).click();
    await sau.waitsFor("Em giúp được việc gì ạ?");
    expect(await sau.messages.locator(".mine").count()).toBe(1);
    expect(await sau.area.getByText("Chưa gửi được").isVisible()).toBe(false);
    await page.close();
    await line.cut();
  });

  it("starts the story again only after a question", async () => {
    const page = await openWithSau();
    await phoneOf(page, SAU).says("menu");
    const ask = page.getByRole("button", { name: "Kể lại câu chuyện từ đầu" });
    await ask.click();
    await page.keyboard.press("Escape");
    expect(await page.getByRole("button", { name: "Xóa và làm lại" }).isVisible()).toBe(false);
    await phoneOf(page, SAU).waitsFor("Em giúp được việc gì ạ?");
    await ask.click();
    await page.getByRole("button", { name: "Xóa và làm lại" }).click();
    await page.getByText("Câu chuyện đã về lúc đầu.").waitFor();
    expect(await page.getByText("Em giúp được việc gì ạ?").count()).toBe(0);
  });

  it("lets calls go wrong on wish: who has blocked it hears nothing until she writes again", async () => {
    const page = await openWithSau();
    await page.getByText("Thử khi có sự cố").click();
    await page.getByLabel("Sự cố", { exact: true }).selectOption("blocked");
    await page.getByRole("button", { name: "Gây sự cố" }).click();
    await page.getByText("1 lần kế tiếp trên Zalo: người dùng đã chặn.").waitFor();
    const sau = phoneOf(page, SAU);
    await sau.says("menu");
    expect(await sau.messages.locator(".theirs").count()).toBe(0);
    await sau.says("menu");
    await sau.waitsFor("Em giúp được việc gì ạ?");
  });

  it("speaks English where that is chosen", async () => {
    const page = await open(app.url);
    await page.getByRole("link", { name: "English" }).click();
    await page.getByRole("button", { name: "To the next event" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    await page.getByText("Coming up").waitFor();
  });
});
