import { systemClock } from "../clock.ts";
import { AppError } from "../domain/app-error.ts";
import { appendAudit } from "../registry/audit/append.ts";
import { deadLetters, messageWay, sendAgain, type MessageWay } from "../store/message-ledger.ts";
import { sqlOf } from "../store/sql.ts";
import { inTransaction } from "../store/in-transaction.ts";
import { readArguments } from "./arguments.ts";
import { print } from "./print.ts";
import { withDatabase } from "./with-database.ts";

const MOST = 50;

/**
 * `sinh-ke message ID`: one message's way, by its number or the vendor's id; `--again` sends one that did not leave.
 * `sinh-ke message --failed`: those that did not leave. What they say is not shown.
 */
export async function message(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    failed: { type: "boolean", default: false },
    again: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  });
  const [id] = positionals;
  if (values.failed) return showFailed(values.json);
  if (id === undefined)
    throw new AppError("bad_message", "Say which: sinh-ke message ID, or sinh-ke message --failed.", 1);
  const now = systemClock.now();
  const way = await withDatabase((pool) =>
    inTransaction(pool, async (client) => {
      const sql = sqlOf(client);
      const found = await messageWay(sql, id);
      if (found === null)
        throw new AppError("no_such_message", `There is no message ${id}: see sinh-ke message --failed.`, 1);
      if (!values.again) return found;
      if (!(await sendAgain(sql, found.id, now)))
        throw new AppError("not_dead", `Message ${found.id} is ${found.status}: nothing to send again.`, 1);
      const object = { kind: "message", id: found.id };
      await appendAudit(sql, { person: null, action: "send_again", object, road: "cli" }, now);
      return { ...found, status: "pending" };
    }),
  );
  print(values.json, way, wayOf(way));
}

async function showFailed(json: boolean): Promise<void> {
  const letters = await withDatabase((pool) => deadLetters(sqlOf(pool), MOST));
  for (const letter of letters)
    print(
      json,
      letter,
      `${letter.id}  ${letter.status}  ${letter.channel}  ${at(letter.created_at)}  ${letter.failure ?? ""}`,
    );
  if (letters.length === 0 && !json) print(json, {}, "Every message has left or is on its way.");
}

function wayOf(way: MessageWay): string {
  const lines = [
    `message ${way.id} by ${way.channel} to contact ${way.contact}: ${way.status}`,
    way.inbox_id === null
      ? null
      : `  because of input ${way.inbox_id}: received ${at(way.received_at)}, handled ${at(way.handled_at)}`,
    way.late === true ? "  that input never came by the webhook: it was found after an outage" : null,
    way.input_failure === null ? null : `  that input failed: ${way.input_failure}`,
    `  written ${at(way.created_at)} as ${way.purpose}, tried ${way.attempts} times`,
    way.status === "pending" ? `  to be tried ${at(way.next_at)}` : null,
    way.sent_at === null ? null : `  sent ${at(way.sent_at)}, with the vendor as ${way.vendor_id ?? "?"}`,
    way.sent_at === null || way.purpose !== "push" ? null : `  ${arrivalOf(way)}`,
    way.failure === null ? null : `  ${way.failure}`,
  ];
  return lines.filter((line) => line !== null).join("\n");
}

/** What the vendor's receipts said; some send none. */
function arrivalOf({ delivered_at, read_at }: MessageWay): string {
  if (delivered_at === null) return "no receipt yet that it arrived";
  return `arrived ${at(delivered_at)}, ${read_at === null ? "no receipt yet that it was read" : `read ${at(read_at)}`}`;
}

function at(instant: Date | null): string {
  return instant === null ? "never" : instant.toISOString();
}
