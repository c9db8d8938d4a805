import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "./support/app.ts";
import { compareChat, type ChatStage } from "./support/chat.ts";

const FOLDER = join(import.meta.dirname, "transcripts");
const CHATS = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".chat"),
);

let app: TestApp | undefined;

describe("transcripts, on the whole program with a real database", () => {
  afterEach(async () => {
    await app?.stop();
    app = undefined;
  });

  it.each(CHATS)("%s", async (name) => {
    const { kept, now } = await compareChat(join(FOLDER, name), async (at) => {
      app = await startTestApp({}, at);
      return stageOf(app);
    });
    expect(now).toBe(kept);
  });
});

function stageOf({ simulator }: TestApp): ChatStage {
  if (simulator === null) throw new Error("transcripts need the simulator: DEMO=1");
  return {
    async find(name) {
      const [called, channel = "zalo"] = name.split(/ on (?=zalo$|telegram$)/);
      const people = await simulator.people();
      const found = people.find((person) => person.name === called);
      const person =
        found ?? (await simulator.addPerson(called ?? name, channel === "telegram" ? "telegram" : "zalo"));
      return person.id;
    },
    async act(personId, doing) {
      await simulator.act(personId, doing);
    },
    async messages(personId, after) {
      await simulator.settled(personId);
      return simulator.messages(personId, after);
    },
    async advance(ms) {
      await simulator.pushClock(new Date(simulator.now.getTime() + ms));
    },
  };
}
