import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { dueDay } from "../../desk/postpone-task.ts";
import { consentsOf } from "../../registry/consent.ts";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import type { Sql } from "../../turns/ports.ts";
import { OptionalFile } from "../given.ts";
import { dayDone, GivenDay } from "../meetings/given-time.ts";
import { visitInReach } from "./visit-rows.ts";

/** A line of notes, put after those that are there. */
export const noteVisit = command({
  name: "casework.note_visit",
  takes: z.object({ visit: ChoiceId, text: z.string() }),
  codes: ["not_allowed"],
  async run(context, { visit: id, text }) {
    const visit = await visitInReach(context, id);
    if (visit === null) return { code: "not_allowed" };
    await addNote(context.sql, visit.id, text);
    return { code: "ok", value: {} };
  },
});

async function addNote(sql: Sql, visit: string, text: string): Promise<void> {
  await sql.run("UPDATE visits SET note = concat_ws(' · ', note, $2::text) WHERE id = $1", [visit, text]);
}

/** A photo of a visit, where the household has agreed to photos; `no_consent` where it has not. Its words are a note all the same. */
export const keepVisitPhoto = command({
  name: "casework.keep_visit_photo",
  takes: z.object({ visit: ChoiceId, file: OptionalFile, words: OptionalText }),
  codes: ["not_allowed", "no_consent", "nothing"],
  async run(context, { visit: id, file, words }) {
    const { sql, now, me } = context;
    const visit = await visitInReach(context, id);
    if (visit === null) return { code: "not_allowed" };
    if (file === null) return { code: "nothing" };
    if (words !== null) await addNote(sql, visit.id, words);
    if (!(await consentsOf(sql, visit.household_id)).has("photos")) return { code: "no_consent" };
    await sql.run(
      "INSERT INTO visit_files (visit_id, file_id, added_by, added_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
      [visit.id, file, me.person, now],
    );
    return { code: "ok", value: {} };
  },
});

/** When the officer wants to come again. */
export const nextVisit = command({
  name: "casework.next_visit",
  takes: z.object({ visit: ChoiceId, on: ChoiceId }),
  codes: ["not_allowed", "past"],
  async run(context, { visit: id, on }) {
    const visit = await visitInReach(context, id);
    if (visit === null) return { code: "not_allowed" };
    const day = dueDay(on, localDateOf(context.now));
    if (day === null) return { code: "past" };
    await context.sql.run("UPDATE visits SET next_on = $2 WHERE id = $1", [visit.id, day]);
    return { code: "ok", value: { on: day } };
  },
});

/** The visit was on another day than the one it was logged on. `future` where that day has not come. */
export const dayOfVisit = command({
  name: "casework.day_of_visit",
  takes: z.object({ visit: ChoiceId, day: GivenDay }),
  codes: ["not_allowed", "future"],
  async run(context, { visit: id, day }) {
    const visit = await visitInReach(context, id);
    if (visit === null) return { code: "not_allowed" };
    const today = localDateOf(context.now);
    const on = dayDone(day, today);
    if (on === null) return { code: "future" };
    await context.sql.run("UPDATE visits SET visited_on = $2 WHERE id = $1", [visit.id, on]);
    return { code: "ok", value: { on } };
  },
});
