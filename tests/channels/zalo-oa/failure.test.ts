import { expect, test } from "vitest";
import { zaloFailure } from "../../../src/channels/zalo-oa/failure.ts";

const NOON = new Date("2026-11-21T05:00:00Z");

test.each([
  [-32, "retry"],
  [-100, "give_up"],
  [-200, "give_up"],
  [-201, "give_up"],
  [-210, "give_up"],
  [-211, "alarm"],
  [-213, "stop_person"],
  [-216, "alarm"],
  [-217, "stop_person"],
  [-220, "alarm"],
  [-223, "alarm"],
  [-224, "alarm"],
  [-227, "stop_person"],
  [-230, "stop_person"],
  [-232, "stop_person"],
  [-233, "give_up"],
  [-234, "wait"],
  [-235, "alarm"],
  [-240, "alarm"],
  [-244, "stop_person"],
  [-248, "give_up"],
  [-321, "alarm"],
  [-9999, "give_up"],
  [404, "alarm"],
])("%i means %s, and says so with the code", (code, kind) => {
  const sent = zaloFailure({ kind: "refused", code, message: "said Zalo" }, NOON);
  expect(sent).toMatchObject({ kind, why: expect.stringContaining(`${code}: said Zalo`) as unknown });
});

test.each([
  ["2026-11-21T16:30:00Z", "2026-11-21T23:00:00Z"],
  ["2026-11-21T20:00:00Z", "2026-11-21T23:00:00Z"],
])("at %s it waits until six in the morning in Viet Nam", (now, morning) => {
  const sent = zaloFailure({ kind: "refused", code: -234, message: "" }, new Date(now));
  expect(sent).toMatchObject({ kind: "wait", until: new Date(morning) });
});
