import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import type { Fields } from "../fakes/common/values.ts";
import type { TelegramPerson } from "../fakes/telegram/people.ts";
import { openHouse, type House } from "./house.ts";
import { said } from "./said.ts";
import { PATIENCE_MS, talkAsStranger } from "./stranger.ts";

const Sent = z.object({ message: z.object({ message_id: z.int() }) });
const Typed = z.object({ typed: z.string() });
let house: House;
let people = 0;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

async function atTheirName(): Promise<{ bay: TelegramPerson; name: number }> {
  people += 1;
  const bay = house.telegram.person({ id: 9_100 + people, first_name: "Bảy", language_code: "vi" });
  await talkAsStranger(bay, { to: 2 });
  const update: Fields | undefined = bay.says("Nguyễn Văn Bảy");
  await bay.sees(said("ask_to_join.place"), PATIENCE_MS);
  return { bay, name: Sent.parse(update).message.message_id };
}

const typedBy = async ({ id }: TelegramPerson): Promise<string[]> =>
  (
    await house.rows(
      Typed,
      `SELECT a.typed FROM answers a JOIN contacts c ON c.id = a.contact_id
       WHERE c.external_id = $1 AND a.flow = 'ask_to_join' ORDER BY a.id`,
      [String(id)],
    )
  ).map(({ typed }) => typed);

it("the message just answered is put right by editing it; the record keeps both", async () => {
  const { bay, name } = await atTheirName();
  house.telegram.faults.add({ on: "webhook", kind: "duplicate", chat: String(bay.id) });
  bay.edits(name, "Nguyễn Văn Bảnh");
  const answer = await bay.sees(said("common.edited"), PATIENCE_MS);
  expect(answer.text).toMatch(said("ask_to_join.place"));
  await house.quiet();
  expect(await typedBy(bay)).toEqual(["Nguyễn Văn Bảy", "Nguyễn Văn Bảnh"]);
  expect(bay.inbox.filter(({ text }) => said("common.edited").test(text))).toHaveLength(1);
});

it("an older message is left as it was taken, and nobody is left in silence", async () => {
  const { bay, name } = await atTheirName();
  bay.says("ap 3 xa binh phu dong");
  await bay.sees(said("ask_to_join.phone"), PATIENCE_MS);
  bay.edits(name, "Nguyễn Văn Bảnh");
  await bay.sees(said("common.edited_in_talk"), PATIENCE_MS);
  await house.quiet();
  expect((await typedBy(bay)).filter((typed) => typed.startsWith("Nguyễn"))).toEqual(["Nguyễn Văn Bảy"]);
});

it("an edit of what we do not read is no message", async () => {
  const { bay, name } = await atTheirName();
  await house.quiet();
  const before = bay.inbox.length;
  bay.edits(name, "Nguyễn Văn Bảy");
  await house.quiet();
  expect(bay.inbox).toHaveLength(before);
});
