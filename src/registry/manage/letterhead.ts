import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { AppError } from "../../domain/app-error.ts";
import { ChoiceId } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import {
  keepSettings,
  organisationAt,
  organisationOf,
  ownSettingsOf,
  type OrganisationSettings,
} from "../units/organisation-settings.ts";
import { typeOfCode } from "../units/unit-types.ts";

const OwnRow = z.object({ unit: z.string(), name: z.string(), type: z.string() });
const IdRow = z.object({ id: z.string() });
const NamesRow = z.object({ name: z.string(), above: z.string().nullable() });
const PARTS = [
  "name",
  "above",
  "place",
  "mark",
  "form",
  "to",
  "recipients",
  "basis",
  "behalf",
  "office",
  "signer",
] as const;
const Part = ChoiceId.pipe(z.enum(PARTS));

/** What the papers of the leader's own organisation look like now. `none` where she leads no place. */
export const organisation = command({
  name: "units.organisation",
  takes: z.object({}),
  codes: ["none"],
  async run(context) {
    const own = await ownPlace(context);
    if (own === null) return { code: "none" };
    const around = { unit: own.unit, kind: "union", on: localDateOf(context.now) };
    const id = await organisationAt(context.sql, around);
    const nearest = id ?? (await organisationOf(context.sql, around));
    const settings = id === null ? {} : await ownSettingsOf(context.sql, id);
    const [named] =
      nearest === null
        ? []
        : await context.sql.rows(
            NamesRow,
            `SELECT o.name, a.name AS above FROM organisations o LEFT JOIN organisations a ON a.id = o.parent_id WHERE o.id = $1`,
            [nearest],
          );
    const { header, recipients, signatory, addressed_to: to, basis, form } = settings;
    return {
      code: "ok",
      value: {
        name: shown(header?.name ?? (id === null ? unionOf(context, own) : named?.name)),
        above: shown(header?.above ?? (id === null ? named?.name : (named?.above ?? undefined))),
        place: shown(header?.place ?? own.name),
        mark: shown(header?.mark),
        form: form ?? "union",
        to: shown(to?.join("; ")),
        recipients: shown(recipients?.join("; ")),
        basis: shown(basis?.join("; ")),
        behalf: shown(signatory?.onBehalfOf),
        office: shown(signatory?.office),
        signer: shown(signatory?.name),
      },
    };
  },
});

/**
 * Changes one part of it; several recipients are joined by semicolons. A place without an organisation of its own gets one
 * below the nearest: whoever leads a commune never changes the papers of the province.
 */
export const keepOrganisation = command({
  name: "units.keep_organisation",
  takes: z.object({ part: Part, text: z.string() }),
  codes: ["none", "refused"],
  async run(context, { part, text }) {
    const own = await ownPlace(context);
    if (own === null) return { code: "none" };
    const id =
      (await organisationAt(context.sql, { unit: own.unit, kind: "union", on: localDateOf(context.now) })) ??
      (await addOrganisation(context, own));
    try {
      const settings = await ownSettingsOf(context.sql, id);
      await keepSettings(context.sql, id, changed(settings, part, text.trim()));
      return { code: "ok", value: {} };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { code: "refused" };
    }
  },
});

type Own = z.infer<typeof OwnRow>;

/** What is left open on a paper, to be filled in by hand. */
const UNSAID = "…";

/** Short enough for a line on a phone. */
function shown(text: string | undefined): { label: string } {
  const whole = text ?? "—";
  return { label: whole.length <= 100 ? whole : `${whole.slice(0, 99)}…` };
}

function changed(
  { header, signatory }: OrganisationSettings,
  part: z.infer<typeof Part>,
  text: string,
): unknown {
  switch (part) {
    case "recipients":
      return { recipients: listed(text) };
    case "to":
      return { addressed_to: listed(text) };
    case "basis":
      return { basis: listed(text) };
    case "form":
      return { form: text };
    case "behalf":
      return { signatory: { office: UNSAID, ...signatory, onBehalfOf: text } };
    case "office":
      return { signatory: { ...signatory, office: text } };
    case "signer":
      return { signatory: { office: UNSAID, ...signatory, name: text } };
    default:
      return { header: { ...header, [part]: text } };
  }
}

function listed(text: string): string[] {
  return text
    .split(/[;\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

/** An organisation of the place's own, below the nearest. */
export async function addOrganisation(context: CommandContext, own: Own): Promise<string> {
  const { sql, now } = context;
  const on = localDateOf(now);
  const above = await organisationOf(sql, { unit: own.unit, kind: "union", on });
  const [made] = await sql.rows(
    IdRow,
    `WITH made AS (INSERT INTO organisations (id, parent_id, name, kind, valid_from)
       VALUES (gen_random_uuid(), $1, $2, 'union', $3) RETURNING id)
     INSERT INTO organisation_units (organisation_id, unit_id) SELECT id, $4 FROM made RETURNING organisation_id AS id`,
    [above, unionOf(context, own), on, own.unit],
  );
  if (made === undefined) throw new Error("an organisation was written and came back without an id");
  return made.id;
}

function unionOf({ text }: CommandContext, { name, type }: Own): string {
  const { label, level } = typeOfCode(type);
  return text(`papers.head.body_union_${level === "province" ? "province" : "commune"}`, {
    unit: `${label} ${name}`,
    name,
  });
}

/** The place that the person leads; of several the one that she has led for longest. */
export async function ownPlace({ sql, me, now }: CommandContext): Promise<Own | null> {
  const [own] = await sql.rows(
    OwnRow,
    `SELECT r.unit_id AS unit, v.name, v.type FROM roles r JOIN unit_versions v ON v.unit_id = r.unit_id
       AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
     WHERE r.person_id = $1 AND r.role IN ('leader', 'province') AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2)
     ORDER BY r.valid_from, r.unit_id LIMIT 1`,
    [me.person, localDateOf(now)],
  );
  return own ?? null;
}
