import { describe, expect, test } from "vitest";
import { isNight, tomorrowMorning, zaloFailure } from "../../../src/channels/zalo-oa/failure.ts";

const NOON = new Date("2026-11-21T05:00:00Z");
const said = (code: number) => ({ kind: "refused", code, message: "said Zalo" }) as const;

/** channels.md A2.7, every code, written down from Zalo's page before the table in src/ was. */
const OPENAPI: readonly [kind: string, codes: readonly number[]][] = [
  ["retry", [-32]],
  ["wait", [-234]],
  ["closed", [-230, -232]],
  ["stop_person", [-213, -217, -218, -227, -244]],
  [
    "alarm",
    [
      -216, -220, -211, -224, -320, -321, -204, -205, -209, -212, -219, -221, -223, -235, -240, -242, 401,
      403, 404,
    ],
  ],
  ["give_up", [-100, -200, -201, -210, -214, -233, -237, -238, -241, -248, -249, -403, -9999]],
];
/** A3: the other host, where the same number means another thing. */
const BUSINESS: readonly [kind: string, codes: readonly number[]][] = [
  ["retry", [-100]],
  ["wait", [-133, -144, -147, -1472]],
  ["stop_person", [-108, -110, -114, -118, -119, -139, -140, -141]],
  [
    "alarm",
    [
      -101, -102, -103, -104, -105, -124, -1241, -125, -138, -1381, -120, -1201, -1202, -135, -1351, -115,
      -136, -137, -145, -117, -126, -127,
    ],
  ],
  [
    "give_up",
    [
      -109, -111, -112, -1121, -1122, -1124, -1123, -113, -1131, -116, -121, -122, -130, -131, -132, -146,
      -161, -162, -1441, -1471, -160, -148, -149, -1491, -150, -158, -159, -9999,
    ],
  ],
];

for (const [host, table] of [
  ["openapi", OPENAPI],
  ["business", BUSINESS],
] as const)
  describe(`a refusal of ${host}`, () => {
    const rows = table.flatMap(([kind, codes]) => codes.map((code) => [code, kind] as const));
    test.each(rows)("%i means %s, and says so with the code", (code, kind) => {
      expect(zaloFailure(said(code), NOON, host)).toMatchObject({
        kind,
        why: expect.stringContaining(`${code}: said Zalo`) as unknown,
      });
    });
  });

test.each([
  ["2026-11-21T16:30:00Z", "2026-11-21T23:00:00Z"],
  ["2026-11-21T20:00:00Z", "2026-11-21T23:00:00Z"],
])("at %s it waits until six in the morning in Viet Nam", (now, morning) => {
  const sent = zaloFailure(said(-234), new Date(now));
  expect(sent).toMatchObject({ kind: "wait", until: new Date(morning) });
});

test("a limit of the day is over the next morning, also for who asks before six", () => {
  const atThree = new Date("2026-11-21T03:00:00+07:00");
  expect(zaloFailure(said(-144), atThree, "business")).toMatchObject({
    until: new Date("2026-11-22T06:00:00+07:00"),
  });
  expect(tomorrowMorning(NOON)).toEqual(new Date("2026-11-22T06:00:00+07:00"));
});

test.each([
  ["21:59", false],
  ["22:00", true],
  ["05:59", true],
  ["06:00", false],
])("at %s in Viet Nam it is night: %s", (time, night) => {
  expect(isNight(new Date(`2026-11-21T${time}:00+07:00`))).toBe(night);
});
