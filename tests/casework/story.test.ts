import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { loadStory } from "../../src/demo/story.ts";
import { labels, openStage, type Stage } from "../registry/stage.ts";

const Count = z.object({ kind: z.string(), count: z.int() });
const Id = z.object({ id: z.string() });

// The first and last days of months, and a day after Tết: the story must be told on every day of the year.
describe.each(["2026-11-22T03:00:00Z", "2027-03-01T00:10:00Z", "2027-01-31T16:00:00Z"])(
  "the story at %s",
  (now) => {
    let stage: Stage;
    const account = async (externalId: string): Promise<string> => {
      const [row] = await stage.sql.rows(Id, "SELECT id FROM contacts WHERE external_id = $1", [externalId]);
      return z.string().parse(row?.id);
    };

    beforeAll(async () => {
      stage = await openStage(now);
      await loadStory(stage.sql, new Date(now));
    });
    afterAll(async () => stage.close());

    it("has plans in every state that a screen shows", async () => {
      const states = await stage.sql.rows(
        Count,
        "SELECT status AS kind, count(*)::int AS count FROM plans GROUP BY status ORDER BY status",
      );
      expect(states).toEqual([
        { kind: "approved", count: 1 },
        { kind: "changes_asked", count: 1 },
        { kind: "refused", count: 1 },
        { kind: "submitted", count: 2 },
        { kind: "under_way", count: 4 },
      ]);
    });

    it("plans only what is still to come", async () => {
      const timers = await stage.timers();
      expect(timers.length).toBeGreaterThan(0);
      expect(timers.every(({ due }) => new Date(due) > new Date(now))).toBe(true);
      expect(timers.some(({ kind }) => kind === "step")).toBe(true);
    });

    it("leaves cô Sáu before her first question, and the officer with work", async () => {
      expect((await stage.run(await account("zalo:co-sau"), "casework.can_plan")).code).toBe("no_consent");
      expect((await stage.run(await account("zalo:ngoc"), "registry.acting")).code).toBe("many");
      const minh = await account("zalo:minh");
      expect(labels(await stage.run(minh, "casework.plans_to_review"))).toEqual(["Trần Thị Diễm · Ấp 1"]);
      expect(labels(await stage.run(minh, "desk.my_tasks"))).toHaveLength(1);
    });

    it("has a meeting behind it and one to come, visits with notes, and a decision that is open", async () => {
      const meetings = await stage.sql.rows(
        z.object({ status: z.string(), came: z.int(), invited: z.int() }),
        `SELECT m.status, count(*) FILTER (WHERE mh.came)::int AS came, count(mh.invited_at)::int AS invited
         FROM meetings m JOIN meeting_households mh ON mh.meeting_id = m.id GROUP BY m.id ORDER BY m.meets_on`,
      );
      expect(meetings).toEqual([
        { status: "held", came: 11, invited: 0 },
        { status: "planned", came: 0, invited: 12 },
      ]);
      const visits = await stage.sql.rows(
        z.object({ visits: z.int(), notes: z.int() }),
        "SELECT count(*)::int AS visits, count(note)::int AS notes FROM visits",
      );
      expect(visits).toEqual([{ visits: 12, notes: 3 }]);
      expect(labels(await stage.run(await account("telegram:hanh"), "desk.my_tasks"))).toContain(
        "Hỏi ngân hàng lịch giải ngân cho hộ còn thiếu vốn",
      );
    });

    it("is told once", async () => {
      await loadStory(stage.sql, new Date(now));
      const rows = await stage.sql.rows(Id, "SELECT id FROM households");
      expect(rows).toHaveLength(13);
    });
  },
);
