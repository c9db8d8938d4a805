import { afterAll, beforeAll, expect, it } from "vitest";
import type { CallFaultKind } from "../fakes/common/faults.ts";
import type { SeenMessage } from "../fakes/telegram/chats.ts";
import type { TelegramPerson } from "../fakes/telegram/people.ts";
import { openHouse, type House } from "./house.ts";
import { said } from "./said.ts";
import { PATIENCE_MS } from "./stranger.ts";

const EDIT = "editMessageReplyMarkup";
const SOON = { timeout: PATIENCE_MS };
let house: House;
let people = 0;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

async function welcomed(): Promise<{ bay: TelegramPerson; question: SeenMessage; second: string }> {
  people += 1;
  const bay = house.telegram.person({ id: 9_300 + people, first_name: "Bảy", language_code: "vi" });
  bay.says("/start");
  const question = await bay.sees(said("welcome.hello"), PATIENCE_MS);
  return { bay, question, second: question.buttons.flat()[1]?.text ?? "" };
}

const buttonsOf = (bay: TelegramPerson, { id }: SeenMessage): string[] =>
  (bay.inbox.find((message) => message.id === id)?.buttons ?? []).flat().map(({ text }) => text);

it("shows on an answered question what was chosen, and a second tap on it says nothing", async () => {
  const { bay, question, second } = await welcomed();
  bay.taps(second);
  await bay.sees(said("ask_to_join.name"), PATIENCE_MS);
  await expect.poll(() => buttonsOf(bay, question), SOON).toEqual([`✓ ${second}`]);
  const before = bay.inbox.length;
  bay.taps(`✓ ${second}`);
  await house.quiet();
  expect(bay.inbox).toHaveLength(before);
  expect(buttonsOf(bay, question)).toEqual([`✓ ${second}`]);
});

it("takes away the buttons of a question that was answered in words", async () => {
  const { bay, question } = await welcomed();
  bay.says("2");
  const name = await bay.sees(said("ask_to_join.name"), PATIENCE_MS);
  await expect.poll(() => buttonsOf(bay, question), SOON).toEqual([]);
  expect(name.buttons).toEqual([]);
});

it("and of one that was not understood: those of the question as it is asked again stand", async () => {
  const { bay, question } = await welcomed();
  bay.says("???");
  await expect.poll(() => buttonsOf(bay, question), SOON).toEqual([]);
  expect(bay.inbox.at(-1)?.buttons).not.toEqual([]);
});

it("takes them away at the next tap where that went wrong", async () => {
  const { bay, question, second } = await welcomed();
  house.telegram.faults.add({ on: EDIT, kind: "500", chat: String(bay.id) });
  bay.says("2");
  await bay.sees(said("ask_to_join.name"), PATIENCE_MS);
  await house.quiet();
  expect(buttonsOf(bay, question)).toContain(second);
  bay.taps(second);
  await bay.sees(said("common.old_button"), PATIENCE_MS);
  await expect.poll(() => buttonsOf(bay, question), SOON).toEqual([]);
});

it.each<CallFaultKind>(["500", "reset", "lost_answer", "bad_json"])(
  "answers all the same where that fails, and says nothing twice: %s",
  async (kind) => {
    const { bay, second } = await welcomed();
    const calls = (): number =>
      house.telegram.history.events.filter(
        (event) => event.what === "call" && event.method === EDIT && event.chat === String(bay.id),
      ).length;
    house.telegram.faults.add({ on: EDIT, kind, chat: String(bay.id) });
    bay.taps(second);
    await bay.sees(said("ask_to_join.name"), PATIENCE_MS);
    await expect.poll(calls, SOON).toBe(1);
    bay.says("Nguyễn Văn Bảy");
    await bay.sees(said("ask_to_join.place"), PATIENCE_MS);
    await house.quiet();
    expect(calls()).toBe(1);
    expect(bay.inbox.filter(({ text }) => said("ask_to_join.name").test(text))).toHaveLength(1);
  },
);

it("waits for nothing: what follows is answered while the buttons are still being tidied up", async () => {
  const { bay, question, second } = await welcomed();
  house.telegram.faults.add({ on: EDIT, kind: "timeout", chat: String(bay.id) });
  bay.taps(second);
  await bay.sees(said("ask_to_join.name"), PATIENCE_MS);
  bay.says("Nguyễn Văn Bảy");
  await bay.sees(said("ask_to_join.place"), PATIENCE_MS);
  expect(buttonsOf(bay, question)).toContain(second);
});
