import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fieldsAt } from "../fakes/common/values.ts";
import { startFakeZalo } from "../fakes/fake-zalo.ts";
import type { FakeZalo } from "../fakes/fake-zalo.ts";
import type { ZaloPerson } from "../fakes/zalo/people.ts";
import { get, post, read } from "./zalo-calls.ts";

const dayMs = 24 * 60 * 60 * 1000;
let fake: FakeZalo;
let person: ZaloPerson;

beforeEach(async () => {
  fake = await startFakeZalo({ now: () => new Date("2027-03-01T01:00:00Z") });
  person = fake.person({ name: "Cô Sáu" });
});
afterEach(() => fake.close());

function send(message: unknown) {
  return post(fake, "/v2.0/oa/message", { recipient: { user_id: person.id }, message });
}

function media(element: unknown) {
  return { attachment: { type: "template", payload: { template_type: "media", elements: [element] } } };
}

function passes(ms: number) {
  fake.clock.advance(ms);
  fake.tokens.issue();
}

async function upload(kind: string, bytes: Buffer, name: string) {
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(bytes)]), name);
  const headers = { access_token: fake.tokens.current().accessToken };
  return read(
    await fetch(`${fake.openapiRoot}/v2.0/oa/upload/${kind}`, { method: "POST", headers, body: form }),
  );
}

describe("uploads", () => {
  const png = Buffer.concat([Buffer.from([0x89]), Buffer.from("PNG"), randomBytes(20)]);

  it("are sent by id, until seven days have passed", async () => {
    person.says("chào");
    const attachment_id = fieldsAt(await upload("image", png, "a.png"), "data")["attachment_id"];
    const token = fieldsAt(await upload("file", Buffer.from("%PDF"), "báo cáo.pdf"), "data")["token"];
    expect((await send(media({ media_type: "image", attachment_id })))["error"]).toBe(0);
    const file = { attachment: { type: "file", payload: { token } } };
    expect((await send(file))["error"]).toBe(0);
    expect(person.inbox[0]?.attachment?.bytes?.equals(png)).toBe(true);
    expect(person.inbox[1]?.attachment?.source).toBe("báo cáo.pdf");
    passes(6 * dayMs);
    person.says("còn đây");
    passes(dayMs + 1);
    expect((await send(file))["error"]).toBe(-100);
  });

  it("are refused where they are too big or of another kind", async () => {
    const codes = [
      await upload("image", Buffer.concat([png, Buffer.alloc(1024 * 1024)]), "a.png"),
      await upload("image", Buffer.from("text"), "a.png"),
      await upload("file", Buffer.from("PK"), "bảng.xlsx"),
      await upload("gif", Buffer.from("GIF89a"), "a.gif"),
    ];
    expect(codes.map((answer) => answer["error"])).toEqual([-210, -201, -201, 0]);
  });
});

describe("reading", () => {
  it("gives names, and conversations in pages of ten, newest first", async () => {
    person.says("một");
    await send({ text: "hai" });
    const lines = (await get(fake, "/v2.0/oa/conversation", { user_id: person.id, offset: 0, count: 10 }))[
      "data"
    ];
    expect(lines).toMatchObject([
      { src: 0, message: "hai", to_id: person.id },
      { src: 1, message: "một", from_id: person.id },
    ]);
    expect((await get(fake, "/v2.0/oa/listrecentchat", { offset: 0, count: 11 }))["error"]).toBe(-210);
    const detail = fieldsAt(await get(fake, "/v3.0/oa/user/detail", { user_id: person.id }), "data");
    expect(detail["display_name"]).toBe("Cô Sáu");
  });
});
