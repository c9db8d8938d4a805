import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { addTask } from "../desk/add-task.ts";
import { leadersOfHousehold, officerOf } from "../registry/responsible.ts";
import { IN_CHARGE, REACHED } from "../registry/rights.ts";
import { OptionalChoiceId, OptionalText, RecordId } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { allowed } from "./allowed.ts";

/** What a household may want to have put right in its record. */
export const CHANGES = ["moved", "phone", "name", "born", "joined", "died", "left"] as const;
export type Change = (typeof CHANGES)[number];
/** The kind of task that an open request is on an officer's list. */
export const REQUEST_TASK = "change_request";

const IdRow = z.object({ id: z.string() });
const RequestRow = z.object({
  id: z.string(),
  household: z.string(),
  household_name: z.string(),
  kind: z.enum(CHANGES),
  text: z.string(),
  phone: z.string().nullable(),
  birth: z.int().nullable(),
  asked_at: z.date(),
  by: z.string().nullable(),
});
export type RequestRow = z.infer<typeof RequestRow>;

const REQUESTS = `
SELECT r.id, r.household_id AS household, h.head_name AS household_name, r.kind, r.text, r.phone, r.birth_year AS birth,
  r.asked_at, p.name AS by
FROM change_requests r JOIN households h ON h.id = r.household_id LEFT JOIN people p ON p.id = r.asked_by
WHERE r.status = 'open'`;

/**
 * Asks for a correction on behalf of a household. Its officer, else the leaders, are asked at once; nothing changes before
 * somebody has accepted. The same request again while it is open is one.
 */
export const requestChange = command({
  name: "households.request_change",
  takes: z.object({
    household: OptionalChoiceId,
    kind: OptionalChoiceId,
    text: OptionalText,
    phone: OptionalChoiceId,
    birth_year: z.int().nullish(),
  }),
  codes: ["not_allowed", "same"],
  async run(context, { household: handed, kind: wanted, text, phone, birth_year: birthYear }) {
    const found = await allowed(context, handed, "act_for");
    const kind = CHANGES.find((one) => one === wanted);
    const said = kind === "phone" ? (phone?.replace(/^\+84(\d{3})(\d{3})(\d+)$/, "0$1 $2 $3") ?? null) : text;
    if (found === null || kind === undefined || said === null) return { code: "not_allowed" };
    const { sql, now, me } = context;
    const [made] = await sql.rows(
      IdRow,
      `INSERT INTO change_requests (id, household_id, kind, text, phone, birth_year, contact_id, asked_by, asked_at)
       SELECT gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8 WHERE NOT EXISTS (
         SELECT FROM change_requests WHERE household_id = $1 AND kind = $2 AND text = $3 AND status = 'open')
       RETURNING id`,
      [found.id, kind, said, phone, birthYear ?? null, context.contactId, me.person, now],
    );
    if (made === undefined) return { code: "same" };
    await askOfficer(context, found.id, made.id, said);
    return { code: "ok", value: {} };
  },
});

async function askOfficer(
  context: CommandContext,
  household: string,
  request: string,
  note: string,
): Promise<void> {
  const officer = await officerOf(context, household);
  const task = { kind: REQUEST_TASK, household, note };
  if (officer !== null) {
    await addTask(context, task, { person: officer.id });
    // Who asks on behalf of a household may decide at once.
    await context.tell({ person: officer.id }, "households_request", { request });
    return;
  }
  const leaders = await leadersOfHousehold(context, household);
  const [first] = leaders;
  await addTask(context, task, first === undefined ? null : { unit: first.unit });
  for (const { id } of leaders) await context.tell({ person: id }, "households_request", { request });
}

/** The open requests of the households that the person looks after or leads, oldest first. */
export const requests = command({
  name: "households.requests",
  takes: z.object({}),
  async run({ sql, me, now }) {
    const rows = await sql.rows(
      RequestRow,
      `WITH RECURSIVE ${REACHED}, ${IN_CHARGE} ${REQUESTS}
         AND (r.household_id IN (SELECT household_id FROM in_charge)
           OR h.unit_id IN (SELECT unit_id FROM reached WHERE role = 'leader'))
       ORDER BY r.asked_at, h.head_folded, r.kind, r.text, r.id LIMIT 60`,
      [me.person, localDateOf(now)],
    );
    return {
      code: "ok",
      value: rows.map(({ id, household_name, kind }) => ({
        id,
        label: household_name,
        household_name,
        kind,
      })),
    };
  },
});

/** One open request, for whoever may decide about it. */
export const requestCard = command({
  name: "households.request",
  takes: z.object({ request: RecordId }),
  codes: ["gone"],
  async run(context, { request }) {
    const row = await openRequest(context.sql, request);
    // One word for both, or a guessed id would tell that somebody asked.
    if (row === null || (await allowed(context, row.household, "manage")) === null) return { code: "gone" };
    const { asked_at, household, household_name, ...shown } = row;
    return {
      code: "ok",
      value: {
        ...shown,
        household_name,
        since: localDateOf(asked_at),
        household: { id: household, label: household_name, name: household_name },
      },
    };
  },
});

/** An open request by its id; null where there is none. Says nothing about rights. */
export async function openRequest(
  sql: CommandContext["sql"],
  request: string | null,
): Promise<RequestRow | null> {
  if (request === null) return null;
  const [row] = await sql.rows(RequestRow, `${REQUESTS} AND r.id = $1 FOR UPDATE OF r`, [request]);
  return row ?? null;
}
