import { describe, expect, test } from "vitest";
import { caseworkCommands } from "../src/casework/commands.ts";
import { loadContent, readContent } from "../src/content.ts";
import { deadlineCommands } from "../src/deadlines/commands.ts";
import { deskCommands } from "../src/desk/commands.ts";
import { inspectFlows } from "../src/engine/inspect-flows.ts";
import { registryCommands } from "../src/registry/commands.ts";

const root = new URL("..", import.meta.url).pathname;

describe("the flows that are shipped", () => {
  const content = readContent(root);

  test("can be read", () => {
    expect(content.issues).toEqual([]);
    expect(loadContent(root).library?.flows.has("menu")).toBe(true);
  });

  test("have nothing that an inspection finds", () => {
    const commands = [...registryCommands, ...caseworkCommands, ...deskCommands, ...deadlineCommands];
    expect(inspectFlows(content.flows, commands)).toEqual([]);
  });
});
