import { afterAll, beforeAll, expect, it } from "vitest";
import { labels, openCommune, type Commune } from "./stage.ts";

/** Above sixty units names are looked up before rights: the same is found, and nothing of another province. */
let commune: Commune;

beforeAll(async () => {
  commune = await openCommune();
  const { units } = commune;
  const names = ["Nguyễn Thị Mỹ", "Mỹ Văn Hai", "Trần Thị Mỹ Lan", "Lê Văn Tám"];
  for (let index = 0; index < 70; index += 1) {
    const hamlet = await commune.unit(
      `Ấp ${index + 10}`,
      "ap",
      index < 35 ? units.commune : units.otherCommune,
    );
    await commune.household(names[index % names.length] ?? "", hamlet);
  }
  const elsewhere = await commune.unit("Cà Mau", "tinh", null);
  const far = await commune.unit("Ấp 3", "ap", await commune.unit("Đất Mũi", "xa", elsewhere));
  const hidden = await commune.household("Nguyễn Thị Mỹ", far);
  await commune.sql.run("UPDATE households SET code = 'H7777777', phone = '+84912345678' WHERE id = $1", [
    hidden,
  ]);
});
afterAll(async () => commune.close());

const found = async (text: string, phone = commune.phones.khoa): Promise<string[]> =>
  labels(await commune.run(phone, "registry.find_households", { text })).map(
    (label) => label.split(/[,·(]/)[0]?.trim() ?? "",
  );

it("finds the whole name first, then its beginning, its end, any part", async () => {
  const mine = await found("my");
  expect(new Set(mine)).toEqual(new Set(["Mỹ Văn Hai", "Nguyễn Thị Mỹ"]));
  expect(mine.slice(0, 17).every((name) => name === "Mỹ Văn Hai")).toBe(true);
  expect(new Set(await found("thi my"))).toEqual(new Set(["Nguyễn Thị Mỹ", "Trần Thị Mỹ Lan"]));
  expect((await found("thi my")).slice(0, 18).every((name) => name === "Nguyễn Thị Mỹ")).toBe(true);
  expect(new Set(await found("Lê Văn Tám"))).toEqual(new Set(["Lê Văn Tám"]));
  expect(await found("không có ai")).toEqual([]);
});

it("within a place, and never more than the person may see", async () => {
  expect(await found("my ap 10")).toEqual(["Nguyễn Thị Mỹ"]);
  expect(await found("ap 11")).toEqual(["Mỹ Văn Hai"]);
  expect(await found("100%")).toEqual([]);
  for (const text of ["H7777777", "0912345678", "xã Đất Mũi"]) expect(await found(text)).toEqual([]);
  expect(await found("my", commune.phones.stranger)).toEqual([]);
});

it("a line names those whom the person may see, by the whole name or by how they are called", async () => {
  const named = async (line: string, phone = commune.phones.khoa): Promise<string[]> =>
    labels(await commune.run(phone, "registry.households_named", { line })).map(
      (label) => label.split(/[,·(]/)[0]?.trim() ?? "",
    );
  expect(new Set(await named("chú Tám bán 3 con heo"))).toEqual(new Set(["Lê Văn Tám"]));
  expect(new Set(await named("chị Mỹ xin vay"))).toEqual(new Set(["Nguyễn Thị Mỹ"]));
  expect(new Set(await named("tran thi my lan bi ngap"))).toEqual(new Set(["Trần Thị Mỹ Lan"]));
  expect(await named("chú Tạm bán 3 con heo")).toEqual([]);
  expect(await named("bán 100% heo_")).toEqual([]);
  expect(await named("chị Mỹ xin vay", commune.phones.stranger)).toEqual([]);
});
