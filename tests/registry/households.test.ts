import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { found, labels, openCommune, type Commune } from "./stage.ts";

const AddressRow = z.object({ name: z.string(), address_as: z.string() });

let commune: Commune;
beforeAll(async () => {
  commune = await openCommune();
});
afterAll(async () => commune.close());

describe("registering a household", () => {
  it("makes it the officer's and gives a code for its phone", async () => {
    const { run, phones, units } = commune;
    const result = await run(phones.minh, "registry.register_household", {
      name: "Lê Văn Bền",
      unit: { id: units.hamlet, label: "Ấp 3" },
      address: null,
      phone: "+84912345678",
      head_address: { id: "chu", label: "chú" },
      birth_year: 1966,
    });
    const made = found(result);
    expect(made["code"]).toMatch(/^H\d{7}$/);
    expect(made["invitation"]).toMatch(/^[CFHJKLMNPQRTVX2-9]{6}$/);
    expect(result.acting).toEqual({ id: made["id"], name: "Lê Văn Bền" });
    expect(labels(await run(phones.minh, "registry.my_households"))).toEqual([
      "Lê Văn Bền · Ấp 3",
      "Nguyễn Thị Sáu · Ấp 3",
    ]);
    const phone = await commune.contact(null, "Bền");
    await run(phone, "registry.join", { code: made["invitation"] ?? null });
    expect(found(await run(phone, "registry.acting"))).toEqual({ id: made["id"], name: "Lê Văn Bền" });
  });

  it("shows those that may be the same first", async () => {
    const { run, phones, units } = commune;
    const similar = async (name: string, unit: string, phone: string | null = null) =>
      run(phones.minh, "registry.similar_households", { name, unit, phone });
    expect(labels(await similar("nguyen thi sau", units.otherHamlet))).toEqual(["Nguyễn Thị Sáu · Ấp 3"]);
    expect(labels(await similar("Nguyễn Sáu", units.hamlet))).toEqual(["Nguyễn Thị Sáu · Ấp 3"]);
    expect(await similar("Nguyễn Sáu", units.otherHamlet)).toEqual({ code: "ok", value: [] });
    expect(labels(await similar("Bền Lê", units.otherHamlet, "+84912345678"))).toEqual(["Lê Văn Bền · Ấp 3"]);
    expect((await similar("Nguyễn % _", units.hamlet)).code).toBe("ok");
  });

  it("offers the hamlets below one's unit only", async () => {
    const { run, phones } = commune;
    expect(labels(await run(phones.minh, "registry.my_hamlets"))).toEqual(["Ấp 1", "Ấp 3"]);
    expect(labels(await run(phones.khoa, "registry.my_hamlets"))).toEqual([]);
  });
});

describe("finding a household", () => {
  it.each([
    ["sau", ["Nguyễn Thị Sáu · Ấp 3"]],
    ["SÁU", ["Nguyễn Thị Sáu · Ấp 3"]],
    ["0912 345 678", ["Lê Văn Bền · Ấp 3"]],
    ["912", []],
    ["%", []],
    ["", ["Lê Văn Bền · Ấp 3", "Nguyễn Thị Sáu · Ấp 3"]],
  ])("by %s", async (text, expected) => {
    expect(labels(await commune.run(commune.phones.hanh, "registry.find_households", { text }))).toEqual(
      expected,
    );
  });
});

describe("who is acted for", () => {
  it("is asked where a phone serves several, and forgotten where it ended", async () => {
    const { run, phones, units, sau } = commune;
    const neighbour = await commune.household("Bùi Thị Ngọc", units.hamlet);
    await commune.phoneOf(neighbour, phones.sau);
    expect(await run(phones.sau, "registry.acting")).toEqual({ code: "many", acting: null });
    const acting = { id: sau, name: "Nguyễn Thị Sáu" };
    expect(await run(phones.sau, "registry.acting", {}, { acting })).toEqual({ code: "ok", value: acting });
    expect(await run(phones.stranger, "registry.acting", {}, { acting })).toEqual({
      code: "none",
      acting: null,
    });
  });
});

describe("a stranger who asks to join", () => {
  it("reaches the leaders of the place that she names", async () => {
    const { run, phones, told } = commune;
    const request = { name: "Lâm Văn Phước", place: "nhà em ở ấp 3 xã bình phú đông", phone: null };
    await run(phones.stranger, "registry.ask_to_join", request);
    expect((await told(phones.hanh)).at(-1)).toMatchObject({
      flow: "task_new",
      vars: { kind: "join_request", household_name: null, note: `${request.name} · ${request.place}` },
    });
    expect(labels(await run(phones.hanh, "desk.my_tasks"))).toHaveLength(1);
  });

  it("reaches nobody else's leaders where the place could be several", async () => {
    const { run, phones, told, units } = commune;
    const far = await commune.person("Phạm Thị Xa");
    await commune.role(far, "leader", units.otherCommune);
    const farPhone = await commune.contact(far);
    const before = (await told(phones.hanh)).length;
    await run(phones.stranger, "registry.ask_to_join", { name: "Ai Đó", place: "ấp 3", phone: null });
    expect(await told(farPhone)).toEqual([]);
    expect(await told(phones.hanh)).toHaveLength(before);
    expect(labels(await run(phones.khoa, "desk.my_tasks"))).toEqual(["Ai Đó · ấp 3"]);
    await run(phones.stranger, "registry.ask_to_join", { name: "Ai Đó", place: "Ap 3, An Hoi", phone: null });
    expect(await told(farPhone)).toHaveLength(1);
  });
});

describe("the form of address", () => {
  it("makes a stranger a person under the name of the account", async () => {
    const { run, phones } = commune;
    await run(phones.stranger, "registry.set_address", { address: { id: "bac", label: "bác" } });
    await run(phones.stranger, "registry.set_address", { address: { id: "bac", label: "bác" } });
    const people = await commune.sql.rows(
      AddressRow,
      "SELECT name, address_as FROM people WHERE folded = 'bay'",
    );
    expect(people).toEqual([{ name: "Bảy", address_as: "bac" }]);
  });
});
