import { expect, test } from "vitest";
import { ShownButtons } from "../../../src/channels/telegram/shown-buttons.ts";

test("of more than it holds the oldest is forgotten", () => {
  const shown = new ShownButtons(2);
  for (const turn of [1, 2, 3]) shown.shown("7", turn, `m${turn}`);
  expect([1, 2, 3].map((turn) => shown.take("7", turn))).toEqual([null, "m2", "m3"]);
});
