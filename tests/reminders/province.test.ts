import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { HOUR_MS, localDateOf } from "../../src/calendar/local-date.ts";
import { openStage, type Stage } from "../registry/stage.ts";
import { at, fire, plan } from "./ledger.ts";
import { addProvince, check, handIn } from "./province.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage("2026-11-01T00:00:00Z");
  await addProvince(stage.sql, 4);
});
afterAll(async () => stage.close());

const NextRow = z.object({ next: z.date().nullable() });

/** As a pushed clock does it: from one thing that falls due to the next; a day without any is not looked at. */
it("reminds a province on the right days for fourteen months, by day, once, and nobody who has handed in", async () => {
  const end = at("2027-12-31", 23);
  for (let now = at("2026-11-01", 7); now < end;) {
    await plan(stage, now);
    await handIn(stage.sql, now);
    await fire(stage, at(localDateOf(now), 8));
    await fire(stage, at(localDateOf(now), 12));
    const [row] = await stage.sql.rows(
      NextRow,
      "SELECT min(due_at) AS next FROM timers WHERE fired_at IS NULL AND due_at > $1",
      [at(localDateOf(now), 12)],
    );
    // Periods open on days of their own: at least every five days is looked what is owed by now.
    const soonest = new Date(now.getTime() + 5 * 24 * HOUR_MS);
    const next = row?.next ?? soonest;
    now = at(localDateOf(next < soonest ? next : soonest), 7);
  }
  const found = await check(stage.sql, "2026-11-02", "2027-12-31", () => false);
  expect(found).toEqual({ ...found, wrong_day: 0, at_night: 0, twice: 0, lost: 0, after_hand_in: 0 });
  expect(found.told).toBeGreaterThan(100);
});
