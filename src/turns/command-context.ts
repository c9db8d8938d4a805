import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { isNight } from "../calendar/quiet-times.ts";
import type { Values } from "../domain/value.ts";
import { SOURCE_LOCALE, type Words } from "../i18n/words.ts";
import type { Audience, CommandContext } from "./command.ts";
import type { Sql } from "./ports.ts";

type Given = Pick<
  CommandContext,
  | "sql"
  | "now"
  | "me"
  | "acting"
  | "locale"
  | "contactId"
  | "channel"
  | "lastAnswer"
  | "vault"
  | "pace"
  | "touch"
> & {
  inboxId: string;
  /** Contacts that got something into their inbox; woken after the commit. */
  woken: Set<string>;
  /** Called where something was asked for that is done after the commit. */
  onErrand?: () => void;
  politeTime: (instant: Date) => Date;
  /** Where words come from; without them a code is its own word. */
  words?: Words;
};

const ContactRow = z.object({ id: z.string() });

/** What a command may use, bound to the turn's transaction. */
export function commandContext(given: Given): CommandContext {
  const { inboxId, woken, onErrand, politeTime, words, ...context } = given;
  let told = 0;
  return {
    ...context,
    text: (key, values) => words?.text(context.locale, key, values) ?? key,
    term(group, code) {
      const key = `terms.${group}.${code}`;
      return words?.has(SOURCE_LOCALE, key) === true ? words.text(context.locale, key) : code;
    },
    async tell(audience, flow, vars) {
      const contacts = await contactsOf(context.sql, audience, context.now);
      const mayWait = "household" in audience && isNight(context.now);
      const at = mayWait ? politeTime(context.now) : context.now;
      for (const contactId of contacts) {
        // Nobody is woken by what somebody else does at night; who wrote herself is awake.
        if (at > context.now && contactId !== context.contactId) {
          const key = `told:${inboxId}:${++told}`;
          await tellLater(context.sql, { contactId, key, flow, vars }, { at, now: context.now });
          continue;
        }
        // A number that another command of the same input has taken is passed over: what that told is something else.
        const put = (): Promise<boolean> =>
          putInInbox(
            context.sql,
            { contactId, externalId: `told:${inboxId}:${++told}`, flow, vars },
            context.now,
          );
        while (!(await put())) continue;
        woken.add(contactId);
      }
      return contacts.length > 0;
    },
    remind: remindBy(context.sql, context.now, politeTime),
    async errand({ kind, about, flow }) {
      const { sql, now, me, contactId, locale } = context;
      await sql.run(
        `INSERT INTO errands (id, kind, given, contact_id, person_id, locale, flow, created_at)
         SELECT gen_random_uuid(), $1, $2::jsonb, $3, $4, $5, $6, $7 WHERE NOT EXISTS (
           SELECT FROM errands WHERE contact_id = $3 AND kind = $1 AND given = $2::jsonb AND done_at IS NULL)`,
        [kind, JSON.stringify(about), contactId, me.person, locale, flow, now],
      );
      onErrand?.();
    },
  };
}

type Told = { contactId: string; key: string; flow: string; vars: Values };

/** Begins a flow with a contact at another time; a key that was planned before changes nothing. */
export async function tellLater(
  sql: Sql,
  { contactId, key, flow, vars }: Told,
  { at, now }: { at: Date; now: Date },
): Promise<void> {
  await sql.run(
    `INSERT INTO timers (key, kind, contact_id, payload, due_at, created_at) VALUES ($1, 'later', $2, $3::jsonb, $4, $5)
     ON CONFLICT (key) DO NOTHING`,
    [key, contactId, JSON.stringify({ kind: "start", flow, vars }), at, now],
  );
}

/** Plans a timer that begins a flow; moved out of the quiet times. A key that was planned before changes nothing. */
export function remindBy(sql: Sql, now: Date, politeTime: (instant: Date) => Date): CommandContext["remind"] {
  return async ({ key, kind, audience, dueAt, flow, vars }) => {
    await sql.run(
      `INSERT INTO timers (key, kind, contact_id, person_id, household_id, payload, due_at, created_at)
       VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8) ON CONFLICT (key) DO NOTHING`,
      [
        key,
        kind,
        "contact" in audience ? audience.contact : null,
        "person" in audience ? audience.person : null,
        "household" in audience ? audience.household : null,
        JSON.stringify({ kind: "start", flow, vars }),
        politeTime(dueAt),
        now,
      ],
    );
  };
}

/**
 * A household hears on every phone that answers for it, but not on one that is away for a season (đi làm xa) while another
 * is at home; a person on the account where she was last seen.
 */
async function contactsOf(sql: Sql, audience: Audience, now: Date): Promise<string[]> {
  if ("contact" in audience) return [audience.contact];
  const rows =
    "household" in audience
      ? await sql.rows(
          ContactRow,
          `WITH phones AS (
             SELECT c.id, EXISTS (SELECT FROM absences a WHERE a.contact_id = c.id AND a.household_id = $1
                 AND a.ended_on IS NULL AND (a.until_on IS NULL OR a.until_on >= $2)) AS away
             FROM contacts c JOIN household_contacts hc ON hc.contact_id = c.id
             WHERE hc.household_id = $1 AND hc.valid_to IS NULL AND c.state = 'active'
           )
           SELECT id FROM phones WHERE NOT away OR NOT EXISTS (SELECT FROM phones WHERE NOT away) ORDER BY id`,
          [audience.household, localDateOf(now)],
        )
      : await sql.rows(
          ContactRow,
          `SELECT id FROM contacts WHERE person_id = $1 AND state = 'active'
           ORDER BY last_interaction_at DESC NULLS LAST, created_at LIMIT 1`,
          [audience.person],
        );
  return rows.map(({ id }) => id);
}

/** Begins a flow with a contact: an inbox row, handled when its turn comes; false where one is there already, which stays. */
export async function putInInbox(
  sql: Sql,
  {
    contactId,
    externalId,
    flow,
    vars,
  }: { contactId: string; externalId: string; flow: string; vars: Values },
  now: Date,
): Promise<boolean> {
  const put = await sql.run(
    `INSERT INTO inbox (contact_id, external_id, payload, happened_at, received_at)
     VALUES ($1, $2, $3::jsonb, $4, $4) ON CONFLICT DO NOTHING`,
    [contactId, externalId, JSON.stringify({ kind: "start", flow, vars }), now],
  );
  return put > 0;
}
