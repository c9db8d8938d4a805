import { z } from "zod";
import { mayWith, unitsWhere } from "../../registry/rights.ts";
import { reachHouseholds } from "../../reminders/reach-households.ts";
import { ChoiceId, isRecordId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";

const IdRow = z.object({ id: z.string() });
const StoryRow = z.object({
  id: z.string(),
  household_id: z.string(),
  household_name: z.string(),
  unit_id: z.string(),
  livelihood: z.string().nullable(),
  text: z.string(),
  status: z.string(),
  shared_at: z.date().nullable(),
});
const ReaderRow = z.object({ id: z.string(), name: z.string(), locale: z.string() });
type Story = z.infer<typeof StoryRow>;
type Reader = z.infer<typeof ReaderRow>;
const STORIES = `SELECT s.id, s.household_id, h.head_name AS household_name, h.unit_id, s.livelihood, s.text, s.status, s.shared_at
  FROM stories s JOIN households h ON h.id = s.household_id`;
/** SQL: the livelihood of household `h` by its last plan. */
const LIVES = `(SELECT v.livelihood FROM plans p JOIN plan_versions v ON v.plan_id = p.id AND v.version = p.version
  WHERE p.household_id = h.id AND p.status NOT IN ('refused', 'ended_early') ORDER BY p.created_at DESC LIMIT 1)`;

/**
 * Writes what is worth telling of a household, and asks it, with these very words, whether they may be passed on. Nothing is
 * passed on before it says yes. `told` is false where it has no phone to be asked on.
 */
export const askStory = command({
  name: "stories.ask",
  takes: z.object({ household: ChoiceId, text: z.string().trim().min(20) }),
  codes: ["not_allowed"],
  async run(context, { household, text }) {
    const { sql, now, me } = context;
    if (!(await mayWith(context, household, "decide"))) return { code: "not_allowed" };
    const [story] = await sql.rows(
      IdRow,
      `INSERT INTO stories (id, household_id, livelihood, text, status, entered_by, created_at)
       SELECT gen_random_uuid(), h.id, ${LIVES}, $2, 'asked', $3, $4 FROM households h WHERE h.id = $1 RETURNING id`,
      [household, text, me.person, now],
    );
    if (story === undefined) return { code: "not_allowed" };
    const written = await storyById(context, story.id);
    const told = await context.tell({ household }, "story_ask", {
      story: story.id,
      text,
      officer: { name: me.name, address: me.address === "unknown" ? null : me.address },
      household: { id: household, label: written?.household_name ?? "", name: written?.household_name ?? "" },
    });
    return { code: "ok", value: { told } };
  },
});

/** The household's own word: yes to this text, or no. Only a phone of the household counts, never somebody on its behalf. */
export const decideStory = command({
  name: "stories.decide",
  takes: z.object({ story: ChoiceId, decision: ChoiceId.pipe(z.enum(["agreed", "refused"])) }),
  codes: ["gone"],
  async run(context, { story: id, decision }) {
    const story = await storyById(context, id);
    if (story === null || !context.me.households.some(({ id: own }) => own === story.household_id))
      return { code: "gone" };
    const decided = await context.sql.run(
      "UPDATE stories SET status = $2, decided_at = $3 WHERE id = $1 AND status = 'asked'",
      [id, decision, context.now],
    );
    return decided === 0 ? { code: "gone" } : { code: "ok", value: {} };
  },
});

/** The stories that may be passed on and have not been, of households in the person's charge. */
export const storiesToShare = command({
  name: "stories.ready",
  takes: z.object({}),
  async run(context) {
    const units = await unitsWhere(context, "register");
    const rows = await context.sql.rows(
      StoryRow,
      `${STORIES} WHERE s.status = 'agreed' AND s.shared_at IS NULL AND h.unit_id = ANY ($1)
       ORDER BY s.decided_at, h.head_folded, s.id LIMIT 60`,
      [units],
    );
    const mine = [];
    for (const row of rows)
      if (await mayWith(context, row.household_id, "decide"))
        mine.push({ id: row.id, label: row.household_name, text: row.text, livelihood: row.livelihood });
    return { code: "ok", value: mine };
  },
});

/** What passing a story on would mean: to how many, by which road, at what cost. Counts only. */
export const reachOfStory = command({
  name: "stories.reach",
  takes: z.object({ story: ChoiceId }),
  codes: ["gone", "not_allowed", "nobody"],
  async run(context, { story: id }) {
    const shared = await toShare(context, id);
    if ("code" in shared) return shared;
    const readers = shared.readers.map((one) => one.id);
    const reach = await reachHouseholds(context.sql, readers, context);
    return {
      code: "ok",
      value: {
        count: readers.length,
        roads: reach.roads,
        cost: reach.cost || null,
        other_language: reach.other_language || null,
      },
    };
  },
});

/**
 * Passes a story on, once, to the households of the same livelihood in the units that the person works in, at a polite time.
 * Gives how many; `nobody` where there is none, and then it stays to be passed on later.
 */
export const shareStory = command({
  name: "stories.share",
  takes: z.object({ story: ChoiceId }),
  codes: ["gone", "not_allowed", "nobody"],
  async run(context, { story: id }) {
    const shared = await toShare(context, id);
    if ("code" in shared) return shared;
    const { story, readers } = shared;
    for (const { id: household, locale } of readers)
      await context.remind({
        key: `story:${id}:${household}`,
        kind: "story",
        audience: { household },
        dueAt: context.now,
        flow: "story_told",
        vars: { text: story.text, written_in: locale === context.locale ? null : context.locale },
      });
    await context.sql.run("UPDATE stories SET shared_at = $2, shared_with = $3 WHERE id = $1", [
      id,
      context.now,
      readers.length,
    ]);
    return { code: "ok", value: { sent: readers.length } };
  },
});

/** A story that may be passed on now, and to whom; the code of why not. */
async function toShare(
  context: CommandContext,
  id: string,
): Promise<{ story: Story; readers: Reader[] } | { code: "not_allowed" | "gone" | "nobody" }> {
  const story = await storyById(context, id);
  if (story === null || !(await mayWith(context, story.household_id, "decide")))
    return { code: "not_allowed" };
  if (story.status !== "agreed" || story.shared_at !== null) return { code: "gone" };
  const readers = await readersOf(context, story);
  return readers.length === 0 ? { code: "nobody" } : { story, readers };
}

/** The households of the same livelihood in the units that the person works in that can be reached. */
async function readersOf(
  context: CommandContext,
  { household_id, livelihood }: { household_id: string; livelihood: string | null },
): Promise<Reader[]> {
  return context.sql.rows(
    ReaderRow,
    `SELECT h.id, h.head_name AS name, reached.locale FROM households h
     JOIN LATERAL (SELECT c.locale FROM household_contacts hc JOIN contacts c ON c.id = hc.contact_id
       WHERE hc.household_id = h.id AND hc.valid_to IS NULL AND c.state = 'active' AND NOT c.reminders_off
       ORDER BY c.last_interaction_at DESC NULLS LAST, c.id LIMIT 1) reached ON true
     WHERE h.unit_id = ANY ($1) AND h.id <> $2 AND ${LIVES} = $3
       AND (SELECT c.given AND c.withdrawn_at IS NULL FROM consents c WHERE c.household_id = h.id AND c.purpose = 'register'
         ORDER BY c.decided_at DESC, c.given LIMIT 1)
     ORDER BY h.id`,
    [await unitsWhere(context, "register"), household_id, livelihood],
  );
}

async function storyById({ sql }: CommandContext, id: string) {
  if (!isRecordId(id)) return null;
  const [story] = await sql.rows(StoryRow, `${STORIES} WHERE s.id = $1 FOR UPDATE OF s`, [id]);
  return story ?? null;
}
