import type { PoolClient } from "pg";
import { z } from "zod";
import { newSession, StoredSession, type Me } from "../engine/session.ts";
import type { Accepted, OutboxRow, Pending, TurnTransaction } from "../turns/boxes.ts";
import { CHANNELS } from "../turns/ports.ts";
import { sqlOf } from "./sql.ts";
import { storable, storableJson } from "./storable.ts";
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
  contact_id: z.string(),
  id: z.string(),
  locked: z.boolean(),
  fresh: z.boolean(),
});
const NamedMeRow = MeRow.extend({ display_name: z.string().nullable() });
const WrittenRows = z.array(z.object({ id: z.string(), status: z.string() }));
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
  return {
    sql,

    async receive(inbound, limit, now): Promise<Accepted | null> {
      const { rows } = await client.query({
        name: "receive",
        text: statements.RECEIVE,
        values: [
          inbound.channel,
          now,
          limit,
          processId,
          inbound.contact,
          storable(inbound.displayName ?? null),
          inbound.language ?? "vi",
          inbound.externalId,
          storableJson(inbound.input),
          inbound.happenedAt,
        ],
      });
      if (rows.length === 0) return null;
      const { contact_id, id, locked, fresh } = AcceptedRow.parse(rows[0]);
      const pending = fresh ? pendingOf(contact_id, PendingRow.parse(rows[0])) : null;
      return { contactId: contact_id, inboxId: id, locked, pending };
    },

    async lock(contactId) {
      const { rowCount } = await client.query({ name: "lock", text: statements.LOCK, values: [contactId] });
      return rowCount === 1;
    },

    async waitForLock(contactId) {
      await client.query("SELECT 1 FROM contacts WHERE id = $1 FOR NO KEY UPDATE", [contactId]);
    },

    async load(contactId, limit, now): Promise<Pending> {
      const { rows } = await client.query({
        name: "load",
        text: statements.LOAD,
        values: [contactId, now, limit, processId],
      });
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

    async finish(result, now): Promise<OutboxRow[]> {
      const { contact } = result;
      const claim = !contact.hasUnsent;
      const nudge = result.nudge === "as_before" ? null : result.nudge;
      const finished = client.query({
        name: "finish",
        text: statements.FINISH,
        values: [
          contact.id,
          JSON.stringify(result.session),
          now,
          result.handled,
          result.answers.length === 0
            ? "[]"
            : storableJson(result.answers.map((answer) => ({ ...answer, person: contact.me.person }))),
          nudge === null ? null : nudge.at,
          nudge === null ? "{}" : JSON.stringify({ kind: "timeout", turn: nudge.turn }),
          result.later.length === 0 ? "[]" : JSON.stringify(result.later),
          storableJson(result.said),
          contact.channel,
          claim ? "sending" : "pending",
          claim ? processId : null,
          result.interactionAt,
          result.nudge === null,
          result.audit.length === 0 ? "[]" : JSON.stringify(result.audit),
        ],
      });
      const [{ rows }] = await Promise.all([finished, commit()]);
      const written = WrittenRows.parse(rows);
      // Not ours to send where messages wait before them, or where the channel is held.
      if (written.some(({ status }) => status !== "sending")) return [];
      const ids = written.map(({ id }) => id).toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
      return result.said.flatMap(({ message, purpose }, index) => {
        const id = ids[index];
        return id === undefined
          ? []
          : [
              {
                id,
                contactId: contact.id,
                channel: contact.channel,
                to: contact.externalId,
                message,
                purpose,
                attempts: 1,
              },
            ];
      });
    },
  };
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
