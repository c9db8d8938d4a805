import { expect } from "vitest";
import { isFields } from "../fakes/common/values.ts";
import type { Fields } from "../fakes/common/values.ts";
import type { FakeZalo } from "../fakes/fake-zalo.ts";

/** Reads an answer of Zalo, which is HTTP 200 whatever happened. */
export async function read(response: Response): Promise<Fields> {
  expect(response.status).toBe(200);
  const answer: unknown = await response.json();
  return isFields(answer) ? answer : {};
}

/** Calls the OA's host, or another, as a well-behaved client does. */
export async function post(
  fake: FakeZalo,
  path: string,
  body: unknown,
  other: { key?: string; root?: string } = {},
) {
  const { key = fake.tokens.current().accessToken, root = fake.openapiRoot } = other;
  const headers = { "content-type": "application/json", access_token: key };
  return read(await fetch(`${root}${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
}

/** Calls a reading method, whose arguments travel in `data`. */
export async function get(fake: FakeZalo, path: string, data: unknown) {
  const query = new URLSearchParams({ data: JSON.stringify(data) });
  const headers = { access_token: fake.tokens.current().accessToken };
  return read(await fetch(`${fake.openapiRoot}${path}?${query.toString()}`, { headers }));
}
