import { z } from "zod";
import { addDays, instantAt, isLocalDate, localDateOf } from "../calendar/local-date.ts";
import { RecordId } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { carryOutHandover } from "./carry-out-handover.ts";
import { handoverById, heldFor, type HandoverRow } from "./handover-rows.ts";

/** The morning after the last day. */
const MORNING = { hours: 7, minutes: 30 };
/** So much later the next one is asked, where nothing reached the one before. */
const MINUTES_BETWEEN = 10;

const IdRow = z.object({ id: z.string() });

/** Plans that the households of a handover for a time come back when it is over; nothing for one that is for good. */
export async function planReturn(context: CommandContext, handover: HandoverRow): Promise<void> {
  if (handover.until === null) return;
  const morning = addDays(handover.until, 1);
  for (const [nth, person] of peopleOf(handover).entries())
    await context.remind({
      key: `handover_back:${handover.id}:${handover.until}:${person}`,
      kind: "handover_back",
      audience: { person },
      dueAt: instantAt(morning, MORNING.hours, MORNING.minutes + nth * MINUTES_BETWEEN),
      flow: "households_handover_back",
      vars: { handover: handover.id },
    });
}

/**
 * The time of a handover is over: its households come back to their officer with what is open for them, as far as the other one
 * still has them, and everybody is told. `stays` where she looks after nobody any more; `gone` where it is settled or goes on.
 */
export const bringBack = command({
  name: "households.bring_back",
  takes: z.object({ handover: RecordId }),
  codes: ["gone", "stays"],
  async run(context, { handover: id }) {
    const { sql, now, me } = context;
    const found = await handoverById(sql, id);
    if (found === null || me.person === null || !peopleOf(found).includes(me.person)) return { code: "gone" };
    if (!isAway(found) || localDateOf(now) <= found.until) return { code: "gone" };
    return settle(context, found, (await isStaff(context, found.from_id)) ? "back" : "stays");
  },
});

/** Where an officer's households are for a time: with whom, how many, until when. `none` where nobody stands in for her. */
export const standIn = command({
  name: "households.stand_in",
  takes: z.object({}),
  codes: ["none"],
  async run(context) {
    const found = await awayOf(context);
    if (found === null) return { code: "none" };
    const households = await heldFor(context, found);
    if (households.length === 0) return { code: "none" };
    return { code: "ok", value: { ...endOf(found, households.length), handover: found.id } };
  },
});

/** An officer is back before the day: her households are hers again at once. `none` where nobody stands in for her. */
export const takeBack = command({
  name: "households.take_back",
  takes: z.object({}),
  codes: ["none", "stays"],
  async run(context) {
    const found = await awayOf(context);
    if (found === null || !(await isStaff(context, found.from_id))) return { code: "none" };
    const end = await settle(context, found, "back");
    return end.code === "gone" ? { code: "none" } : end;
  },
});

/** An officer is away for longer than was said (`until` YYYY-MM-DD, the last day): everybody hears of the other day. */
export const stayAway = command({
  name: "households.stay_away",
  takes: z.object({ until: z.string().refine(isLocalDate, "is not a date YYYY-MM-DD") }),
  codes: ["none"],
  async run(context, { until }) {
    const { sql, me } = context;
    const away = await awayOf(context);
    if (away === null) return { code: "none" };
    const found = { ...away, until };
    await sql.run("UPDATE handovers SET until_on = $2 WHERE id = $1", [found.id, until]);
    await planReturn(context, found);
    const households = await heldFor(context, found);
    const value = endOf(found, households.length);
    for (const person of peopleOf(found))
      if (person !== me.person) await tellOf(context, person, { ...value, how: "longer" });
    return { code: "ok", value };
  },
});

/** A handover whose households are with somebody else until a day. */
type Away = HandoverRow & { to_id: string; to_name: string; until: string };

function isAway(handover: HandoverRow): handover is Away {
  return (
    handover.status === "done" && handover.until !== null && handover.to_id !== null && !handover.is_back
  );
}

async function awayOf({ sql, me }: CommandContext): Promise<Away | null> {
  const [open] = await sql.rows(
    IdRow,
    `SELECT id FROM handovers WHERE from_person = $1 AND status = 'done' AND until_on IS NOT NULL AND back_at IS NULL
     ORDER BY ended_at DESC LIMIT 1`,
    [me.person],
  );
  const found = await handoverById(sql, open?.id ?? null);
  return found !== null && isAway(found) ? found : null;
}

async function settle(context: CommandContext, found: Away, how: "back" | "stays") {
  const { sql, now, me } = context;
  const households = await heldFor(context, found);
  const from = { id: found.from_id, name: found.from_name, address: found.from_address };
  const holders = new Set(households.map(({ holder }) => holder));
  if (how === "back")
    for (const holder of holders) {
      const hers = households.filter((one) => one.holder === holder);
      await carryOutHandover(context, hers, holder, from);
    }
  await sql.run("UPDATE handovers SET back_at = $2 WHERE id = $1", [found.id, now]);
  // All of them have come back another way, or went on for good.
  if (households.length === 0) return { code: "gone" as const };
  const value = endOf(found, households.length);
  for (const person of new Set([...peopleOf(found), ...holders]))
    if (person !== me.person) await tellOf(context, person, { ...value, how });
  return { code: how === "back" ? ("ok" as const) : how, value };
}

/** Who hears of the end; each once. */
export function peopleOf({ from_id, to_id, asked_by }: HandoverRow): string[] {
  return [...new Set([from_id, to_id, asked_by])].filter((person) => person !== null);
}

async function isStaff({ sql, now }: CommandContext, person: string): Promise<boolean> {
  const roles = await sql.run(
    `SELECT FROM roles WHERE person_id = $1 AND role IN ('officer', 'leader') AND valid_from <= $2
       AND (valid_to IS NULL OR valid_to > $2)`,
    [person, localDateOf(now)],
  );
  return roles > 0;
}

type End = ReturnType<typeof endOf>;

/** What is said of the end of a handover for a time. */
export function endOf(found: HandoverRow, count: number) {
  return {
    from: { name: found.from_name, address: found.from_address },
    to: { name: found.to_name, address: found.to_address },
    until: found.until,
    count,
  };
}

/** One of them hears what became of it. */
export async function tellOf(
  context: CommandContext,
  person: string,
  end: End & { how: string },
): Promise<void> {
  await context.tell({ person }, "households_handover_over", { end });
}
