/**
 * How two rows become one where both records of a household have one, such as two marks for the same meeting. In the SQL `k`
 * is the row of the household that is kept and `g` the other one.
 */
export type PairRule = {
  /** The other columns of the unique key. */
  pair: readonly string[];
  /** SQL of whether a row of this alias holds, where only one may hold at a time. */
  open?: (row: string) => string;
} & (
  | /** The kept row takes in what the other one said: by column, what it holds from then on. */
    { set: Readonly<Record<string, string>> }
    /** The older one ends on the day on which the newer one begins. Of the same day the kept one holds. */
  | { succeeds: true }
  /** The kept one holds. */
  | { stands: true }
);

/** The columns of `g` where the condition holds. */
function takenWhere(condition: string, columns: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    columns.map((column) => [column, `CASE WHEN ${condition} THEN g.${column} ELSE k.${column} END`]),
  );
}

/** Both texts, one after the other; once where they are the same. */
function both(column: string): Record<string, string> {
  const [k, g] = [`k.${column}`, `g.${column}`];
  return {
    [column]: `CASE WHEN ${g} IS NULL OR ${g} = ${k} THEN ${k} WHEN ${k} IS NULL THEN ${g} ELSE ${k} || '; ' || ${g} END`,
  };
}

function either(...columns: string[]): Record<string, string> {
  return Object.fromEntries(columns.map((column) => [column, `coalesce(k.${column}, g.${column})`]));
}

function earliest(column: string): Record<string, string> {
  return { [column]: `least(k.${column}, g.${column})` };
}

/** Over only where both are. */
function lastEnd(column: string): Record<string, string> {
  const [k, g] = [`k.${column}`, `g.${column}`];
  return { [column]: `CASE WHEN ${k} IS NULL OR ${g} IS NULL THEN NULL ELSE greatest(${k}, ${g}) END` };
}

/**
 * Each table with a unique key that holds a household, and the other columns of that key. A new one without a line here fails
 * `tests/households/merge.test.ts`.
 */
export const PAIR_RULES: Readonly<Record<string, PairRule>> = {
  meeting_households: {
    pair: ["meeting_id"],
    set: {
      ...earliest("invited_at"),
      reached: "k.reached OR g.reached",
      ...takenWhere("g.answer IS NOT NULL AND (k.answer IS NULL OR g.answered_at > k.answered_at)", [
        "answer",
        "answered_at",
        "answered_by",
      ]),
      // Who was seen there was there.
      ...takenWhere("g.came IS NOT NULL AND k.came IS NOT TRUE AND (k.came IS NULL OR g.came)", [
        "came",
        "how",
        "marked_at",
        "marked_by",
      ]),
    },
  },
  offer_answers: {
    pair: ["offer_id"],
    set: {
      ...earliest("sent_at"),
      ...takenWhere("g.answer <> 'sent' AND (k.answer = 'sent' OR g.answered_at > k.answered_at)", [
        "answer",
        "answered_at",
        "answered_by",
        "on_behalf",
      ]),
      ...takenWhere("g.result IS NOT NULL AND (k.result IS NULL OR k.result = 'absent')", [
        "result",
        "result_on",
        "result_by",
      ]),
      ...both("note"),
    },
  },
  work_results: {
    pair: ["offer_id"],
    set: { ...both("what"), ...either("place", "need_id"), ...earliest("happened_on") },
  },
  shock_households: {
    pair: ["shock_id"],
    set: {
      ...both("damage"),
      ...either("file_id"),
      ...earliest("at"),
      ...both("outcome"),
      ...takenWhere("g.done_at IS NOT NULL AND (k.done_at IS NULL OR g.done_at > k.done_at)", [
        "done_at",
        "done_by",
      ]),
    },
  },
  revisits: {
    pair: ["unit_id", "period"],
    set: {
      ...either("visitor_id"),
      ...takenWhere("g.visited_at IS NOT NULL AND k.visited_at IS NULL", [
        "visited_at",
        "visited_by",
        "result",
      ]),
      ...both("note"),
    },
  },
  model_households: { pair: ["model_id"], set: { ...earliest("joined_on"), ...lastEnd("left_on") } },
  exit_registrations: {
    pair: ["year"],
    set: { ...earliest("registered_on"), ...lastEnd("withdrawn_on") },
  },
  household_contacts: { pair: ["contact_id", "valid_from"], set: lastEnd("valid_to") },
  household_members: { pair: ["person_id", "valid_from"], set: lastEnd("valid_to") },
  need_groups: {
    pair: ["need"],
    open: (row) => `${row}.ended_on IS NULL`,
    set: earliest("noted_on"),
  },
  inspection_households: { pair: ["inspection_id"], set: {} },
  handover_households: { pair: ["handover_id"], set: {} },
  classifications: { pair: [], open: (row) => `${row}.valid_to IS NULL`, succeeds: true },
  // One officer in charge, and one home until a day.
  assignments: {
    pair: [],
    open: (row) => `${row}.valid_to IS NULL AND ${row}.kind = 'officer'`,
    stands: true,
  },
  household_past_units: { pair: ["lived_until"], stands: true },
};
