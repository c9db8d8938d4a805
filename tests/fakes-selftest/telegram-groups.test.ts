import { Api } from "grammy";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startFakeTelegram } from "../fakes/fake-telegram.ts";
import type { FakeTelegram } from "../fakes/fake-telegram.ts";
import { complaintAboutType } from "../fakes/telegram/spec.ts";

let fake: FakeTelegram;

beforeEach(async () => {
  fake = await startFakeTelegram();
});
afterEach(() => fake.close());

it("lets several people write and tap in one group, which no contact may be asked in", async () => {
  const api = new Api(fake.token, { apiRoot: fake.root });
  const group = fake.group({ id: -1001, title: "Ấp 3" });
  const people = [1, 2].map((id) => fake.person({ id, first_name: `Người ${id}` }));
  await api.sendMessage(group.id, "Điểm danh", {
    reply_markup: { inline_keyboard: [[{ text: "Có mặt", callback_data: "here" }]] },
  });
  for (const person of people) {
    expect(complaintAboutType("Update", person.taps("Có mặt", { in: group }))).toBeUndefined();
    person.says("tôi đây", { in: group });
  }
  const updates = await api.getUpdates();
  expect(updates.map((update) => update.callback_query?.from.id ?? update.message?.from.id)).toEqual([
    1, 1, 2, 2,
  ]);
  expect(
    updates.every((update) => (update.message ?? update.callback_query?.message)?.chat.id === -1001),
  ).toBe(true);
  const asksContact = api.sendMessage(group.id, "Số?", {
    reply_markup: { keyboard: [[{ text: "Gửi", request_contact: true }]] },
  });
  await expect(asksContact).rejects.toThrow("private chats only");
  expect(group.inbox.map((message) => message.text)).toEqual(["Điểm danh"]);
  // Who has only written in a group has not opened a private chat.
  await expect(api.sendMessage(1, "x")).rejects.toThrow("chat not found");
});
