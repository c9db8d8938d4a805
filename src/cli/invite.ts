import { writeFile } from "node:fs/promises";
import { libraryOrError } from "../app/library.ts";
import { systemClock } from "../clock.ts";
import { AppError } from "../domain/app-error.ts";
import { ADDRESSES } from "../domain/roles.ts";
import { findUnit } from "../registry/import/the-unit.ts";
import { invitationSheet, officialCard } from "../registry/invitation-sheet.ts";
import { listWords, type ListWords } from "../registry/lists-words.ts";
import { inviteOfficial, OFFICIAL_ROLES } from "../registry/invite-official.ts";
import { revokeInvitation, revokeInvitationsOf } from "../registry/revoke-invitation.ts";
import { sqlOf } from "../store/sql.ts";
import { inTransaction } from "../store/in-transaction.ts";
import { readArguments } from "./arguments.ts";
import { householdCoded } from "./household-coded.ts";
import { print } from "./print.ts";
import { withDatabase } from "./with-database.ts";

const USAGE = `Say who, as what and where: invite officer --name "Trần Văn Minh" --unit CODE (or leader, province, viewer, administrator); or invite --sheet FILE.pdf --unit CODE for cards of all households without a phone`;

/**
 * `sinh-ke invite ROLE`: the first officers and leaders of a real commune, each with a one-use code for the chat; with
 * --sheet as a card to print. `--revoke CODE` takes one back. `sinh-ke invite --sheet FILE.pdf --unit CODE`: cards for the unit's households.
 */
export async function invite(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    name: { type: "string" },
    unit: { type: "string" },
    address: { type: "string" },
    sheet: { type: "string" },
    revoke: { type: "string" },
    household: { type: "string" },
    locale: { type: "string", default: "vi" },
    json: { type: "boolean", default: false },
  });
  const { name, unit, address, sheet } = values;
  if (values.revoke !== undefined || values.household !== undefined) return revoke(values);
  const say = listWords(libraryOrError().words, values.locale);
  if (positionals.length === 0 && sheet !== undefined && unit !== undefined)
    return householdCards({ sheet, unit, json: values.json }, say);
  const role = OFFICIAL_ROLES.find((known) => known === positionals[0]);
  if (role === undefined || name === undefined || name.trim() === "" || unit === undefined)
    throw new AppError("bad_invite", USAGE, 1);
  if (address !== undefined && !ADDRESSES.some((known) => known === address))
    throw new AppError("bad_address", `--address ${address} is none of ${ADDRESSES.join(", ")}.`, 1);
  const now = systemClock.now();
  const { invitation, expires, known } = await withDatabase((pool) =>
    inTransaction(pool, async (client) => {
      const sql = sqlOf(client);
      const { id, label } = await findUnit(sql, unit, now);
      const official = { name: name.trim(), role, unit: id, addressAs: address ?? null };
      const made = await inviteOfficial(sql, official, now);
      if (sheet !== undefined)
        await writePdf(sheet, await officialCard(sql, { ...made, name: official.name, place: label }, say));
      return made;
    }),
  );
  print(
    values.json,
    { name, role, invitation, expires, known },
    `${known ? "Known already; a new code" : "Written down; the code"} for ${name}: ${invitation}\n` +
      `To be typed to the assistant on Zalo or Telegram, once, until ${expires}.`,
  );
}

/** A code that was lost or given to the wrong hands: by itself, or all that a household has open. */
async function revoke({
  revoke: code,
  household,
  json,
}: {
  revoke?: string | undefined;
  household?: string | undefined;
  json: boolean;
}): Promise<void> {
  const now = systemClock.now();
  const revoked = await withDatabase((pool) =>
    inTransaction(pool, async (client) => {
      const sql = sqlOf(client);
      if (code !== undefined) return Number(await revokeInvitation(sql, code, now));
      const found = await householdCoded(sql, household ?? "");
      if (found === null)
        throw new AppError(
          "no_such_household",
          `There is no household ${household ?? ""}: give its code.`,
          1,
        );
      return revokeInvitationsOf(sql, found, now);
    }),
  );
  if (revoked === 0)
    throw new AppError(
      "nothing_revoked",
      "No open code is like that: it was used, has expired or was revoked, or is mistyped.",
      1,
    );
  print(
    json,
    { revoked },
    revoked === 1 ? "The code is worth nothing now." : `${revoked} codes are worth nothing now.`,
  );
}

async function householdCards(
  { sheet, unit, json }: { sheet: string; unit: string; json: boolean },
  say: ListWords,
): Promise<void> {
  const now = systemClock.now();
  const { cards, left, label } = await withDatabase((pool) =>
    inTransaction(pool, async (client) => {
      const sql = sqlOf(client);
      const named = await findUnit(sql, unit, now);
      const made = await invitationSheet(sql, { unit: named.id, household: null, by: null }, say, now);
      if (made.cards > 0) await writePdf(sheet, made.pdf);
      return { ...made, label: named.label };
    }),
  );
  print(
    json,
    { unit: label, cards, left, out: cards === 0 ? null : sheet },
    cards === 0
      ? `Every household of ${label} has a phone already; nothing was written.`
      : `${sheet} has ${cards} cards for ${label}${left === 0 ? "" : `; ${left} more wait for the next sheet`}.`,
  );
}

/** Codes are secrets until they are used: only who runs the program may read the file. */
async function writePdf(path: string, bytes: Buffer): Promise<void> {
  try {
    await writeFile(path, bytes, { mode: 0o600 });
  } catch (cause) {
    throw new AppError("cannot_write", `${path} cannot be written: choose another folder.`, 2, cause);
  }
}
