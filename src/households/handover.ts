import { z } from "zod";
import { isLocalDate, localDateOf } from "../calendar/local-date.ts";
import { tellsOfIt } from "../language/sentence.ts";
import { leadersOf, spokenOf } from "../registry/responsible.ts";
import { unitsWhere } from "../registry/rights.ts";
import { OptionalText, RecordId, Yes } from "../turns/choice-id.ts";
import { command, type CallResult, type CommandContext } from "../turns/command.ts";
import { officersUnder } from "./assign.ts";
import { carryOutHandover } from "./carry-out-handover.ts";
import { planReturn } from "./bring-back.ts";
import { endedUnused } from "./past-day.ts";
import { handedBy, handoverById, type HandoverRow } from "./handover-rows.ts";

/** Names shown of a long list; the rest is counted. */
const SHOWN = 12;

const Until = z
  .string()
  .refine(isLocalDate, "is not a date YYYY-MM-DD")
  .nullish()
  .transform((day) => day ?? null);
const IdRow = z.object({ id: z.string() });
const RoleRow = z.object({ unit_id: z.string() });

/**
 * A leader says who follows whom: all households of an officer or one of them. Both officers are asked to agree; one who
 * has gone (`from_gone`), or who leads and says so herself, need not. `nothing` where the officer has none.
 */
export const planHandover = command({
  name: "households.plan_handover",
  takes: z.object({
    from: RecordId,
    to: RecordId,
    household: RecordId,
    handover: RecordId,
    from_gone: Yes,
    reason: OptionalText,
    until: Until,
    line: OptionalText,
  }),
  codes: ["not_allowed", "nothing", "same", "waits", "past"],
  async run(context, { from, to, household, handover: asked, from_gone: fromGone, reason, until, line }) {
    const { sql, now, me } = context;
    if (from === to) return { code: "same" };
    // A longer line that began the talk says why, and for how long.
    const told = line !== null && tellsOfIt(line) ? line : null;
    const units = await unitsWhere(context, "lead");
    const under = await officersUnder(context);
    const next = under.find(({ id }) => id === to);
    if (from === null || next === undefined || units.length === 0) return { code: "not_allowed" };
    const households = await sql.rows(
      IdRow,
      `SELECT h.id FROM assignments a JOIN households h ON h.id = a.household_id
       WHERE a.person_id = $1 AND a.kind = 'officer' AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2)
         AND h.unit_id = ANY ($3) AND ($4::uuid IS NULL OR h.id = $4)`,
      [from, localDateOf(now), units, household],
    );
    if (households.length === 0) return { code: "nothing" };
    const before = asked === null ? null : await handoverById(sql, asked);
    const known =
      before?.status === "asked" && before.from_id === from && units.includes(before.unit) ? before : null;
    // A leader who names another day gives it that one.
    if (known !== null && until === known.until && (await endedUnused(context, known)))
      return { code: "past", value: { until } };
    if (known !== null)
      await sql.run("UPDATE handovers SET status = 'cancelled', ended_at = $2 WHERE id = $1", [
        known.id,
        now,
      ]);
    const fromAgreed = fromGone || from === me.person || known?.from_agreed === true;
    const [made] = await sql.rows(
      IdRow,
      `INSERT INTO handovers (id, unit_id, from_person, to_person, status, reason, asked_by, asked_at, from_agreed_at, to_agreed_at, until_on)
       VALUES (gen_random_uuid(), $1, $2, $3, 'proposed', $4, $5, $6, $7, $8, $9) RETURNING id`,
      [
        units[0],
        from,
        next.id,
        reason ?? known?.reason ?? told,
        me.person,
        now,
        fromAgreed ? now : null,
        next.id === me.person ? now : null,
        until ?? known?.until ?? null,
      ],
    );
    if (made === undefined) throw new Error("a handover was written and came back without an id");
    await sql.run(
      "INSERT INTO handover_households (handover_id, household_id) SELECT $1, unnest($2::uuid[])",
      [made.id, households.map(({ id }) => id)],
    );
    return goOn(context, made.id);
  },
});

/** What an officer is asked to agree to; `gone` once it is settled, or is somebody else's. */
export const handoverCard = command({
  name: "households.handover",
  takes: z.object({ handover: RecordId }),
  codes: ["gone"],
  async run(context, { handover: id }) {
    const found = await handoverById(context.sql, id);
    if (found === null || found.status !== "proposed" || !isOpenFor(found, context.me.person))
      return { code: "gone" };
    return {
      code: "ok",
      value: { ...(await shown(context, found)), gives: found.from_id === context.me.person },
    };
  },
});

/** An officer agrees to give or to take, or does not; when both have agreed, everything moves at once. */
export const agreeHandover = command({
  name: "households.agree_handover",
  takes: z.object({ handover: RecordId, agrees: Yes, reason: OptionalText }),
  codes: ["gone", "refused", "waits", "past"],
  async run(context, { handover: id, agrees, reason }) {
    const { sql, now, me } = context;
    const found = await handoverById(sql, id);
    if (found === null || found.status !== "proposed" || !isOpenFor(found, me.person))
      return { code: "gone" };
    if (await endedUnused(context, found)) return { code: "past", value: { until: found.until } };
    if (!agrees) {
      await sql.run(
        "UPDATE handovers SET status = 'refused', ended_at = $2, reason = coalesce($3, reason) WHERE id = $1",
        [found.id, now, reason],
      );
      if (found.asked_by !== null)
        await context.tell({ person: found.asked_by }, "households_handover_ended", {
          ended: { ...(await shown(context, found)), refused: true, by: me.name, reason },
        });
      return { code: "refused" };
    }
    const side = found.from_id === me.person ? "from_agreed_at" : "to_agreed_at";
    await sql.run(`UPDATE handovers SET ${side} = $2 WHERE id = $1`, [found.id, now]);
    return goOn(context, found.id);
  },
});

/** An officer asks her leaders to give her households to somebody else; they choose to whom. */
export const askHandover = command({
  name: "households.ask_handover",
  takes: z.object({ reason: OptionalText, until: Until }),
  codes: ["nothing", "nobody"],
  async run(context, { reason, until }) {
    const { sql, now, me } = context;
    const [role] = await sql.rows(
      RoleRow,
      `SELECT unit_id FROM roles WHERE person_id = $1 AND role IN ('officer', 'leader') AND valid_from <= $2
         AND (valid_to IS NULL OR valid_to > $2) ORDER BY role = 'officer' DESC LIMIT 1`,
      [me.person, localDateOf(now)],
    );
    const has = await sql.run(
      `SELECT FROM assignments WHERE person_id = $1 AND kind = 'officer' AND valid_from <= $2
         AND (valid_to IS NULL OR valid_to > $2)`,
      [me.person, localDateOf(now)],
    );
    if (role === undefined || has === 0 || me.person === null) return { code: "nothing" };
    const leaders = await leadersOf(context, role.unit_id, me.person);
    if (leaders.length === 0) return { code: "nobody" };
    const [made] = await sql.rows(
      IdRow,
      `INSERT INTO handovers (id, unit_id, from_person, status, reason, asked_by, asked_at, from_agreed_at, until_on)
       VALUES (gen_random_uuid(), $1, $2, 'asked', $3, $2, $4, $4, $5) RETURNING id`,
      [role.unit_id, me.person, reason, now, until],
    );
    for (const leader of leaders)
      await context.tell({ person: leader.id }, "households_handover", {
        from: { id: me.person, label: me.name, name: me.name, address: me.address },
        handover: made?.id ?? null,
        reason,
        until,
      });
    return { code: "ok", value: { leader: leaders[0] === undefined ? null : spokenOf(leaders[0]) } };
  },
});

function isOpenFor(handover: HandoverRow, person: string | null): boolean {
  if (handover.from_id === person) return !handover.from_agreed;
  return handover.to_id === person && !handover.to_agreed;
}

/** Carries it out where both have agreed, else asks whoever has not. */
async function goOn(context: CommandContext, id: string): Promise<CallResult> {
  const { sql, now, me } = context;
  const found = await handoverById(sql, id);
  if (found === null || found.to_id === null || found.to_name === null)
    throw new Error("a handover that was just written is not there");
  const value = await shown(context, found);
  if (!found.from_agreed || !found.to_agreed) {
    for (const [person, agreed] of [
      [found.from_id, found.from_agreed],
      [found.to_id, found.to_agreed],
    ] as const)
      if (!agreed && person !== me.person)
        await context.tell({ person }, "households_handover_agree", { handover: found.id });
    return { code: "waits", value };
  }
  const households = await handedBy(context, found);
  const to = { id: found.to_id, name: found.to_name, address: found.to_address };
  await carryOutHandover(context, households, found.from_id, to);
  await sql.run("UPDATE handovers SET status = 'done', ended_at = $2 WHERE id = $1", [found.id, now]);
  await planReturn(context, found);
  const others = new Set([found.from_id, found.to_id, ...(found.asked_by === null ? [] : [found.asked_by])]);
  for (const person of others)
    if (person !== me.person)
      await context.tell({ person }, "households_handover_ended", {
        ended: { ...value, refused: false, by: null, reason: null },
      });
  return { code: "ok", value };
}

async function shown(context: CommandContext, found: HandoverRow) {
  const households = await handedBy(context, found);
  const more = households.length - SHOWN;
  return {
    id: found.id,
    from: { name: found.from_name, address: found.from_address },
    to: { name: found.to_name, address: found.to_address },
    count: households.length,
    names: households.slice(0, SHOWN).map(({ name }) => name),
    more: more > 0 ? more : null,
    reason: found.reason,
    until: found.until,
  };
}
