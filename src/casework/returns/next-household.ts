import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { may, rolesFor } from "../../domain/scope.ts";
import { HouseholdRow, householdOption } from "../../registry/household-options.ts";
import { IN_CHARGE, inSight, mayWith, REACHED, relationsTo } from "../../registry/rights.ts";
import { unitName } from "../../registry/unit-names.ts";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { isFollowed } from "../followed.ts";
import { close, lookInto } from "./move-return.ts";
import { addReturnEvent, returnById } from "./return-rows.ts";
import { named, remindToReceive } from "./return-timers.ts";

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

/** Chooses who gets it next, and asks that household; `told` is whether a phone could be reached. */
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
    await sql.run("UPDATE returns SET next_id = $2 WHERE id = $1", [ret, next]);
    await addReturnEvent(context, ret, { what: "offered", onBehalf: true });
    const after = await returnById(sql, ret);
    if (after?.next_name === null || after === null) return { code: "gone" };
    const household = { id: next, name: after.next_name };
    await remindToReceive(context, ret, household, after.due);
    const told = await context.tell({ household: next }, "return_next", {
      ret,
      stage: after.state === "returned" ? "given" : "offered",
      household: named(household),
    });
    return { code: "ok", value: { told } };
  },
});

/** What the household that gets it next may read of it: what, and until when. Never from whom. */
export const toReceive = command({
  name: "returns.to_receive",
  takes: z.object({ ret: ChoiceId }),
  codes: ["gone"],
  async run(context, { ret }) {
    const row = await returnById(context.sql, ret);
    if (row === null || row.next_id === null || row.received_at !== null) return { code: "gone" };
    if (!(await relationsTo(context, row.next_id)).includes("own")) return { code: "gone" };
    return {
      code: "ok",
      value: { what_name: row.what, amount: row.amount, kind: row.kind, due: row.due, state: row.state },
    };
  },
});

const ANSWERS = ["wanted", "not_wanted", "received", "not_received"] as const;

/**
 * The household that gets it next says that it wants it or does not, that it has come or has not. That it has come settles
 * what the other household has said; where it has not, the officer of the one that gives it looks.
 */
export const answerNext = command({
  name: "returns.answer_next",
  takes: z.object({ ret: ChoiceId, answer: ChoiceId.pipe(z.enum(ANSWERS)), text: OptionalText }),
  codes: ["gone"],
  async run(context, { ret, answer, text }) {
    const { sql, now } = context;
    const row = await returnById(sql, ret);
    if (row === null || row.next_id === null || row.received_at !== null) return { code: "gone" };
    const relations = await relationsTo(context, row.next_id);
    if (!may(relations, "act_for")) return { code: "gone" };
    const onBehalf = !relations.includes("own");
    await addReturnEvent(context, ret, { what: answer, note: text, onBehalf });
    if (answer === "not_wanted") await sql.run("UPDATE returns SET next_id = NULL WHERE id = $1", [ret]);
    if (answer === "received") {
      await sql.run("UPDATE returns SET received_at = $2 WHERE id = $1", [ret, now]);
      if (row.state === "waiting")
        await close(context, { ...row, received_at: now }, "returned", null, false);
    }
    // What one says it gave and the other has not got is not given yet.
    if (answer === "not_received")
      await sql.run("UPDATE returns SET said_at = NULL, note = coalesce($2, note) WHERE id = $1", [
        ret,
        text,
      ]);
    if (answer === "not_wanted" || answer === "not_received")
      await lookInto(context, row, answer === "not_wanted" ? "return_next" : "return_missing", text);
    return { code: "ok", value: {} };
  },
});
