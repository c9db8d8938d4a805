import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startFakeZalo } from "../fakes/fake-zalo.ts";
import type { FakeZalo, FakeZaloOptions } from "../fakes/fake-zalo.ts";
import type { ZaloPerson } from "../fakes/zalo/people.ts";
import { post } from "./zalo-calls.ts";

const data = { ten: "Sáu", ngay: "30/5/2027" };
let fake: FakeZalo;
let person: ZaloPerson;

async function start(options: FakeZaloOptions = {}) {
  await fake?.close();
  fake = await startFakeZalo(options);
  person = fake.person({ name: "Cô Sáu", phone: "84901234567" });
}

beforeEach(() => start());
afterEach(() => fake.close());

function byPhone(phone: string, template_data: unknown = data, key = fake.tokens.current().accessToken) {
  const body = { phone, template_id: "T1", template_data, tracking_id: "1" };
  return post(fake, "/message/template", body, { key, root: fake.businessRoot });
}

function byUser(id: string) {
  return post(fake, "/v3.0/oa/message/template", { user_id: person.id, template_id: id, template_data: {} });
}

describe("template messages", () => {
  beforeEach(() => {
    fake.templates.add({
      id: "T1",
      status: "ENABLE",
      params: [
        { name: "ten", maxLength: 30, required: true },
        { name: "ngay", maxLength: 20, required: true, type: "date" },
      ],
      byUserId: false,
      price: 120,
    });
  });

  it("go by phone to people who were silent, within the template's own limits and the day's quota", async () => {
    const answer = await byPhone("84901234567");
    expect(answer).toMatchObject({ error: 0, data: { quota: { remainingQuota: "499" } } });
    expect(person.inbox).toHaveLength(1);
    const codes = [
      await byPhone("0901234567"),
      await byPhone("84900000000"),
      await byPhone("84901234567", { ten: "Sáu" }),
      await byPhone("84901234567", { ...data, ten: "x".repeat(31) }),
      await byPhone("84901234567", { ...data, ngay: "mai" }),
      await byPhone("84901234567", data, "wrong"),
    ];
    expect(codes.map((one) => one["error"])).toEqual([-108, -118, -1122, -1121, -1124, -124]);
  });

  it("are counted by the day, reviewed, and bound to the user id where they may be", async () => {
    fake.templates.add({ id: "T2", status: "PENDING_REVIEW", params: [], byUserId: true, price: 120 });
    fake.templates.add({ id: "T3", status: "ENABLE", params: [], byUserId: true, price: 120 });
    fake.templates.add({ id: "T4", status: "ENABLE", params: [], byUserId: false, price: 120 });
    const codes = [await byUser("T2"), await byUser("T3"), await byUser("T4"), await byUser("T5")];
    expect(codes.map((one) => one["error"])).toEqual([-131, 0, -249, -109]);
    await start({ templateQuota: 0 });
    fake.templates.add({ id: "T3", status: "ENABLE", params: [], byUserId: true, price: 120 });
    expect((await byUser("T3"))["error"]).toBe(-144);
  });
});
