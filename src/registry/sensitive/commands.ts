import { z } from "zod";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command, type Command, type CommandContext } from "../../turns/command.ts";
import { appendAudit } from "../audit/append.ts";
import { consentsOf } from "../consent.ts";
import { mayWith } from "../rights.ts";
import { theHousehold } from "../the-household.ts";
import { forgetFields, keepField, maskedFields, openField, ownersWith } from "./fields.ts";
import { headOf, ownerFor } from "./head-of.ts";
import { purposeOf, SENSITIVE_KINDS } from "./kinds.ts";

const Kind = ChoiceId.pipe(z.enum(SENSITIVE_KINDS));
const HouseholdRow = z.object({ id: z.string(), name: z.string() });

/** What is locked away about the household acted for, each kind as a screen may show it; `—` where there is nothing. */
const sensitiveOf = command({
  name: "registry.sensitive",
  takes: z.object({}),
  codes: ["not_allowed"],
  async run(context) {
    const household = await lockable(context);
    if (household === null) return { code: "not_allowed" };
    const head = await headOf(context.sql, household, context.now);
    const fields = [
      ...(head === null ? [] : await maskedFields(context, { kind: "person", id: head })),
      ...(await maskedFields(context, { kind: "household", id: household })),
    ];
    const shown = new Map(fields.map(({ kind, masked }) => [kind, masked]));
    return {
      code: "ok",
      value: Object.fromEntries(SENSITIVE_KINDS.map((kind) => [kind, { label: shown.get(kind) ?? "—" }])),
    };
  },
});

/** Locks one field away. `no_consent` where the household has not agreed to what it is for. */
const keepSensitive = command({
  name: "registry.keep_sensitive",
  takes: z.object({ kind: Kind, value: z.string() }),
  codes: ["not_allowed", "no_consent"],
  async run(context, { kind, value }) {
    const household = await lockable(context);
    if (household === null) return { code: "not_allowed" };
    if (!(await consentsOf(context.sql, household)).has(purposeOf(kind))) return { code: "no_consent" };
    const owner = await ownerFor(context.sql, household, kind, context.now);
    await keepField(context, owner, kind, value, context.me.person);
    return { code: "ok", value: {} };
  },
});

/** Opens one field for who is in charge; the reading is on record. The flow says it once and keeps it nowhere. */
const openSensitive = command({
  name: "registry.open_sensitive",
  takes: z.object({ kind: Kind }),
  codes: ["not_allowed", "none"],
  async run(context, { kind }) {
    const { sql, now, me } = context;
    const household = await lockable(context);
    if (household === null) return { code: "not_allowed" };
    const owner = await ownerFor(sql, household, kind, now);
    const value = await openField(context, owner, kind);
    if (value === null) return { code: "none" };
    const object = { kind: "household", id: household };
    await appendAudit(
      sql,
      { person: me.person, action: "open_sensitive", object, road: context.channel, detail: { field: kind } },
      now,
    );
    return { code: "ok", value: { text: value } };
  },
});

/** Takes one field out for good. */
const forgetSensitive = command({
  name: "registry.forget_sensitive",
  takes: z.object({ kind: Kind }),
  codes: ["not_allowed", "none"],
  async run(context, { kind }) {
    const household = await lockable(context);
    if (household === null) return { code: "not_allowed" };
    const owner = await ownerFor(context.sql, household, kind, context.now);
    const forgotten = await forgetFields(context.sql, owner, kind);
    return forgotten === 0 ? { code: "none" } : { code: "ok", value: {} };
  },
});

/** The household of whoever has this identity number, where the one who asks may see it; else `none`. */
const byIdentity = command({
  name: "registry.by_identity",
  takes: z.object({ number: z.string() }),
  codes: ["none"],
  async run(context, { number }) {
    const owners = await ownersWith(context, "identity_number", number);
    const households = await context.sql.rows(
      HouseholdRow,
      `SELECT DISTINCT h.id, h.head_name AS name FROM households h
       LEFT JOIN household_members m ON m.household_id = h.id AND m.valid_to IS NULL
       WHERE m.person_id = ANY ($1) OR h.id = ANY ($2)`,
      [idsOf(owners, "person"), idsOf(owners, "household")],
    );
    for (const household of households)
      if (await mayWith(context, household.id, "lock"))
        return { code: "ok", value: { name: household.name }, acting: household };
    return { code: "none" };
  },
});

export const sensitiveCommands: readonly Command[] = [
  sensitiveOf,
  keepSensitive,
  openSensitive,
  forgetSensitive,
  byIdentity,
];

async function lockable(context: CommandContext): Promise<string | null> {
  const household = theHousehold(context, null);
  return household !== null && (await mayWith(context, household, "lock")) ? household : null;
}

function idsOf(owners: readonly { kind: string; id: string }[], kind: string): string[] {
  return owners.filter((owner) => owner.kind === kind).map(({ id }) => id);
}
