import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { cardSheet } from "../../src/documents/cards.ts";
import { codesOf } from "../../src/registry/card-links.ts";
import { invitationSheet } from "../../src/registry/invitation-sheet.ts";
import { listWords } from "../../src/registry/lists-words.ts";
import { openCommune, type Commune } from "./stage.ts";
import { shippedLibrary } from "../support/library.ts";

const NOW = new Date("2026-11-22T03:00:00Z");
const SAY = listWords(shippedLibrary().words, "vi");
const OpenRow = z.object({ household: z.string(), revoked: z.boolean() });

let commune: Commune;
beforeAll(async () => {
  commune = await openCommune();
});
afterAll(async () => commune.close());

/** Pages of a PDF, by its page objects. */
function pagesOf(pdf: Buffer): number {
  return pdf.toString("latin1").match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
}

it("prints eight cards a page", async () => {
  const card = { title: "", name: "Hộ ông Đặng Ưỡng", place: "Ấp 3", code: "K7M2PX", how: "", once: "" };
  const pdf = await cardSheet(
    Array.from({ length: 9 }, () => ({ ...card, codes: [{ over: "", text: "K7M2PX" }] })),
  );
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(pagesOf(pdf)).toBe(2);
});

it("a card opens the chat that there is, on Telegram with the code in the link", () => {
  const over = { telegram: "Telegram", zalo: "Zalo" };
  expect(codesOf({ telegram: "sinhke_bot", zalo: "123" }, "K7M2PX", over).map(({ text }) => text)).toEqual([
    "https://zalo.me/123",
    "https://t.me/sinhke_bot?start=K7M2PX",
  ]);
  expect(codesOf({}, "K7M2PX", over)).toEqual([{ over: "", text: "K7M2PX" }]);
});

it("invites who has no phone here and may be managed; a second sheet revokes the first", async () => {
  const { sql, units, people } = commune;
  const mine = await commune.household("Lê Văn Bền", units.hamlet);
  await commune.assign(mine, people.minh);
  await commune.household("Danh Thị Hồng", units.hamlet);
  const sheet = (by: string | null) =>
    invitationSheet(sql, { unit: units.commune, household: null, by }, SAY, NOW);
  expect(await sheet(people.minh)).toMatchObject({ cards: 1, left: 0 });
  expect(await sheet(people.hanh)).toMatchObject({ cards: 2 });
  expect(await sheet(people.khoa)).toMatchObject({ cards: 0 });
  const rows = await sql.rows(
    OpenRow,
    "SELECT household_id AS household, revoked_at IS NOT NULL AS revoked FROM invitations WHERE household_id = $1 ORDER BY revoked",
    [mine],
  );
  expect(rows).toEqual([
    { household: mine, revoked: false },
    { household: mine, revoked: true },
  ]);
});
