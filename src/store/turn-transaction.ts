import type { PoolClient, QueryResult } from "pg";
import { z } from "zod";
import { newSession, StoredSession, type Me } from "../engine/session.ts";
import type { Accepted, OutboxRow, Pending, TurnResult, TurnTransaction } from "../turns/boxes.ts";
import { CHANNELS } from "../turns/ports.ts";
import { sqlOf } from "./sql.ts";
import { storableJson } from "./storable.ts";
import * as statements from "./turn-statements.ts";

const MeRow = z.object({
  person_id: z.string().nullable(),
  name: z.string().nullable(),
  address_as: z.string().nullable(),
  roles: z.array(z.string()),
  households: z.array(z.object({ id: z.string(), name: z.string() })),
});
const PendingRow = MeRow.extend({
  channel: z.enum(CHANNELS),
  external_id: z.string(),
  state: z.string(),
  locale: z.string(),
  display_name: z.string().nullable(),
  session: z.unknown(),
  has_unsent: z.boolean(),
  inbox: z.array(z.object({ id: z.string(), payload: z.unknown(), timer: z.string().nullable() })),
});
const AcceptedRow = z.object({
  position: z.int(),
  contact_id: z.string(),
  id: z.string(),
  locked: z.boolean(),
  fresh: z.boolean(),
});
const NamedMeRow = MeRow.extend({ display_name: z.string().nullable() });
const WrittenRows = z.array(z.object({ id: z.string(), contact_id: z.string(), status: z.string() }));
const TurnRow = z.object({ turn: z.int() });

/**
 * The statements of one turn on `client`, which is inside a transaction. `processId` marks what it claims. `commit` is
 * given out together with the last statement; where that one fails, so does the commit.
 */
export function turnTransaction(
  client: PoolClient,
  processId: number,
  commit: () => Promise<unknown> = () => client.query("COMMIT"),
): TurnTransaction {
  const sql = sqlOf(client);
  const queryLoad = (contactId: string, limit: number, now: Date): Promise<QueryResult> =>
    client.query({ name: "load", text: statements.LOAD, values: [contactId, now, limit, processId] });
  return {
    sql,

    async receive(inbound, limit, now): Promise<(Accepted | null)[]> {
      const given = inbound.map((one, position) => ({
        position,
        channel: one.channel,
        contact: one.contact,
        displayName: one.displayName ?? null,
        language: one.language ?? "vi",
        externalId: one.externalId,
        input: one.input,
        happenedAt: one.happenedAt,
      }));
      const { rows } = await client.query({
        name: "receive",
        text: statements.RECEIVE,
        values: [storableJson(given), now, limit, processId],
      });
      const accepted = inbound.map((): Accepted | null => null);
      for (const row of rows) {
        const { position, contact_id, id, locked, fresh } = AcceptedRow.parse(row);
        const pending = fresh ? pendingOf(contact_id, PendingRow.parse(row)) : null;
        accepted[position] = { contactId: contact_id, inboxId: id, locked, pending };
      }
      return accepted;
    },

    async lockAndLoad(contactId, limit, now) {
      // Both leave in one write; the second is a statement of its own, so that it sees what is committed once the lock is ours.
      const [lock, { rows }] = await Promise.all([
        client.query({ name: "lock", text: statements.LOCK, values: [contactId] }),
        queryLoad(contactId, limit, now),
      ]);
      return lock.rowCount === 1 ? pendingOf(contactId, PendingRow.parse(rows[0])) : null;
    },

    async waitForLock(contactId) {
      await client.query("SELECT 1 FROM contacts WHERE id = $1 FOR NO KEY UPDATE", [contactId]);
    },

    async load(contactId, limit, now): Promise<Pending> {
      const { rows } = await queryLoad(contactId, limit, now);
      return pendingOf(contactId, PendingRow.parse(rows[0]));
    },

    async putOff(timer, at) {
      await sql.run(
        "UPDATE timers SET fired_at = NULL, outcome = NULL, due_at = $2 WHERE id = $1 AND fired_at IS NOT NULL",
        [timer, at],
      );
    },

    async loadMe(contactId, now) {
      const { rows } = await client.query({ name: "me", text: statements.ME, values: [contactId, now] });
      const row = NamedMeRow.parse(rows[0]);
      return meOf(row, row.display_name);
    },

    async finish(results, now): Promise<OutboxRow[][]> {
      const finished = client.query({
        name: "finish",
        text: statements.FINISH,
        values: [
          storableJson(results.map(recordOf)),
          now,
          results.flatMap(({ handled }) => handled),
          processId,
          results.map(({ contact }) => contact.id),
          results.flatMap(({ contact, interactionAt }) => (interactionAt === null ? [] : [contact.id])),
          results.flatMap(({ contact, nudge }) => (nudge === null ? [`nudge:${contact.id}`] : [])),
        ],
      });
      const [{ rows }] = await Promise.all([finished, commit()]);
      const written = WrittenRows.parse(rows);
      return results.map((result) => claimedOf(result, written));
    },
  };
}

/** A turn as FINISH takes it. */
function recordOf({
  contact,
  session,
  said,
  answers,
  nudge,
  later,
  interactionAt,
  audit,
  waits,
}: TurnResult): object {
  const wakes = nudge === "as_before" ? null : nudge;
  return {
    contact: contact.id,
    channel: contact.channel,
    state: session,
    answers: answers.map((answer) => ({ ...answer, person: contact.me.person })),
    nudgeAt: wakes?.at ?? null,
    nudgeTurn: wakes?.turn ?? null,
    later,
    said,
    claims: !contact.hasUnsent && !waits,
    interactionAt,
    audit,
  };
}

/** Which of the messages of this turn are ours to send. */
function claimedOf({ contact, said }: TurnResult, written: z.infer<typeof WrittenRows>): OutboxRow[] {
  const own = written.filter((row) => row.contact_id === contact.id);
  // Not ours to send where messages wait before them, or where the channel is held.
  if (own.some(({ status }) => status !== "sending")) return [];
  const ids = own.map(({ id }) => id).toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
  return said.flatMap(({ message, purpose }, index) => {
    const id = ids[index];
    if (id === undefined) return [];
    const { id: contactId, channel, externalId: to } = contact;
    return [{ id, contactId, channel, to, message, purpose, attempts: 1 }];
  });
}

function pendingOf(contactId: string, row: z.infer<typeof PendingRow>): Pending {
  return {
    contact: {
      id: contactId,
      channel: row.channel,
      externalId: row.external_id,
      state: row.state,
      session: row.session === null ? newSession(row.locale) : readSession(row.session, row.locale),
      me: meOf(row, row.display_name),
      hasUnsent: row.has_unsent,
    },
    rows: row.inbox,
  };
}

/** A stored talk of another shape than today's is begun anew rather than failing every message of a person. */
function readSession(stored: unknown, locale: string): StoredSession {
  const parsed = StoredSession.safeParse(stored);
  if (parsed.success) return parsed.data;
  const turn = TurnRow.safeParse(stored);
  return { ...newSession(locale), turn: turn.success ? turn.data.turn : 0 };
}

function meOf(row: z.infer<typeof MeRow>, displayName: string | null): Me {
  return {
    person: row.person_id,
    name: row.name ?? displayName ?? "",
    address: row.address_as ?? "unknown",
    roles: row.roles,
    households: row.households,
  };
}
