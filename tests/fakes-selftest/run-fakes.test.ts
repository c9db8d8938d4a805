import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { fieldsAt, isFields, readJson, textAt } from "../fakes/common/values.ts";
import { startReceiver } from "./receiver.ts";

async function control(root: string, request: string, body?: unknown) {
  const [method = "GET", path = ""] = request.split(" ");
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(`${root}/__control/${path}`, init);
  expect(response.status).toBe(200);
  const answer: unknown = await response.json();
  return answer;
}

it("runs all fakes in a process of their own, driven over HTTP, and ends with SIGTERM", async () => {
  const script = fileURLToPath(new URL("../fakes/run-fakes.mjs", import.meta.url));
  const child = spawn(process.execPath, [
    script,
    JSON.stringify({ telegram: {}, zalo: { oaType: 2 }, zaloBot: {} }),
  ]);
  onTestFinished(() => void child.kill("SIGKILL"));
  let line = "";
  child.stdout.setEncoding("utf8");
  for await (const part of child.stdout.iterator({ destroyOnReturn: false })) {
    line += String(part);
    if (line.includes("\n")) break;
  }
  const read = readJson(line);
  const places = isFields(read) ? read : {};
  const telegram = textAt(fieldsAt(places, "telegram"), "root") ?? "";
  const zalo = textAt(fieldsAt(places, "zalo"), "openapiRoot") ?? "";
  await control(telegram, "POST people", { id: 7, first_name: "Sáu" });
  await control(telegram, "POST say", { person: 7, text: "chào" });
  expect(JSON.stringify(await control(telegram, "GET history"))).toContain("chào");

  const app = await startReceiver();
  expect(await control(zalo, "POST webhook", { url: app.url })).toEqual({ saved: true });
  await control(zalo, "POST people", { id: "9007199254740993123", name: "Cô Sáu" });
  await control(zalo, "POST say", { person: "9007199254740993123", text: "chào" });
  await control(zalo, "GET settled");
  expect(app.received.at(-1)?.body).toMatchObject({ event_name: "user_send_text" });
  await app.close();

  child.kill("SIGTERM");
  await once(child, "exit");
  expect(child.exitCode).toBe(0);
});
