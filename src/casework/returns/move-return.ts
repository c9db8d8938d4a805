import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { may } from "../../domain/scope.ts";
import { relationsTo } from "../../registry/rights.ts";
import { ChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { closeFollowUps, followUp } from "../follow-up.ts";
import { OptionalAmount, OptionalDate } from "../given.ts";
import { addReturnEvent, restOf, returnById, type ReturnRow } from "./return-rows.ts";
import { endReminders, named, remindToReceive, remindToReturn } from "./return-timers.ts";

const MOVES = ["given", "partly", "late", "excused"] as const;
type Move = (typeof MOVES)[number];
/** What a word about the giving answers, and what only the getting does. */
const ABOUT_GIVING = ["return_said", "return_late"] as const;
export const ABOUT_NEXT = ["return_next", "return_missing"] as const;

type Said = { count: number | null; until: string | null; note: string | null };

/**
 * What became of a return: given back, given in part, late until a new day, or no longer asked for. Who looks after the
 * household settles it with that, and where it is late names the new day; the household's own word waits for whoever gets it,
 * or for the officer, and makes it his task. What comes in parts is given back when the parts are the whole.
 */
export const moveReturn = command({
  name: "returns.move",
  takes: z.object({
    ret: ChoiceId,
    to: ChoiceId.pipe(z.enum(MOVES)),
    amount: OptionalAmount,
    count: z.number().positive().nullish(),
    until: OptionalDate,
    note: OptionalText,
  }),
  codes: ["gone", "not_allowed", "past"],
  async run(context, { ret, to, amount, count, until, note }) {
    const row = await returnById(context.sql, ret);
    if (row === null) return { code: "gone" };
    const relations = await relationsTo(context, row.household_id);
    const decides = may(relations, "decide");
    // One word for both, or a guessed id would tell that something is owed.
    if (!decides && !relations.includes("own")) return { code: "gone" };
    if (!decides && to === "excused") return { code: "not_allowed" };
    if (row.state !== "waiting") return { code: "gone" };
    if (to === "late" && (until === null ? decides : until <= localDateOf(context.now)))
      return { code: "past" };
    const said = { count: row.kind === "money" ? amount : (count ?? null), until, note };
    await (decides ? settle(context, row, to, said) : sayOwn(context, row, to, said));
    const after = await returnById(context.sql, ret);
    const rest = after === null ? null : restOf(after);
    return {
      code: "ok",
      value: {
        over: after?.state !== "waiting",
        rest_amount: row.kind === "money" ? rest : null,
        rest_count: row.kind === "stock" ? rest : null,
        due: after?.due ?? null,
      },
    };
  },
});

/**
 * The officer's word holds at once and answers what the household said and what had not come; whom it goes to is still looked
 * for. The household is told, and reads how it stands by then.
 */
async function settle(context: CommandContext, row: ReturnRow, to: Move, said: Said): Promise<void> {
  await closeFollowUps(context, "return", row.id, [...ABOUT_GIVING, "return_missing"]);
  if (to === "given") await close(context, row, "returned", said.note, true);
  else if (to === "excused") await close(context, row, "excused", said.note, true);
  else if (to === "partly") await addPart(context, row, said, true);
  else await postpone(context, row, said, true);
  const { me } = context;
  await context.tell({ household: row.household_id }, "return_news", {
    ret: row.id,
    what: to,
    household: named({ id: row.household_id, name: row.household_name }),
    officer: { name: me.name, address: me.address === "unknown" ? null : me.address },
  });
}

/** The household's word is kept as said, and somebody looks. */
async function sayOwn(context: CommandContext, row: ReturnRow, to: Move, said: Said): Promise<void> {
  if (to === "late") await postpone(context, row, said, false);
  else if (to === "partly") await addPart(context, row, said, false);
  else await saidAll(context, row, said.note);
  await lookInto(context, row, to === "late" ? "return_late" : "return_said", said.note);
}

/** The household has given back all of it, by its own word; whoever gets it is asked. */
async function saidAll(context: CommandContext, row: ReturnRow, note: string | null): Promise<void> {
  await context.sql.run("UPDATE returns SET said_at = $2 WHERE id = $1", [row.id, context.now]);
  await addReturnEvent(context, row.id, { what: "said", note, onBehalf: false });
  await tellWhoGets(context, row, "given");
}

/**
 * What was said makes it the officer's task; a newer word of the same side takes the place of an older one, and he hears of
 * it. That it has not come takes the place of the word that it was given, too.
 */
export async function lookInto(
  context: CommandContext,
  row: Pick<ReturnRow, "id" | "household_id" | "what">,
  kind: (typeof ABOUT_GIVING | typeof ABOUT_NEXT)[number],
  note: string | null,
): Promise<void> {
  const ofGiver = ABOUT_GIVING.some((one) => one === kind);
  const answered =
    kind === "return_missing" ? [...ABOUT_NEXT, "return_said"] : ofGiver ? ABOUT_GIVING : ABOUT_NEXT;
  await closeFollowUps(context, "return", row.id, answered);
  await followUp(context, {
    kind,
    household: row.household_id,
    note: [row.what, note].filter((part) => part !== null).join(" · "),
    due: null,
    source: "return",
    id: row.id,
  });
}

/**
 * Ends it, and asks whoever gets it whether it has come, or says that it will not. The tasks about the giving are done; those
 * about who gets it only where nothing comes, or where it has come.
 */
export async function close(
  context: CommandContext,
  row: ReturnRow,
  state: "returned" | "excused",
  note: string | null,
  onBehalf: boolean,
): Promise<void> {
  const { sql, now, me } = context;
  await sql.run(
    `UPDATE returns SET state = $2, settled_on = $3, settled_by = $4, note = coalesce($5, note),
       given_amount = CASE WHEN $2 = 'returned' THEN coalesce(amount, given_amount) ELSE given_amount END,
       given_quantity = CASE WHEN $2 = 'returned' THEN coalesce(quantity, given_quantity) ELSE given_quantity END
     WHERE id = $1`,
    [row.id, state, localDateOf(now), me.person, note],
  );
  await addReturnEvent(context, row.id, { what: state, note, onBehalf });
  const all = state === "excused" || row.received_at !== null;
  await closeFollowUps(context, "return", row.id, all ? null : ABOUT_GIVING);
  await endReminders(context, row.id);
  if (row.received_at === null) await tellWhoGets(context, row, state === "returned" ? "given" : "off");
}

async function addPart(
  context: CommandContext,
  row: ReturnRow,
  { count, note }: Said,
  onBehalf: boolean,
): Promise<void> {
  const money = row.kind === "money";
  await context.sql.run(
    `UPDATE returns SET said_at = NULL, note = coalesce($3, note),
       ${money ? "given_amount = coalesce(given_amount, 0)" : "given_quantity = coalesce(given_quantity, 0)"} + $2
     WHERE id = $1`,
    [row.id, count ?? 0, note],
  );
  await addReturnEvent(context, row.id, {
    what: "partly",
    ...(money ? { amount: count } : { quantity: count }),
    note,
    onBehalf,
  });
  const after = await returnById(context.sql, row.id);
  if (after === null || restOf(after) !== 0) return;
  if (onBehalf) await close(context, after, "returned", note, true);
  else await saidAll(context, after, note);
}

async function postpone(
  context: CommandContext,
  row: ReturnRow,
  { until, note }: Said,
  onBehalf: boolean,
): Promise<void> {
  await context.sql.run(
    `UPDATE returns SET promised_on = coalesce($2, promised_on), said_at = NULL, note = coalesce($3, note)
     WHERE id = $1`,
    [row.id, until, note],
  );
  await addReturnEvent(context, row.id, { what: "late", until, note, onBehalf });
  if (until === null) return;
  await endReminders(context, row.id);
  await remindToReturn(context, row.id, { id: row.household_id, name: row.household_name }, until);
  if (row.next_id !== null && row.next_name !== null)
    await remindToReceive(context, row.id, { id: row.next_id, name: row.next_name }, until);
}

/**
 * The household that gets it is asked whether it has come (`given`), or hears that it will not come: to nobody (`off`), or
 * not to it any more (`elsewhere`), which it could not look up.
 */
export async function tellWhoGets(
  context: CommandContext,
  row: ReturnRow,
  stage: "given" | "off" | "elsewhere",
): Promise<void> {
  if (row.next_id === null || row.next_name === null) return;
  await context.tell({ household: row.next_id }, "return_next", {
    ret: row.id,
    stage,
    household: named({ id: row.next_id, name: row.next_name }),
    ...(stage === "elsewhere" ? { what_name: row.what } : {}),
  });
}
