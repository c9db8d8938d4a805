import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { leadersOf } from "../../registry/responsible.ts";
import { unitName } from "../../registry/unit-names.ts";
import { unitsWhere } from "../../registry/rights.ts";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";

const IdRow = z.object({ id: z.string() });
const BulletinRow = z.object({
  id: z.string(),
  text: z.string(),
  unit_id: z.string(),
  status: z.string(),
  drafted_by: z.string().nullable(),
  by: z.string().nullable(),
});
const WaitingRow = z.object({
  id: z.string(),
  date: z.date().transform(localDateOf),
  unit_name: z.string(),
  by: z.string().nullable(),
  label: z.string(),
});

/**
 * Keeps the text of the month: as it was shown and agreed to, word for word, or as it was typed instead. Who leads the unit
 * approves it by that; anybody else hands it to the leaders. A newer one replaces the drafts before it.
 */
export const keepBulletin = command({
  name: "casework.keep_bulletin",
  takes: z.object({ unit: ChoiceId, own_text: OptionalText }),
  codes: ["not_allowed", "nothing"],
  async run(context, { unit, own_text: own }) {
    const { sql, now, me, lastAnswer } = context;
    if (!(await unitsWhere(context, "meet")).includes(unit)) return { code: "not_allowed" };
    const text = own ?? lastAnswer?.asked ?? null;
    if (text === null) return { code: "nothing" };
    const leads = (await unitsWhere(context, "lead")).includes(unit);
    const period = localDateOf(now).slice(0, 7);
    await sql.run(
      "UPDATE bulletins SET status = 'replaced' WHERE unit_id = $1 AND period = $2 AND status <> 'replaced'",
      [unit, period],
    );
    const [row] = await sql.rows(
      IdRow,
      `INSERT INTO bulletins (id, unit_id, period, text, status, drafted_by, created_at, approved_by, approved_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
      [
        unit,
        period,
        text,
        leads ? "approved" : "draft",
        me.person,
        now,
        leads ? me.person : null,
        leads ? now : null,
      ],
    );
    const told = leads ? 0 : await tellLeaders(context, unit, row?.id ?? "", text);
    return { code: "ok", value: { approved: leads, told, text, words: text.split(/\s+/).length } };
  },
});

/** A text that waits for approval, or was approved, for whoever works at its unit. */
export const bulletin = command({
  name: "casework.bulletin",
  takes: z.object({ bulletin: ChoiceId }),
  codes: ["gone"],
  async run(context, { bulletin: id }) {
    const found = await draftFor(context, id);
    return found === null ? { code: "gone" } : { code: "ok", value: { text: found.text, by: found.by } };
  },
});

/** The texts that wait for this leader's word, the latest first. */
export const draftsOfBulletins = command({
  name: "casework.drafts_of_bulletins",
  takes: z.object({}),
  async run(context) {
    return { code: "ok", value: await waitingFor(context) };
  },
});

/** How many texts wait for this leader's word. */
export const bulletinsWaiting = command({
  name: "casework.bulletins_waiting",
  takes: z.object({}),
  async run(context) {
    return { code: "ok", value: { count: (await waitingFor(context)).length } };
  },
});

/**
 * The leader approves a draft as it stands, or her own text in its place, which leaves the draft on record. Whoever wrote it
 * hears of it.
 */
export const approveBulletin = command({
  name: "casework.approve_bulletin",
  takes: z.object({ bulletin: ChoiceId, own_text: OptionalText }),
  codes: ["gone"],
  async run(context, { bulletin: id, own_text: own }) {
    const found = await draftFor(context, id);
    if (found === null) return { code: "gone" };
    const { sql, now, me } = context;
    if (own === null) {
      await sql.run(
        "UPDATE bulletins SET status = 'approved', approved_by = $2, approved_at = $3 WHERE id = $1",
        [found.id, me.person, now],
      );
    } else {
      await sql.run("UPDATE bulletins SET status = 'replaced' WHERE id = $1", [found.id]);
      await sql.run(
        `INSERT INTO bulletins (id, unit_id, period, text, status, drafted_by, created_at, approved_by, approved_at)
         SELECT gen_random_uuid(), unit_id, period, $2, 'approved', $3, $4, $3, $4 FROM bulletins WHERE id = $1`,
        [found.id, own, me.person, now],
      );
    }
    const text = own ?? found.text;
    if (found.drafted_by !== null && found.drafted_by !== me.person)
      await context.tell({ person: found.drafted_by }, "bulletin_approved", {
        text,
        by: own === null ? null : me.name,
      });
    return { code: "ok", value: { text, words: text.split(/\s+/).length } };
  },
});

async function waitingFor(context: CommandContext): Promise<z.infer<typeof WaitingRow>[]> {
  return context.sql.rows(
    WaitingRow,
    `SELECT b.id, b.created_at AS date, ${unitName("b.unit_id", "(b.created_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date")} AS unit_name, p.name AS by,
       coalesce(p.name, '') AS label
     FROM bulletins b LEFT JOIN people p ON p.id = b.drafted_by
     WHERE b.status = 'draft' AND b.unit_id = ANY ($1) ORDER BY b.created_at DESC, b.id`,
    [await unitsWhere(context, "lead")],
  );
}

/** A draft of a unit that the person leads; null for every other id, and once it is decided. */
async function draftFor(context: CommandContext, id: string): Promise<z.infer<typeof BulletinRow> | null> {
  const [found] = await context.sql.rows(
    BulletinRow,
    `SELECT b.id, b.text, b.unit_id, b.status, b.drafted_by, p.name AS by FROM bulletins b LEFT JOIN people p ON p.id = b.drafted_by
     WHERE b.id::text = $1`,
    [id],
  );
  if (found === undefined || found.status !== "draft") return null;
  return (await unitsWhere(context, "lead")).includes(found.unit_id) ? found : null;
}

async function tellLeaders(context: CommandContext, unit: string, id: string, text: string): Promise<number> {
  let told = 0;
  for (const leader of await leadersOf(context, unit, context.me.person))
    if (
      await context.tell({ person: leader.id }, "bulletin_review", {
        bulletin: id,
        by: context.me.name,
        text,
      })
    )
      told += 1;
  return told;
}
