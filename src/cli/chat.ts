import { createInterface } from "node:readline/promises";
import { startApp } from "../app.ts";
import { environment, readConfig } from "../config.ts";
import { AppError } from "../domain/app-error.ts";
import { plain } from "../engine/library.ts";
import { makeLog } from "../log.ts";
import { readArguments } from "./arguments.ts";

const LOOK_AGAIN_MS = 500;

/** `sinh-ke chat`: a talk in the terminal, as one of the demo's people or as somebody new. Ctrl-D ends it. */
export async function chat(args: string[]): Promise<void> {
  const { values } = readArguments(args, { as: { type: "string", default: "" } });
  const config = readConfig({ ...environment(), DEMO: "1", LOG_LEVEL: "error", PORT: "0" });
  const app = await startApp(config, makeLog(config.LOG_LEVEL));
  const { simulator } = app;
  if (simulator === null)
    throw new AppError("no_simulator", "The terminal talk needs the demo: set DEMO=1.", 2);
  const wanted = plain(values.as);
  const known =
    wanted === "" ? undefined : (await simulator.people()).find(({ name }) => plain(name).includes(wanted));
  const me = known ?? (await simulator.addPerson(values.as === "" ? "Người mới" : values.as, "zalo"));
  let last = (await simulator.messages(me.id)).at(-1)?.id ?? "0";
  const show = async (): Promise<void> => {
    for (const message of await simulator.messages(me.id, last)) {
      last = message.id;
      if (message.from === "bot") process.stdout.write(`\n${message.text}\n`);
    }
  };
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: `${me.name}> ` });
  const looking = setInterval(() => void show(), LOOK_AGAIN_MS);
  lines.prompt();
  for await (const line of lines) {
    if (line.trim() !== "") await simulator.act(me.id, { text: line });
    await show();
    lines.prompt();
  }
  clearInterval(looking);
  await app.stop();
}
