import { access, rm } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { runProgram, startProgram, type Program } from "../support/program.ts";
import { databaseFolder } from "../support/scratch.ts";

/** What is promised for two quiet cores, in milliseconds. */
const READY_WITHIN = 15_000;
const STOPPED_WITHIN = 5_000;

const People = z.array(z.object({ id: z.string(), name: z.string() }).loose());
const Messages = z.object({
  messages: z.array(z.object({ id: z.string(), from: z.string(), text: z.string() }).loose()),
});
type Messages = z.infer<typeof Messages>["messages"];

let home: string;
let program: Program | undefined;

beforeEach(async () => {
  home = await databaseFolder("sinh-ke-start-");
});
afterEach(async () => {
  await program?.stop("SIGTERM");
  program = undefined;
  await rm(home, { recursive: true, force: true });
});

/** As somebody starts it who has set nothing; only the port is any free one, and the data go where the test looks. */
async function start(): Promise<Program> {
  program = await startProgram({ PORT: "0", DATA_DIR: path.join(home, "data") }, { cwd: home });
  return program;
}

it(
  "needs no setting: ready in 15 s, finds its database after kill -9, stops in 5 s, knows everything afterwards",
  { timeout: 180_000 },
  async () => {
    const killed = await start();
    expect(killed.readyMs).toBeLessThan(READY_WITHIN);
    const greeted = await talk(killed, "chao em");
    await killed.kill();

    const stopped = await start();
    expect(stopped.readyMs).toBeLessThan(READY_WITHIN);
    expect(await screen(stopped)).toEqual(greeted);
    const answered = await talk(stopped, "1");
    expect(answered.length).toBeGreaterThan(greeted.length + 1);
    const end = await stopped.stop("SIGINT");
    expect(end.code).toBe(0);
    expect(end.ms).toBeLessThan(STOPPED_WITHIN);
    expect(stopped.output()).not.toMatch(/^\s+at /m);
    await expect(access(path.join(home, "data/postgres/postmaster.pid"))).rejects.toThrow("ENOENT");

    const again = await start();
    expect(again.readyMs).toBeLessThan(READY_WITHIN);
    expect(await screen(again)).toEqual(answered);
    const more = await talk(again, "menu");
    expect(more.slice(0, answered.length)).toEqual(answered);
    expect(more.length).toBeGreaterThan(answered.length + 1);
  },
);

it("says in plain words which setting cannot be, and ends", { timeout: 60_000 }, async () => {
  const bad = {
    PORT: "nhiều",
    DATABASE_URL: "mysql://here",
    REDIS_URL: "here",
    ROLE: "boss",
    ZALO_OA_ID: "1",
  };
  const ended = await runProgram({ DATA_DIR: path.join(home, "data"), ...bad }, home);
  expect(ended.code).toBe(1);
  for (const sentence of [
    "PORT must be a port, for example 3000",
    "DATABASE_URL must be like postgresql:",
    "REDIS_URL must be like redis:",
    "ROLE must be all, web or worker",
    "ZALO_OA_ID is set, so ZALO_APP_ID must be set too",
  ])
    expect(ended.stderr).toContain(sentence);
  expect(ended.stderr).not.toMatch(/^\s+at |Error:/m);
});

it("says in plain words what cannot be reached, without the password", { timeout: 60_000 }, async () => {
  const url = "postgresql://nobody:secret@127.0.0.1:1/none";
  const ended = await runProgram({ DATA_DIR: path.join(home, "data"), DATABASE_URL: url }, home);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toMatch(/^The database does not let us in .*ECONNREFUSED.*DATABASE_URL/);
  expect(ended.stderr).not.toMatch(/^\s+at |Error:|secret/m);
});

const urlOf = (one: Program): string => /http:\/\/[\w.:]+/.exec(one.output())?.[0] ?? "";

async function sau(one: Program): Promise<string> {
  const people = People.parse(await (await fetch(`${urlOf(one)}/simulator/api/people`)).json());
  return people.find(({ name }) => name === "Nguyễn Thị Sáu")?.id ?? "";
}

async function screen(one: Program): Promise<Messages> {
  const answer = await fetch(`${urlOf(one)}/simulator/api/people/${await sau(one)}/messages`);
  return Messages.parse(await answer.json()).messages.map(({ id, from, text }) => ({ id, from, text }));
}

/** Says it, and gives all that stands on her phone then. */
async function talk(one: Program, text: string): Promise<Messages> {
  await fetch(`${urlOf(one)}/simulator/api/people/${await sau(one)}/messages`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text }),
  });
  return screen(one);
}
