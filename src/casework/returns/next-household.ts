import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { may, rolesFor } from "../../domain/scope.ts";
import { HouseholdRow, householdOption } from "../../registry/household-options.ts";
import { IN_CHARGE, inSight, mayWith, REACHED, relationsTo } from "../../registry/rights.ts";
import { unitName } from "../../registry/unit-names.ts";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import type { Sql } from "../../turns/ports.ts";
import { isFollowed } from "../followed.ts";
import { closeFollowUps } from "../follow-up.ts";
import { ABOUT_NEXT, close, lookInto, tellWhoGets } from "./move-return.ts";
import { partsThatCame } from "./parts-that-came.ts";
import { addReturnEvent, partOf, returnById, type ReturnRow } from "./return-rows.ts";
import { endReminders, named, remindToReceive, remindToReturn } from "./return-timers.ts";

const MOST = 100;

/** Who could get it next: the other households that the person decides for, those who wait for stock or capital first. */
export const returnCandidates = command({
  name: "returns.candidates",
  takes: z.object({ ret: ChoiceId }),
  async run(context, { ret }) {
    const row = await returnById(context.sql, ret);
    if (row === null || !(await mayWith(context, row.household_id, "decide")))
      return { code: "ok", value: [] };
    const rows = await context.sql.rows(
      HouseholdRow,
      `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$3")}
       SELECT h.id, h.head_name AS name, ${unitName("h.unit_id", "$2")} AS unit FROM households h
       WHERE h.id IN (SELECT household_id FROM in_sight) AND h.id <> $4 AND h.erased_at IS NULL AND ${isFollowed("h.id", "$2")}
       ORDER BY NOT EXISTS (SELECT FROM needs n WHERE n.household_id = h.id AND n.closed_on IS NULL
           AND n.category = CASE WHEN $5 = 'money' THEN 'capital' ELSE 'production' END),
         h.head_folded, h.id LIMIT $6`,
      [context.me.person, localDateOf(context.now), rolesFor("decide"), row.household_id, row.kind, MOST],
    );
    return { code: "ok", value: rows.map(householdOption) };
  },
});

/**
 * Chooses who gets it next, and asks that household; `told` is whether a phone could be reached. One that was to get it before
 * hears that it does not.
 */
export const chooseNext = command({
  name: "returns.choose_next",
  takes: z.object({ ret: ChoiceId, next: ChoiceId }),
  codes: ["gone", "not_allowed"],
  async run(context, { ret, next }) {
    const { sql } = context;
    const row = await returnById(sql, ret);
    if (row === null || !(await mayWith(context, row.household_id, "decide"))) return { code: "not_allowed" };
    if (next === row.household_id || !(await mayWith(context, next, "decide")))
      return { code: "not_allowed" };
    if (row.state === "excused" || row.received_at !== null) return { code: "gone" };
    if (row.next_id !== next) await tellWhoGets(context, row, "elsewhere");
    await sql.run("UPDATE returns SET next_id = $2 WHERE id = $1", [ret, next]);
    await addReturnEvent(context, ret, { what: "offered", onBehalf: true, next });
    await closeFollowUps(context, "return", ret, ABOUT_NEXT);
    const after = await returnById(sql, ret);
    if (after?.next_name === null || after === null) return { code: "gone" };
    const household = { id: next, name: after.next_name };
    await endReminders(context, ret, "next");
    await remindToReceive(context, ret, household, after.due);
    const told = await context.tell({ household: next }, "return_next", {
      ret,
      stage: await stageOf(sql, after),
      household: named(household),
    });
    return { code: "ok", value: { told } };
  },
});

/** Nobody is looked for to get it next, so that the task to look for one is done; not where one is waiting for it. */
export const noNext = command({
  name: "returns.no_next",
  takes: z.object({ ret: ChoiceId }),
  codes: ["gone"],
  async run(context, { ret }) {
    const row = await returnById(context.sql, ret);
    if (row === null || !(await mayWith(context, row.household_id, "decide"))) return { code: "gone" };
    if (row.state === "waiting" && row.next_id !== null) return { code: "gone" };
    await closeFollowUps(context, "return", ret, ABOUT_NEXT);
    return { code: "ok", value: {} };
  },
});

/** What the household that gets it next may read of it: what, until when, and what it is asked (`stage`). Never from whom. */
export const toReceive = command({
  name: "returns.to_receive",
  takes: z.object({ ret: ChoiceId }),
  codes: ["gone"],
  async run(context, { ret }) {
    const row = await returnById(context.sql, ret);
    if (row === null || row.next_id === null || row.received_at !== null) return { code: "gone" };
    if (!(await relationsTo(context, row.next_id)).includes("own")) return { code: "gone" };
    const { what, amount, kind, due } = row;
    const stage = await stageOf(context.sql, row);
    return { code: "ok", value: { what_name: what, part: partOf(row), amount, kind, due, stage } };
  },
});

/**
 * Where it stands for the household that gets it: it will not come (`off`), it is said to have come (`given`), or it is
 * still to come, to one that wants it (`soon`) or has not said so yet (`offered`).
 */
async function stageOf(sql: Sql, row: ReturnRow): Promise<"off" | "given" | "soon" | "offered"> {
  if (row.state === "excused") return "off";
  if (row.state === "returned" || row.said_at !== null) return "given";
  const [answer] = await sql.rows(
    z.object({ what: z.string() }),
    `SELECT what FROM return_events WHERE return_id = $1 AND what IN ('offered', 'wanted') ORDER BY id DESC LIMIT 1`,
    [row.id],
  );
  return answer?.what === "wanted" ? "soon" : "offered";
}

const ANSWERS = ["wanted", "not_wanted", "received", "not_received"] as const;

/**
 * The household that gets it next says that it wants it or does not, that it has come or has not. That it has come settles
 * what the other household has said; where it has not, the return waits again and the officer of the one that gives it looks.
 * Its words go to him, not into the note of the return, which is the other household's.
 */
export const answerNext = command({
  name: "returns.answer_next",
  takes: z.object({ ret: ChoiceId, answer: ChoiceId.pipe(z.enum(ANSWERS)), text: OptionalText }),
  codes: ["gone"],
  async run(context, { ret, answer, text }) {
    const { sql, now } = context;
    const row = await returnById(sql, ret);
    if (row === null || row.next_id === null || row.received_at !== null || row.state === "excused")
      return { code: "gone" };
    const relations = await relationsTo(context, row.next_id);
    if (!may(relations, "act_for")) return { code: "gone" };
    const onBehalf = !relations.includes("own");
    await addReturnEvent(context, ret, { what: answer, note: text, onBehalf, next: row.next_id });
    if (answer === "not_wanted") {
      await sql.run("UPDATE returns SET next_id = NULL WHERE id = $1", [ret]);
      await endReminders(context, ret, "next");
    }
    if (answer === "received") {
      await sql.run("UPDATE returns SET received_at = $2 WHERE id = $1", [ret, now]);
      await closeFollowUps(context, "return", ret);
      if (row.state === "waiting")
        await close(context, { ...row, received_at: now }, "returned", null, false);
    }
    // What one says it gave and the other has not got is not given yet, whoever has put it down as given.
    if (answer === "not_received") await reopen(context, row);
    if (answer === "not_wanted" || answer === "not_received")
      await lookInto(context, row, answer === "not_wanted" ? "return_next" : "return_missing", text);
    return { code: "ok", value: {} };
  },
});

const PartRow = z.object({ what: z.enum(["partly", "not_received"]), part: z.coerce.number().nullable() });

/**
 * It waits again; parts that came before stay, but not what was counted as the whole. Both households are reminded anew where
 * its day is ahead.
 */
async function reopen(context: CommandContext, row: ReturnRow): Promise<void> {
  const { sql } = context;
  const money = row.kind === "money";
  const events = await sql.rows(
    PartRow,
    `SELECT what, ${money ? "amount::text" : "quantity"} AS part FROM return_events
     WHERE return_id = $1 AND what IN ('partly', 'not_received') ORDER BY id`,
    [row.id],
  );
  const came = partsThatCame(
    money ? row.amount : row.quantity,
    events.map(({ what, part }) => (what === "partly" ? { came: part ?? 0 } : "not_so")),
  );
  await sql.run(
    `UPDATE returns SET state = 'waiting', said_at = NULL, settled_on = NULL, settled_by = NULL,
       ${money ? "given_amount" : "given_quantity"} = $2 WHERE id = $1`,
    [row.id, came === 0 ? null : came],
  );
  await remindToReturn(context, row.id, { id: row.household_id, name: row.household_name }, row.due);
  if (row.next_id !== null && row.next_name !== null)
    await remindToReceive(context, row.id, { id: row.next_id, name: row.next_name }, row.due);
}
