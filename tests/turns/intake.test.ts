import { expect, it } from "vitest";
import { Intake } from "../../src/turns/intake.ts";
import type { Inbound } from "../../src/turns/ports.ts";

const AT = new Date("2026-11-23T02:00:00Z");

/** An event called "a1" is the first of account "a". */
const event = (name: string): Inbound => ({
  channel: "telegram",
  contact: name.charAt(0),
  externalId: name,
  happenedAt: AT,
  input: { kind: "text", text: name },
});

type Begun = { names: string; free: () => void; end: (error?: Error) => void };

/** An intake whose groups end when they are told to. `begun` holds the groups in the order in which they began. */
function watched(): { begun: Begun[]; add: (name: string) => Promise<string>; intake: Intake } {
  const begun: Begun[] = [];
  const intake = new Intake(
    async (group, free) =>
      new Promise((resolve, reject) => {
        const names = group.map(({ externalId }) => externalId).join(" ");
        const end = (error?: Error): void => {
          if (error === undefined) resolve(group.map(() => async () => undefined));
          else reject(error);
        };
        begun.push({ names, free, end });
      }),
  );
  const add = async (name: string): Promise<string> =>
    intake.add(event(name)).then(
      () => `${name} in`,
      (error: unknown) => `${name}: ${String(error)}`,
    );
  return { begun, add, intake };
}

const namesOf = (begun: readonly Begun[]): string[] => begun.map(({ names }) => names);
/** Lets everything that is ready run. */
const rest = async (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve));

it("begins at once while few come, and groups those who wait, no two events of one account together", async () => {
  const { begun, add } = watched();
  const all = ["a1", "b1", "c1", "d1", "e1", "d2", "f1"].map(add);
  expect(namesOf(begun)).toEqual(["a1", "b1"]);
  begun[1]?.end();
  await rest();
  expect(namesOf(begun).slice(2)).toEqual(["c1 d1 e1 f1"]);
  begun[2]?.end();
  await rest();
  expect(namesOf(begun).slice(3)).toEqual(["d2"]);
  for (const { end } of begun) end();
  expect(await Promise.all(all)).toEqual(["a1 in", "b1 in", "c1 in", "d1 in", "e1 in", "d2 in", "f1 in"]);
});

it("is busy while the next one would have to wait", async () => {
  const { begun, add, intake } = watched();
  const all = [add("a1")];
  expect(intake.isBusy).toBe(false);
  all.push(add("b1"));
  expect(intake.isBusy).toBe(true);
  begun[0]?.end();
  await rest();
  expect(intake.isBusy).toBe(false);
  begun[1]?.end();
  await Promise.all(all);
});

it("takes no more together than a statement is made for", async () => {
  const { begun, add } = watched();
  const names = Array.from({ length: 23 }, (_, at) => `${String.fromCodePoint(0x61 + at)}1`);
  const all = names.map(add);
  for (const { end } of begun.slice(0, 2)) end();
  await rest();
  expect(namesOf(begun).map((group) => group.split(" ").length)).toEqual([1, 1, 16, 5]);
  for (const { end } of begun) end();
  expect(await Promise.all(all)).toHaveLength(23);
});

it("lets the next group begin when one that takes long says so", async () => {
  const { begun, add } = watched();
  const all = ["a1", "b1", "c1", "d1"].map(add);
  begun[0]?.free();
  expect(namesOf(begun)).toEqual(["a1", "b1", "c1 d1"]);
  for (const { end } of begun) end();
  expect(await Promise.all(all)).toHaveLength(4);
});

it("takes each in alone where the group fails, so that only who is at fault is refused, and no more at once than ever", async () => {
  const { begun, add } = watched();
  const all = ["a1", "b1", "c1", "d1", "e1"].map(add);
  begun[0]?.end();
  await rest();
  all.push(...["c2", "f1"].map(add));
  begun[2]?.end(new Error("no"));
  await rest();
  // "b1" is still under way: one place is left, and those of the failed group come before who came later.
  expect(namesOf(begun).slice(2)).toEqual(["c1 d1 e1", "c1"]);
  begun[1]?.end();
  await rest();
  expect(namesOf(begun).slice(4)).toEqual(["d1"]);
  begun[3]?.end(new Error("no"));
  await rest();
  begun[4]?.end();
  await rest();
  expect(namesOf(begun).slice(5)).toEqual(["e1", "c2 f1"]);
  for (const { end } of begun) end();
  expect(await Promise.all(all)).toEqual([
    "a1 in",
    "b1 in",
    "c1: Error: no",
    "d1 in",
    "e1 in",
    "c2 in",
    "f1 in",
  ]);
});
