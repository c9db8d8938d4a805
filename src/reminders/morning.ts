import { z } from "zod";
import { countWorkingDays, isWorkingDay } from "../calendar/working-days.ts";
import { localDateOf, type LocalDate } from "../calendar/local-date.ts";
import type { Value } from "../domain/value.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { decide, type Verdict } from "./decide.ts";
import { holdUntilWritten } from "./hold.ts";
import { dueFor, toldBefore, writeEntries, type DueRow, type Entry } from "./ledger-rows.ts";
import { maybeAsked } from "./after-restore.ts";
import { missingFor } from "./missing.ts";
import { RESTORED_RUNG } from "./restored-words.ts";
import type { Road } from "./roads.ts";
import { overviewOf } from "../deadlines/overview.ts";
import { sendByTemplate } from "./by-template.ts";
import { chooseRoad } from "./choose-road.ts";

const InboxRow = z.object({ id: z.string().nullable() });

/** A rung so far ahead that it can wait for the next thing the person writes, where writing to her costs. */
const CAN_WAIT = ["T-30"];

/**
 * Everything that is due for whoever is talked with this morning, in one message, decided now against the record: what
 * came in meanwhile is not mentioned, of several rungs only the latest, and each line of the ledger says what became of it.
 * `nothing` where nothing is left to be said.
 */
export const morning = command({
  name: "reminders.morning",
  takes: z.object({}),
  codes: ["nothing"],
  async run(context) {
    const today = localDateOf(context.now);
    const due = await dueFor(context);
    const told = await toldBefore(
      context.sql,
      context.me.person,
      due.map(({ submission }) => submission),
    );
    const verdicts = decide(due, told, today);
    const toTell = due.filter(({ id }) => verdicts.get(id)?.kind === "tell");
    const road = await chooseRoad(context);
    const held = road.road === "template" ? toTell.filter(({ rung }) => CAN_WAIT.includes(rung)) : [];
    const said = toTell.filter((row) => !held.includes(row));
    const inbox = await inputOf(context);
    const price = road.open ? road.price : await templateOf(context, said, inbox);
    await writeEntries(
      context.sql,
      due.flatMap((row) => entryOf(row, { verdicts, held, said, road: road.road, price }) ?? []),
      { contactId: context.contactId, inbox, now: context.now },
    );
    if (held.length > 0) await holdUntilWritten(context, held);
    if (said.length === 0 || !road.open) return { code: "nothing" };
    const late = said.every(({ id }) => isLate(verdicts.get(id)));
    return { code: "ok", value: await newsOf(context, said, late, today) };
  },
});

function isLate(verdict: Verdict | undefined): boolean {
  return verdict?.kind === "tell" && verdict.late;
}

/** What the ledger says of one reminder; null where it stays planned. A message is paid for once. */
function entryOf(
  row: DueRow,
  {
    verdicts,
    held,
    said,
    road,
    price,
  }: {
    verdicts: ReadonlyMap<string, Verdict>;
    held: readonly DueRow[];
    said: readonly DueRow[];
    road: Road;
    /** What the message costs; null where it cannot go. */
    price: number | null;
  },
): Entry | null {
  const verdict = verdicts.get(row.id);
  if (verdict === undefined || verdict.kind === "wait") return null;
  const entry = { id: row.id, road: null, price: null };
  if (verdict.kind === "left_out") return { ...entry, state: "left_out", reason: verdict.reason };
  if (held.includes(row)) return { ...entry, state: "held", reason: "window_closed" };
  if (price === null)
    return { id: row.id, state: "needs_template", reason: "no_template", road, price: null };
  const reason = verdict.late
    ? row.leads_since !== null && row.leads_since > row.plannedOn
      ? "joined_later"
      : "delayed"
    : null;
  return { id: row.id, state: "told", reason, road, price: row === said[0] ? price : 0 };
}

const NameRow = z.object({ name: z.string() });

/** The shortest form of what is due, for an account that only a template reaches; null where there is none to send. */
async function templateOf(
  { sql, me, contactId, now, text }: CommandContext,
  said: readonly DueRow[],
  inbox: string | null,
): Promise<number | null> {
  const [first] = said;
  if (first === undefined) return null;
  const [person] = await sql.rows(NameRow, "SELECT name FROM people WHERE id = $1", [me.person]);
  const { obligation, period, last_day } = first;
  const what = text("common.template_debt", { what: obligation, period });
  const more = said.length > 1 ? said.length - 1 : null;
  const by = text("common.template_day", { day: last_day });
  const name = person?.name ?? "";
  return sendByTemplate(
    sql,
    {
      contactId,
      name: "deadline",
      params: { ten: name, viec: what, han: by, them: more === null ? "" : String(more) },
      text: text("common.template_deadline", { name, what, by, more }),
      inbox,
    },
    now,
  );
}

/** The input that is being handled: the oldest of this flow that has not been. */
async function inputOf({ sql, contactId }: CommandContext): Promise<string | null> {
  const [row] = await sql.rows(
    InboxRow,
    `SELECT min(id)::text AS id FROM inbox
     WHERE contact_id = $1 AND handled_at IS NULL AND payload ->> 'flow' = 'deadline'`,
    [contactId],
  );
  return row?.id ?? null;
}

async function newsOf(
  context: CommandContext,
  said: readonly DueRow[],
  late: boolean,
  today: LocalDate,
): Promise<Value> {
  const own = said.filter(({ part }) => part !== "above");
  const above = said.filter(({ part }) => part === "above");
  const [first] = own;
  const units = new Set(own.map(({ unit }) => unit));
  const lines = own.map((row) => lineOf(row, today));
  // Somebody who answers for several units hears of each by its name.
  const restored = said.some(({ rung }) => rung.startsWith(RESTORED_RUNG));
  const asked = restored ? await maybeAsked(context) : [];
  const when = (wanted: string): Value[] =>
    units.size > 1 ? [] : lines.filter((line) => line.when === wanted);
  return {
    how: restored ? "restored" : own.length === 0 ? "above" : late ? "catch_up" : "usual",
    coming: when("coming"),
    today: when("today"),
    late: when("late"),
    at: units.size > 1 ? lines : [],
    missing:
      first === undefined || units.size > 1
        ? null
        : await missingFor(context.sql, first.unit, first.period, today),
    above: await overviewOf(context, above),
    report_submission: own.find(isReport)?.submission ?? null,
    report: own.some(isReport),
    meeting: own.some(({ obligation }) => obligation === "meeting_quarter"),
    overdue: above.length > 0,
    asked: asked.length === 0 ? null : asked.length,
  };
}

function isReport({ obligation }: DueRow): boolean {
  return obligation.startsWith("report");
}

/** One line about what is owed, in the terms of the flows. `left` counts working days until the last one, that included. */
function lineOf(row: DueRow, today: LocalDate) {
  const { obligation, period, last_day, unit_name } = row;
  return {
    what: obligation,
    period,
    last_day,
    unit: unit_name,
    left: countWorkingDays(today, last_day) - (isWorkingDay(today) ? 1 : 0),
    when: today < last_day ? "coming" : today === last_day ? "today" : "late",
    now: row.state === "open" ? (obligation === "meeting_quarter" ? "not_met" : "open") : row.state,
  };
}
