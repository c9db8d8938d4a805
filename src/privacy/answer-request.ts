import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { taskInReach } from "../desk/task-right.ts";
import { relationsTo } from "../registry/rights.ts";
import { spokenOf } from "../registry/responsible.ts";
import { may } from "../domain/scope.ts";
import { ChoiceId, OptionalText, RecordId } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { eraseHousehold } from "./erase/erase-household.ts";
import { daysLeft, receiptOf } from "./make-request.ts";

const RequestRow = z.object({
  id: z.string(),
  number: z.int(),
  kind: z.string(),
  note: z.string().nullable(),
  contact_id: z.string(),
  household_id: z.string().nullable(),
  household_name: z.string().nullable(),
  task_id: z.string().nullable(),
  received_at: z.date(),
  due_on: z.string(),
  status: z.string(),
});
type RequestRow = z.infer<typeof RequestRow>;

const REQUESTS = `SELECT r.id, r.number, r.kind, r.note, r.contact_id, r.household_id, h.head_name AS household_name,
  r.task_id, r.received_at, r.due_on, r.status
  FROM privacy_requests r LEFT JOIN households h ON h.id = r.household_id`;

/** The open requests whose task is within reach, the one that is due first in front. */
export const openRequests = command({
  name: "privacy.open_requests",
  takes: z.object({}),
  async run(context) {
    const rows = await context.sql.rows(
      RequestRow,
      `${REQUESTS} JOIN tasks t ON t.id = r.task_id
       WHERE r.status = 'open' AND (t.household_id IS NOT NULL OR t.unit_id IS NOT NULL OR t.person_id = $1)
       ORDER BY r.due_on, r.number LIMIT 500`,
      [context.me.person],
    );
    const mine: RequestRow[] = [];
    for (const row of rows)
      if (
        row.task_id !== null &&
        (await taskInReach({ ...context, touch: () => undefined }, row.task_id)) !== null
      )
        mine.push(row);
    return {
      code: "ok",
      value: mine.map((row) => ({
        ...shown(row, context.now),
        label: [receiptOf(row.number), row.household_name].filter((part) => part !== null).join(" · "),
      })),
    };
  },
});

/** One open request: what is asked, for whom, by when, and how many working days are left. */
export const requestOf = command({
  name: "privacy.request_of",
  takes: z.object({ request: RecordId }),
  codes: ["gone"],
  async run(context, { request }) {
    const row = await inReach(context, request);
    return row === null ? { code: "gone" } : { code: "ok", value: shown(row, context.now) };
  },
});

/**
 * Answers a request: done or refused, with a sentence. The one who asked hears of it with the number of the receipt, and
 * the task is closed. An erasure that is done is done here and now.
 */
export const answerRequest = command({
  name: "privacy.answer",
  takes: z.object({ request: RecordId, done: ChoiceId, text: OptionalText }),
  codes: ["gone"],
  async run(context, { request, done, text }) {
    const { sql, now, me } = context;
    const row = await inReach(context, request);
    if (row === null) return { code: "gone" };
    const status = done === "done" ? "done" : "refused";
    await sql.run(
      `UPDATE privacy_requests SET status = $2, answer = $3, answered_at = $4, answered_by = $5 WHERE id = $1`,
      [row.id, status, text, now, me.person],
    );
    await sql.run("UPDATE tasks SET done_at = $2, done_by = $3 WHERE id = $1 AND done_at IS NULL", [
      row.task_id,
      now,
      me.person,
    ]);
    await sql.run("DELETE FROM timers WHERE starts_with(key, $1) AND fired_at IS NULL", [
      `privacy:${row.id}:`,
    ]);
    if (row.kind === "erase" && status === "done" && row.household_id !== null)
      await eraseHousehold(sql, row.household_id, { by: me.person, road: context.channel, now });
    // Told after the erasure, so that the receipt itself is what is left.
    await context.tell({ contact: row.contact_id }, "privacy_answered", {
      number: receiptOf(row.number),
      kind: row.kind,
      done: status === "done",
      text,
      date: localDateOf(now),
      officer: spokenOf({
        id: me.person ?? "",
        name: me.name,
        address: me.address === "unknown" ? null : me.address,
      }),
    });
    return { code: "ok", value: { number: receiptOf(row.number), kind: row.kind } };
  },
});

async function inReach(context: CommandContext, id: string | null): Promise<RequestRow | null> {
  if (id === null) return null;
  const [row] = await context.sql.rows(
    RequestRow,
    `${REQUESTS} WHERE r.id = $1 AND r.status = 'open' FOR UPDATE OF r`,
    [id],
  );
  if (row === undefined || row.task_id === null) return null;
  if ((await taskInReach(context, row.task_id)) === null) return null;
  if (row.household_id === null) return row;
  // Nobody answers for himself what he has asked of the office.
  const relations = await relationsTo(context, row.household_id);
  return may(relations, "manage") && !relations.includes("own") ? row : null;
}

function shown(row: RequestRow, now: Date): { [key: string]: string | number | null } {
  return {
    id: row.id,
    number: receiptOf(row.number),
    kind: row.kind,
    household_name: row.household_name,
    note: row.note,
    received: localDateOf(row.received_at),
    due: row.due_on,
    days: daysLeft(row.due_on, localDateOf(now)),
  };
}
