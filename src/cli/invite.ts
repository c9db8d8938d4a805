import { systemClock } from "../clock.ts";
import { AppError } from "../domain/app-error.ts";
import { ADDRESSES } from "../domain/roles.ts";
import { findUnit } from "../registry/import/the-unit.ts";
import { inviteOfficial, OFFICIAL_ROLES } from "../registry/invite-official.ts";
import { sqlOf } from "../store/sql.ts";
import { inTransaction } from "../store/store.ts";
import { readArguments } from "./arguments.ts";
import { print } from "./print.ts";
import { withDatabase } from "./with-database.ts";

const USAGE = `Say who, as what and where: invite officer --name "Trần Văn Minh" --unit CODE (or leader, province, viewer, administrator)`;

/** `sinh-ke invite ROLE`: the first officers and leaders of a real commune, each with a one-use code for the chat. */
export async function invite(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    name: { type: "string" },
    unit: { type: "string" },
    address: { type: "string" },
    json: { type: "boolean", default: false },
  });
  const { name, unit, address } = values;
  const role = OFFICIAL_ROLES.find((known) => known === positionals[0]);
  if (role === undefined || name === undefined || name.trim() === "" || unit === undefined)
    throw new AppError("bad_invite", USAGE, 1);
  if (address !== undefined && !ADDRESSES.some((known) => known === address))
    throw new AppError("bad_address", `--address ${address} is none of ${ADDRESSES.join(", ")}.`, 1);
  const now = systemClock.now();
  const { invitation, expires, known } = await withDatabase((pool) =>
    inTransaction(pool, async (client) => {
      const sql = sqlOf(client);
      const { id } = await findUnit(sql, unit, now);
      return inviteOfficial(sql, { name: name.trim(), role, unit: id, addressAs: address ?? null }, now);
    }),
  );
  print(
    values.json,
    { name, role, invitation, expires, known },
    `${known ? "Known already; a new code" : "Written down; the code"} for ${name}: ${invitation}\n` +
      `To be typed to the assistant on Zalo or Telegram, once, until ${expires}.`,
  );
}
