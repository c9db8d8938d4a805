import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { command } from "../turns/command.ts";
import { concerned, receiptOf } from "./make-request.ts";

const RequestRow = z.object({
  number: z.int(),
  kind: z.string(),
  status: z.string(),
  received_at: z.date(),
  due_on: z.string(),
});

/** What became of the last request of this household, or of this account; `none` where nothing was asked. */
export const lastRequest = command({
  name: "privacy.last_request",
  takes: z.object({}),
  codes: ["none"],
  async run(context) {
    const { household } = await concerned(context);
    const [row] = await context.sql.rows(
      RequestRow,
      `SELECT number, kind, status, received_at, due_on::text AS due_on FROM privacy_requests
       WHERE ${household === null ? "household_id IS NULL AND contact_id" : "household_id"} = $1
       ORDER BY received_at DESC, number DESC LIMIT 1`,
      [household ?? context.contactId],
    );
    if (row === undefined) return { code: "none" };
    return {
      code: "ok",
      value: {
        number: receiptOf(row.number),
        kind: row.kind,
        status: row.status,
        date: localDateOf(row.received_at),
        due: row.due_on,
      },
    };
  },
});
