import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { chartFlow } from "../../src/engine/chart-flow.ts";
import { flowSchema } from "../../src/engine/flow-schema.ts";
import { parseFlow } from "../../src/engine/parse-flow.ts";
import { Words } from "../../src/i18n/words.ts";

const yaml = `
flow: tea
version: 1
steps:
  - id: which
    do: choose
    options: [hot, iced]
    goes: { iced: ice }
    timeout: { after: P1D, go: end }
  - { id: call, do: do, command: kitchen.boil, on: { no_water: sorry }, go: end }
  - { id: ice, do: branch, cases: [{ when: { var: which, is: iced }, go: sorry }], otherwise: call }
  - { id: sorry, do: say }
`;
const words = new Words(
  new Map([
    [
      "vi",
      new Map([
        ["tea.title", "Trà"],
        ["tea.which", 'Trà "nóng" hay <lạnh>?'],
        ["tea.which.options.iced", "Trà đá"],
        ["tea.sorry", "Dạ hết nước rồi."],
      ]),
    ],
  ]),
);

describe("a chart", () => {
  const flow = parseFlow("tea.yaml", yaml).value;
  const chart = flow === null ? "" : chartFlow(flow, words, "en");

  test("has every step with its words, in the source language where another lacks them", () => {
    expect(chart).toContain('begin(["Trà"]) --> s_which');
    expect(chart).toContain('s_which[/"Trà #quot;nóng#quot; hay #lt;lạnh#gt;?"/]');
    expect(chart).toContain('s_sorry["Dạ hết nước rồi."]');
    expect(chart).toContain('s_call[["kitchen.boil"]]');
  });

  test("has every way with what leads along it", () => {
    const ways = chart.split("\n").filter((line) => / -[-.]/.test(line) && line.startsWith("  s_"));
    expect(ways.map((line) => line.trim())).toEqual([
      "s_which --> s_call",
      's_which -->|"Trà đá"| s_ice',
      's_which -.->|"⏳"| finish',
      "s_call --> finish",
      's_call -->|"no_water"| s_sorry',
      's_ice -->|"which is iced"| s_sorry',
      "s_ice --> s_call",
      "s_sorry --> finish",
    ]);
  });
});

test("the schema for editors is that of the format; after a change run `npx jiti scripts/make-flow-schema.ts`", () => {
  const kept: unknown = JSON.parse(
    readFileSync(new URL("../../.schemas/flow.schema.json", import.meta.url), "utf8"),
  );
  expect(kept).toEqual(JSON.parse(flowSchema()));
});
