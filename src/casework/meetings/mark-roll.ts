import { z } from "zod";
import type { Marks } from "../../language/marks.ts";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { meetingInReach, type MeetingRow } from "./meeting-rows.ts";
import { linesOfNames } from "./names-on-roll.ts";
import { rollOf, type OnRoll } from "./roll.ts";

/** Names in one message; longer rolls are called in parts, numbered on. */
const PART = 45;
/** As many who are missing are named once more. */
const FEW = 8;
const Lines = z.array(z.int().positive());
const GivenMarks = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("all") }),
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("only"), lines: Lines }),
  z.object({ kind: z.literal("except"), lines: Lines, names: z.array(z.string()).optional() }),
]);

/**
 * A part of the roll as a numbered list: from line `from`, at most as many as one message holds. `more` is the line with
 * which the next part begins, null at the end. Who sent the code already has a mark.
 */
export const roll = command({
  name: "casework.roll",
  takes: z.object({ meeting: ChoiceId, from: z.int().positive().nullish() }),
  codes: ["not_allowed", "none"],
  async run(context, { meeting: id, from }) {
    const meeting = await meetingInReach(context, id);
    if (meeting === null) return { code: "not_allowed" };
    const all = await rollOf(context, meeting);
    const first = from ?? 1;
    const part = all.slice(first - 1, first - 1 + PART);
    if (part.length === 0) return { code: "none" };
    const last = first - 1 + part.length;
    // Where all live in one hamlet it says nothing.
    const several = new Set(all.map(({ unit }) => unit)).size > 1;
    return {
      code: "ok",
      value: {
        text: part.map((one, at) => `${first + at}. ${nameOnRoll(one, several)}`).join("\n"),
        from: first,
        to: last,
        total: all.length,
        came: all.filter(({ came }) => came === true).length,
        more: last < all.length ? last + 1 : null,
      },
    };
  },
});

/**
 * Marks a part of the roll: those named came, the others of the part did not. Who sent the code stays marked unless it
 * is said that he was missing. `unclear` where a number is not on the part that was shown, `whose_name` where a name is
 * nobody's there or that of several; then nobody is marked. A few who are missing are read back by name.
 */
export const markRoll = command({
  name: "casework.mark_roll",
  takes: z.object({ meeting: ChoiceId, marks: GivenMarks, from: z.int().positive(), to: z.int().positive() }),
  codes: ["not_allowed", "unclear", "whose_name"],
  async run(context, { meeting: id, marks, from, to }) {
    const meeting = await meetingInReach(context, id);
    if (meeting === null) return { code: "not_allowed" };
    const all = await rollOf(context, meeting);
    const part = all.slice(from - 1, to);
    const lines = "lines" in marks ? marks.lines : [];
    if (lines.some((line) => line < from || line > to)) return { code: "unclear" };
    const called = linesOfNames(part, marks.kind === "except" ? (marks.names ?? []) : [], from);
    if (called.unclear.length > 0) return { code: "whose_name", value: { names: called.unclear.join("; ") } };
    const { came, missing } = sorted(part, marks, [...lines, ...called.lines], from);
    await mark(context, meeting, came, true, "roll");
    await mark(context, meeting, missing, false, "roll");
    const stood = all.filter(
      ({ id: one, came: before }) => before === true && !part.some((on) => on.id === one),
    ).length;
    const away = part.filter(({ id: one }) => missing.includes(one)).map(({ name }) => name);
    return {
      code: "ok",
      value: {
        came: stood + came.length,
        total: all.length,
        away: away.length > 0 && away.length <= FEW ? away.join(", ") : null,
      },
    };
  },
});

/** Everybody on the roll came. */
export const markAll = command({
  name: "casework.mark_all",
  takes: z.object({ meeting: ChoiceId }),
  codes: ["not_allowed"],
  async run(context, { meeting: id }) {
    const meeting = await meetingInReach(context, id);
    if (meeting === null) return { code: "not_allowed" };
    const all = await rollOf(context, meeting);
    await mark(
      context,
      meeting,
      all.map((one) => one.id),
      true,
      "roll",
    );
    return { code: "ok", value: { came: all.length, total: all.length } };
  },
});

function sorted(
  part: readonly OnRoll[],
  marks: Pick<Marks, "kind">,
  lines: readonly number[],
  from: number,
): { came: string[]; missing: string[] } {
  const named = new Set(lines);
  const came: string[] = [];
  const missing: string[] = [];
  part.forEach((one, at) => {
    const isNamed = named.has(from + at);
    const here =
      marks.kind === "all" ||
      (marks.kind === "except" && !isNamed) ||
      (marks.kind === "only" && (isNamed || (one.came === true && one.how === "code")));
    (here ? came : missing).push(one.id);
  });
  return { came, missing };
}

/** Writes down that households came, or did not; a later word stands over an earlier one, and who said it stays with it. */
export async function mark(
  { sql, now, me }: Pick<CommandContext, "sql" | "now" | "me">,
  meeting: Pick<MeetingRow, "id">,
  households: readonly string[],
  came: boolean,
  how: "roll" | "code" | "paper",
): Promise<void> {
  if (households.length === 0) return;
  await sql.run(
    `INSERT INTO meeting_households (meeting_id, household_id, came, how, marked_at, marked_by)
     SELECT $1, one, $3, $4, $5, $6 FROM unnest($2::uuid[]) AS one
     ON CONFLICT (meeting_id, household_id) DO UPDATE SET came = $3, how = $4, marked_at = $5, marked_by = $6
     WHERE meeting_households.came IS DISTINCT FROM $3`,
    [meeting.id, households, came, how, now, me.person],
  );
}

function nameOnRoll({ name, unit, came }: OnRoll, withUnit: boolean): string {
  const named = unit === null || !withUnit ? name : `${name} · ${unit}`;
  return came === true ? `${named} ✓` : named;
}
