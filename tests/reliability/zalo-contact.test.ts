import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { openHouse, type House } from "./house.ts";
import { said } from "./said.ts";
import { PATIENCE_MS } from "./stranger.ts";

let house: House;

beforeAll(async () => {
  house = await openHouse({}, { zaloOa: 2 });
});
afterAll(() => house.close());

it("a phone number that is handed over by Zalo's form is the answer to its question", async () => {
  const bay = house.zalo?.person({ name: "Bảy" });
  if (bay === undefined) throw new Error("there is no Official Account here");
  bay.follows();
  await bay.sees(said("welcome.hello"), PATIENCE_MS);
  for (const [types, key] of [
    ["2", "ask_to_join.name"],
    ["Nguyễn Văn Bảy", "ask_to_join.place"],
    ["ap 3 xa binh phu dong", "ask_to_join.phone"],
  ] as const) {
    bay.says(types);
    await bay.sees(said(key), PATIENCE_MS);
  }
  const form = bay.inbox.at(-1);
  expect(form?.attachment?.kind).toBe("request_user_info");
  const picture = await fetch(form?.attachment?.source ?? "");
  expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
  bay.submitsInfo({ name: "Nguyễn Văn Bảy", phone: "84912000777", user_dob: "30/10/1979", gender: "Nam" });
  const check = await bay.sees(said("ask_to_join.check"), PATIENCE_MS);
  expect(check.text.replaceAll(/\s/g, "")).toContain("0912000777");
  await house.quiet();
  const kept = await house.rows(
    z.object({ payload: z.unknown() }),
    "SELECT payload FROM inbox WHERE payload ->> 'kind' = 'phone'",
  );
  // Nothing else of the form is taken in.
  expect(kept).toEqual([{ payload: { kind: "phone", phone: "+84912000777", own: true } }]);
});
