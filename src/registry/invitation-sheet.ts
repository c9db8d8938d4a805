import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { cardSheet, type Card } from "../documents/cards.ts";
import { rolesFor } from "../domain/scope.ts";
import type { Sql } from "../turns/ports.ts";
import { cardLinks, codesOf, type CardLinks } from "./card-links.ts";
import type { ListWords } from "./lists-words.ts";
import { makeInvitation } from "./make-invitation.ts";
import { IN_CHARGE, REACHED } from "./rights.ts";
import { unitName } from "./unit-names.ts";

/** The most cards of one sheet: 25 pages. */
export const MOST_CARDS = 200;

const Row = z.object({
  id: z.string(),
  name: z.string(),
  place: z.string().nullable(),
  head: z.string().nullable(),
});

/** Whose cards: all of a unit that no phone answers for yet, or one household; seen with the rights of `by`, or of all. */
export type SheetOf = { unit: string | null; household: string | null; by: string | null };

/**
 * Makes invitations for the households that no phone answers for yet, and a sheet of cards to cut. Open invitations of the
 * same households are revoked, so that only the newest card works. Gives how many cards there are, and how many were left
 * out for another sheet.
 */
export async function invitationSheet(
  sql: Sql,
  of: SheetOf,
  say: ListWords,
  now: Date,
): Promise<{ pdf: Buffer; cards: number; left: number }> {
  const today = localDateOf(now);
  const rows = await sql.rows(
    Row,
    `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, scope (unit_id) AS (
       SELECT $4::uuid
       UNION
       SELECT v.unit_id FROM unit_versions v JOIN scope ON v.parent_id = scope.unit_id
       WHERE v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
     )
     SELECT h.id, h.head_name AS name, ${unitName("h.unit_id", "$2")} AS place,
       (SELECT m.person_id FROM household_members m WHERE m.household_id = h.id AND m.relation = 'head'
         AND m.valid_to IS NULL LIMIT 1) AS head
     FROM households h
     WHERE ($4::uuid IS NULL OR h.unit_id IN (SELECT unit_id FROM scope)) AND ($5::uuid IS NULL OR h.id = $5)
       AND ($1::uuid IS NULL OR h.id IN (SELECT household_id FROM in_charge)
         OR h.unit_id IN (SELECT unit_id FROM reached WHERE role = ANY ($3)))
       AND ($5::uuid IS NOT NULL OR NOT EXISTS (SELECT FROM household_contacts c WHERE c.household_id = h.id
         AND (c.valid_to IS NULL OR c.valid_to > $2)))
     ORDER BY place, h.head_folded, h.id`,
    [of.by, today, rolesFor("manage"), of.unit, of.household],
  );
  const links = await cardLinks(sql);
  const chosen = rows.slice(0, MOST_CARDS);
  await sql.run(
    `UPDATE invitations SET revoked_at = $2 WHERE household_id = ANY ($1) AND used_at IS NULL AND revoked_at IS NULL`,
    [chosen.map(({ id }) => id), now],
  );
  const cards: Card[] = [];
  for (const { id, name, place, head } of chosen) {
    const invited = { kind: "household", household: id, person: head } as const;
    const { invitation, expires } = await makeInvitation(sql, invited, of.by, now);
    cards.push(cardOf({ name, place: place ?? "", invitation, expires }, links, say));
  }
  return { pdf: await cardSheet(cards), cards: cards.length, left: rows.length - chosen.length };
}

/** A card for an official whose code was just made. */
export async function officialCard(
  sql: Sql,
  official: { name: string; place: string; invitation: string; expires: string },
  say: ListWords,
): Promise<Buffer> {
  return cardSheet([cardOf(official, await cardLinks(sql), say)]);
}

function cardOf(
  { name, place, invitation, expires }: { name: string; place: string; invitation: string; expires: string },
  links: CardLinks,
  say: ListWords,
): Card {
  return {
    title: say("cards.title"),
    name,
    place,
    code: say("cards.code", { code: invitation }),
    how: say("cards.how"),
    once: say("cards.once", { day: expires.split("-").toReversed().join("/") }),
    codes: codesOf(links, invitation, { telegram: say("cards.telegram"), zalo: say("cards.zalo") }),
  };
}
