import { expect, it } from "vitest";
import { Outgoing, type Left } from "../../src/turns/outgoing.ts";

/** A row of messages whose sends end as they are told to, with a log of what happened. */
function watched(): {
  log: string[];
  claims: (name: string, left: Promise<Left> | Left, oldest?: boolean) => Promise<Left>;
} {
  const outgoing = new Outgoing();
  const log: string[] = [];
  return {
    log,
    claims: (name, left, oldest = false) =>
      outgoing.run({
        contactId: name.charAt(0),
        oldest,
        send: async () => {
          log.push(`${name} sent`);
          return left;
        },
        handBack: async () => {
          log.push(`${name} handed back`);
        },
      }),
  };
}

it("lets a contact's messages leave one after the other, and those of others beside them", async () => {
  const { log, claims } = watched();
  const ends: ((left: Left) => void)[] = [];
  const slow = new Promise<Left>((resolve) => {
    ends.push(resolve);
  });
  const both = Promise.all([claims("a1", slow), claims("a2", "none")]);
  await claims("b1", "none");
  expect(log).toEqual(["a1 sent", "b1 sent"]);
  for (const end of ends) end("more");
  expect(await both).toEqual(["more", "none"]);
  expect(log).toEqual(["a1 sent", "b1 sent", "a2 sent"]);
});

it("hands back what was claimed behind a message that waits, until the oldest is tried again", async () => {
  const { log, claims } = watched();
  expect(await claims("a1", "waits")).toBe("waits");
  // Claimed while a1 was on its way out, though that is over by now.
  expect(await claims("a2", "none")).toBe("waits");
  expect(await claims("a1 and a2", "none", true)).toBe("none");
  expect(await claims("a3", "none")).toBe("none");
  expect(log).toEqual(["a1 sent", "a2 handed back", "a1 and a2 sent", "a3 sent"]);
});

it("takes a send that broke for one that waits", async () => {
  const { log, claims } = watched();
  await expect(claims("a1", Promise.reject(new Error("cut")))).rejects.toThrow("cut");
  expect(await claims("a2", "none")).toBe("waits");
  expect(log).toEqual(["a1 sent", "a2 handed back"]);
});
