import { z } from "zod";
import { addDays, instantAt, localDateOf } from "../calendar/local-date.ts";
import { nextAllowed } from "../calendar/quiet-times.ts";
import { unitsWhere } from "../registry/rights.ts";
import { ChoiceId, OptionalChoiceId, OptionalText, RecordId } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { Audience, mayBroadcast, previewOf } from "./audience.ts";
import { refusalOf } from "./broadcast-text.ts";
import { secondEyesOf } from "./second-eyes.ts";

const UnitRow = z.object({ id: z.string(), label: z.string() });

/** The units that a leader may write to: her own, and those directly in them. */
export const broadcastUnits = command({
  name: "broadcast.units",
  takes: z.object({}),
  async run(context) {
    const units = await unitsWhere(context, "broadcast");
    const rows = await context.sql.rows(
      UnitRow,
      `WITH now AS (SELECT unit_id, parent_id, name, type FROM unit_versions
         WHERE unit_id = ANY ($1::uuid[]) AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2))
       SELECT unit_id AS id, name AS label FROM now
       WHERE parent_id IS NULL OR parent_id NOT IN (SELECT unit_id FROM now)
         OR parent_id IN (SELECT unit_id FROM now n WHERE n.parent_id IS NULL OR n.parent_id NOT IN (SELECT unit_id FROM now))
       ORDER BY (parent_id IS NOT NULL AND parent_id IN (SELECT unit_id FROM now)), name, unit_id`,
      [units, localDateOf(context.now)],
    );
    return { code: "ok", value: rows };
  },
});

const Narrowing = z.object({
  unit: RecordId,
  who: ChoiceId,
  status: OptionalChoiceId,
  livelihood: OptionalChoiceId,
  language: OptionalChoiceId,
  silent: z.number().nullish(),
});

/** How many a message would reach, by which road, at what cost, how long it takes, and who is left out. */
export const broadcastPreview = command({
  name: "broadcast.preview",
  takes: Narrowing,
  codes: ["not_allowed", "nobody"],
  async run(context, handed) {
    const audience = audienceOf(handed);
    if (audience === null || !(await mayBroadcast(context, audience.unit))) return { code: "not_allowed" };
    const preview = await previewOf(context.sql, audience, context);
    const left = preview.left_out.reduce((sum, { count }) => sum + count, 0);
    if (preview.count === 0) return { code: "nobody", value: { ...preview, left } };
    return { code: "ok", value: { ...preview, left, cost: preview.cost === 0 ? null : preview.cost } };
  },
});

/** Whether a text may go out to many; the code says why not. */
export const checkBroadcastText = command({
  name: "broadcast.check_text",
  takes: z.object({ text: OptionalText }),
  codes: ["names_poverty", "too_long", "empty"],
  async run(_context, { text }) {
    return { code: refusalOf(text ?? "") ?? "ok" };
  },
});

/**
 * Writes a broadcast down. To few it goes at the time that was chosen; to many it waits for a second pair of eyes, which is
 * asked at once (`nobody_to_check` where there is none yet: then it waits all the same).
 */
export const makeBroadcast = command({
  name: "broadcast.make",
  takes: Narrowing.extend({ text: OptionalText, time: ChoiceId, day: z.string().nullish() }),
  codes: ["not_allowed", "nobody", "waiting", "nobody_to_check", "names_poverty", "too_long", "empty"],
  async run(context, { text, time, day, ...narrowing }) {
    const { sql, me, now } = context;
    const audience = audienceOf(narrowing);
    if (audience === null || me.person === null || !(await mayBroadcast(context, audience.unit)))
      return { code: "not_allowed" };
    const refusal = refusalOf(text ?? "");
    if (refusal !== null) return { code: refusal };
    const { count } = await previewOf(sql, audience, context);
    if (count === 0) return { code: "nobody" };
    const second = count > (await secondEyesOver(sql));
    const sendAt = nextAllowed(timeOf(time, day ?? null, now));
    const [made] = await sql.rows(
      z.object({ id: z.string() }),
      `INSERT INTO broadcasts (id, author_id, unit_id, audience, text, state, send_at, created_at)
       VALUES (gen_random_uuid(), $1, $2, $3::jsonb, $4, $5, $6, $7) RETURNING id`,
      [
        me.person,
        audience.unit,
        JSON.stringify(audience),
        text,
        second ? "waiting" : "approved",
        sendAt,
        now,
      ],
    );
    const id = made?.id ?? "";
    if (!second) await announceStart(context, id, sendAt);
    const value = { id, count, at: localDateOf(sendAt) };
    if (!second) return { code: "ok", value };
    const asked = await secondEyesOf(context, audience.unit, me.person);
    for (const person of asked) await context.tell({ person }, "broadcast_check", { broadcast: id });
    return { code: asked.length === 0 ? "nobody_to_check" : "waiting", value };
  },
});

/** The author hears when it begins, where that is later. */
export async function announceStart(context: CommandContext, id: string, sendAt: Date): Promise<void> {
  const [row] = await context.sql.rows(
    z.object({ author_id: z.string() }),
    "SELECT author_id FROM broadcasts WHERE id = $1",
    [id],
  );
  if (row === undefined || sendAt <= context.now) return;
  await context.remind({
    key: `broadcast_starts:${id}`,
    kind: "broadcast",
    audience: { person: row.author_id },
    dueAt: sendAt,
    flow: "broadcast_news",
    vars: { broadcast: id },
  });
}

/** Above how many recipients somebody else has to look first, unless a setting says otherwise. */
const SECOND_EYES_OVER = 100;

async function secondEyesOver(sql: CommandContext["sql"]): Promise<number> {
  const [row] = await sql.rows(
    z.object({ value: z.int() }),
    "SELECT value FROM settings WHERE key = 'broadcast.second_eyes_over'",
  );
  return row?.value ?? SECOND_EYES_OVER;
}

function audienceOf({
  unit,
  who,
  status,
  livelihood,
  language,
  silent,
}: z.output<typeof Narrowing>): Audience | null {
  const parsed = Audience.safeParse({
    unit,
    who,
    status,
    livelihood: who === "households" ? livelihood : null,
    locale: language,
    silent_days: silent ?? null,
  });
  return parsed.success ? parsed.data : null;
}

const EVENING = 18.5;
const MORNING = 8;

/** Now, this evening, tomorrow morning, or the morning of a day. */
function timeOf(time: string, day: string | null, now: Date): Date {
  const today = localDateOf(now);
  const evening = instantAt(today, EVENING);
  if (time === "evening") return evening > now ? evening : instantAt(addDays(today, 1), EVENING);
  if (time === "tomorrow") return instantAt(addDays(today, 1), MORNING);
  if (time === "day" && day !== null && day > today) return instantAt(day, MORNING);
  return now;
}
