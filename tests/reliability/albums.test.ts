import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { sweep } from "../../src/turns/sweep.ts";
import { JPEG } from "../contracts/sample-files.ts";
import type { TelegramPerson } from "../fakes/telegram/people.ts";
import { openHouse, type House } from "./house.ts";
import { said } from "./said.ts";
import { PATIENCE_MS } from "./stranger.ts";

const FileRow = z.object({ part: z.int(), here: z.boolean(), why: z.string().nullable() });
const EntryRow = z.object({ entries: z.int() });
let house: House;
let ben: TelegramPerson;

beforeAll(async () => {
  house = await openHouse({ DEMO: "1" });
  ben = house.telegram.person({ id: 4_711, first_name: "Bền", language_code: "vi", started: true });
  // He has agreed to pictures in the story.
  await house.pool.query(
    `UPDATE contacts SET channel = 'telegram', external_id = $1 WHERE person_id = (SELECT id FROM people WHERE name = 'Lê Văn Bền')`,
    [String(ben.id)],
  );
});
afterAll(() => house.close());

const filesOf = (album: string): Promise<z.infer<typeof FileRow>[]> =>
  house.rows(
    FileRow,
    `SELECT row_number() OVER (ORDER BY album_part)::int AS part, bytes IS NOT NULL AS here, removed_why AS why
     FROM files WHERE album = $1 ORDER BY album_part`,
    [album],
  );
async function brought(album: string, count: number): Promise<void> {
  await expect
    .poll(() => filesOf(album), { timeout: PATIENCE_MS })
    .toEqual(Array.from({ length: count }, (_, at) => ({ part: at + 1, here: true, why: null })));
}
async function answersTo(act: () => void): Promise<string[]> {
  const before = ben.inbox.length;
  act();
  await house.quiet();
  return ben.inbox.slice(before).map(({ text }) => text);
}
const picturesOfHome = async (): Promise<number> =>
  (
    await house.rows(
      EntryRow,
      `SELECT count(*)::int AS entries FROM diary_entries d JOIN households h ON h.id = d.household_id
       WHERE d.kind = 'photo' AND h.head_name = 'Lê Văn Bền' AND d.source = 'loose'`,
    )
  )[0]?.entries ?? 0;

it("pictures sent at once out of the blue are kept in their order, and answered once", async () => {
  const before = await picturesOfHome();
  const heard = await answersTo(() => {
    for (const caption of ["bò mới", undefined, undefined])
      ben.sendsPhoto(JPEG, { album: "8001", ...(caption === undefined ? {} : { caption }) });
  });
  expect(heard).toEqual([expect.stringMatching(said("loose_file.kept"))]);
  await brought("8001", 3);
  expect(await picturesOfHome()).toBe(before + 1);
});

it("words under a later one of them are heard as well, once", async () => {
  const heard = await answersTo(() => {
    for (const caption of [undefined, "bán 2 con heo 6tr", "bán 3 con gà 300k"])
      ben.sendsPhoto(JPEG, { album: "8004", ...(caption === undefined ? {} : { caption }) });
  });
  expect(heard).toEqual([
    expect.stringMatching(said("loose_file.kept")),
    expect.stringMatching(said("book_entry.money_in")),
  ]);
  await answersTo(() => ben.says("2"));
});

it("brought twice each, and the last an hour later, they answer their question once", async () => {
  await answersTo(() => ben.says("nuoc ngap nha roi em oi"));
  await answersTo(() => ben.says("uot het lua"));
  expect(ben.inbox.at(-1)?.text).toMatch(said("shock.photo"));
  house.telegram.faults.add({ on: "webhook", kind: "duplicate", times: 2 });
  const heard = await answersTo(() => {
    for (let nth = 0; nth < 2; nth += 1) ben.sendsPhoto(JPEG, { album: "8002" });
  });
  house.telegram.faults.clear();
  expect(heard.filter((text) => said("common.kept_photo").test(text))).toEqual([]);
  house.push(3_600_000);
  await sweep(house.app.parts);
  expect(await answersTo(() => ben.sendsPhoto(JPEG, { album: "8002" }))).toEqual([]);
  await brought("8002", 3);
  const [shock] = await house.rows(
    z.object({ parts: z.int() }),
    `SELECT count(f.id)::int AS parts FROM shock_households s JOIN files sent ON sent.id = s.file_id
     JOIN files f ON f.contact_id = sent.contact_id AND f.album = sent.album`,
  );
  expect(shock).toEqual({ parts: 3 });
});

it("both sides of an identity paper go, also the one whose words did not say so", async () => {
  const heard = await answersTo(() => {
    ben.sendsPhoto(JPEG, { album: "8003", caption: "mặt trước nè" });
    ben.sendsPhoto(JPEG, { album: "8003", caption: "căn cước của tôi" });
    ben.sendsPhoto(JPEG, { album: "8003" });
  });
  expect(heard.join("\n")).toMatch(said("common.papers_refused"));
  expect((await filesOf("8003")).map(({ here, why }) => ({ here, why }))).toEqual(
    Array.from({ length: 3 }, () => ({ here: false, why: "identity_papers" })),
  );
  const kept = await house.rows(
    z.object({}),
    `SELECT FROM inbox WHERE payload #>> '{album,id}' = '8003'
     UNION ALL SELECT FROM files WHERE album = '8003' AND (sha256 IS NOT NULL OR taken_on IS NOT NULL)
     UNION ALL SELECT FROM diary_entries WHERE text LIKE '%mặt trước%'
     UNION ALL SELECT FROM answers WHERE typed LIKE '%mặt trước%' OR value::text LIKE '%mặt trước%'`,
  );
  expect(kept).toHaveLength(0);
});
