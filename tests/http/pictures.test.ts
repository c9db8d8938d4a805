import { afterAll, beforeAll, expect, test } from "vitest";
import type { FastifyInstance } from "fastify";
import { StoppedClock } from "../../src/clock.ts";
import { pictureRoute } from "../../src/http/pictures.ts";
import { makeServer } from "../../src/http/server.ts";
import { makeLog } from "../../src/log.ts";
import { SecretBox } from "../../src/store/secret-box.ts";
import { pictureLinks } from "../../src/turns/picture-links.ts";
import { JPEG, PDF } from "../contracts/sample-files.ts";

const DAY_MS = 86_400_000;
const idOf = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;
const PICTURE = idOf(1);
const PAPER = idOf(2);
const GONE = idOf(3);
const clock = new StoppedClock(new Date("2026-11-23T02:00:00Z"));
const links = pictureLinks(new SecretBox({ current: "0".repeat(64), previous: [] }));
const others = pictureLinks(new SecretBox({ current: "1".repeat(64), previous: [] }));
let server: FastifyInstance;
let root: string;

beforeAll(async () => {
  server = await makeServer(makeLog("silent"));
  const files = new Map([
    [PICTURE, { name: "ke-hoach.jpg", mime: "image/jpeg", bytes: JPEG }],
    [PAPER, { name: "bao-cao.pdf", mime: "application/pdf", bytes: PDF }],
  ]);
  pictureRoute(server, {
    links,
    read: (file) => Promise.resolve(files.get(file) ?? null),
    now: () => clock.now(),
  });
  root = await server.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(() => server.close());

const pathNow = (file = PICTURE): string => links.pathOf(file, clock.now());

test("a picture is fetched by its link, by whoever has it", async () => {
  const answer = await fetch(new URL(pathNow(), root));
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
  expect(Buffer.from(await answer.arrayBuffer()).equals(JPEG)).toBe(true);
});

test.each<[string, () => string]>([
  ["that is a day old", () => links.pathOf(PICTURE, new Date(clock.now().getTime() - DAY_MS))],
  ["whose day was put off", () => pathNow().replace(/until=\d/, "until=9")],
  ["of another picture", () => pathNow(GONE).replace(GONE, PICTURE)],
  ["made with another key", () => others.pathOf(PICTURE, clock.now())],
  ["without a mark", () => pathNow().replace(/&mark=.*/, "")],
  ["that is no number", () => "/pictures/1?until=1&mark=1"],
  ["of a picture that is gone", () => pathNow(GONE)],
  ["of what is no picture", () => pathNow(PAPER)],
])("a link %s opens nothing", async (_, pathOf) => {
  const answer = await fetch(new URL(pathOf(), root));
  expect([answer.status, await answer.json()]).toEqual([404, { error: "not_found" }]);
});
