import { describe, expect, test } from "vitest";
import { COMMANDS } from "../src/app/commands.ts";
import { loadContent, readContent } from "../src/content.ts";
import { inspectFlows } from "../src/engine/inspect-flows.ts";

const root = new URL("..", import.meta.url).pathname;

describe("the flows that are shipped", () => {
  const content = readContent(root);

  test("can be read", () => {
    expect(content.issues).toEqual([]);
    expect(loadContent(root).library?.flows.has("menu")).toBe(true);
  });

  test("have nothing that an inspection finds", () => {
    expect(inspectFlows(content.flows, [...COMMANDS.values()])).toEqual([]);
  });
});
