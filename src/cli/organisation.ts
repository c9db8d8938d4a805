import { localDateOf } from "../calendar/local-date.ts";
import { systemClock } from "../clock.ts";
import { AppError } from "../domain/app-error.ts";
import { appendAudit } from "../registry/audit/append.ts";
import { findUnit } from "../registry/import/the-unit.ts";
import {
  keepSettings,
  ownSettingsOf,
  settingsOf,
  OrganisationSettings,
} from "../registry/units/organisation-settings.ts";
import { nameOrganisation, organisationNamed, ORGANISATIONS } from "../registry/units/organisations.ts";
import { sqlOf } from "../store/sql.ts";
import { inTransaction } from "../store/in-transaction.ts";
import type { Sql } from "../turns/ports.ts";
import { readArguments } from "./arguments.ts";
import { print } from "./print.ts";
import { withDatabase } from "./with-database.ts";

const USAGE =
  'Say what: organisation show --unit CODE, or organisation set --unit CODE --name "ĐOÀN XÃ BÌNH PHÚ ĐÔNG" (the name alone will do), with --place "Bình Phú Đông", --questions 3 and others where wanted';

type Asked = Partial<
  Record<
    | "name"
    | "above"
    | "place"
    | "mark"
    | "recipients"
    | "behalf"
    | "office"
    | "signer"
    | "form"
    | "addressed"
    | "basis"
    | "questions",
    string
  >
>;

/**
 * `sinh-ke organisation show | set --unit CODE`: the organisation of a place and what its papers look like: head, recipients,
 * who signs. `set` adds the organisation where the place has none; what is not named stays as it is.
 */
export async function organisation(args: string[]): Promise<void> {
  const text = { type: "string" } as const;
  const { values, positionals } = readArguments(args, {
    unit: text,
    kind: { type: "string", default: "union" },
    name: text,
    above: text,
    place: text,
    mark: text,
    recipients: text,
    behalf: text,
    office: text,
    signer: text,
    form: text,
    addressed: text,
    basis: text,
    questions: text,
    json: { type: "boolean", default: false },
  });
  const [what] = positionals;
  const kind = ORGANISATIONS.find((one) => one === values.kind);
  const { unit: wanted } = values;
  if (wanted === undefined || (what !== "show" && what !== "set")) throw bad(USAGE);
  if (kind === undefined) throw bad(`--kind ${values.kind} is none of ${ORGANISATIONS.join(", ")}.`);
  const now = systemClock.now();
  const shown = await withDatabase((pool) =>
    inTransaction(pool, async (client) => {
      const sql = sqlOf(client);
      const unit = await findUnit(sql, wanted, now);
      const at = { unit: unit.id, kind, on: localDateOf(now) };
      if (what === "set") await set(sql, at, values, now);
      const own = await organisationNamed(sql, at);
      if (own === null)
        throw bad(
          `${unit.label} has no organisation of that kind yet: organisation set --unit ${wanted} --name "…" adds it.`,
        );
      return { unit: unit.label, ...own, settings: await settingsOf(sql, own.id) };
    }),
  );
  print(values.json, shown, inWords(shown));
}

async function set(
  sql: Sql,
  at: { unit: string; kind: (typeof ORGANISATIONS)[number]; on: string },
  asked: Asked,
  now: Date,
): Promise<void> {
  const own = await organisationNamed(sql, at);
  if (own === null && asked.name === undefined)
    throw bad("There is no organisation yet: say how it is called with --name.");
  const id = asked.name === undefined ? (own?.id ?? "") : await nameOrganisation(sql, at, asked.name.trim());
  const before = await ownSettingsOf(sql, id);
  await keepSettings(sql, id, changed(before, asked));
  const object = { kind: "organisation", id };
  await appendAudit(sql, { person: null, action: "organisation_set", object, road: "cli" }, now);
}

function changed(before: OrganisationSettings, asked: Asked): OrganisationSettings {
  const { name, above, place, mark, behalf, office, signer, form } = asked;
  const header = {
    ...before.header,
    ...some({ name, above, place, mark }),
  };
  const signatory = { ...before.signatory, ...some({ onBehalfOf: behalf, office, name: signer }) };
  if ((behalf !== undefined || signer !== undefined) && signatory.office === undefined)
    throw bad("Say in what office somebody signs: --office BÍ THƯ.");
  const kept = form === undefined ? undefined : (["union", "state"] as const).find((one) => one === form);
  if (form !== undefined && kept === undefined) throw bad(`--form ${form} is neither union nor state.`);
  return {
    ...(Object.keys(header).length === 0 ? {} : { header }),
    ...(signatory.office === undefined ? {} : { signatory: { ...signatory, office: signatory.office } }),
    ...(kept === undefined ? {} : { form: kept }),
    ...some({
      recipients: listOf(asked.recipients),
      addressed_to: listOf(asked.addressed),
      basis: listOf(asked.basis),
      questions_a_week: questionsOf(asked.questions),
    }),
  };
}

function questionsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const { success, data } = OrganisationSettings.shape.questions_a_week.safeParse(Number(text));
  if (!success) throw bad(`--questions ${text} is no number of questions a week: give one from 1 to 50.`);
  return data;
}

/** Several are joined by semicolons. */
function listOf(text: string | undefined): string[] | undefined {
  return text
    ?.split(";")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

function some<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const kept: { [K in keyof T]?: NonNullable<T[K]> } = {};
  for (const key in values) {
    const value = values[key];
    if (value !== undefined && value !== null) kept[key] = value;
  }
  return kept;
}

function inWords({
  name,
  above,
  settings,
}: {
  name: string;
  above: string | null;
  settings: OrganisationSettings;
}): string {
  const { header, signatory, recipients, addressed_to, basis, form, questions_a_week: questions } = settings;
  return [
    `${name}${above === null ? "" : `, below ${above}`}`,
    ...line("form", form),
    ...line(
      "head",
      header === undefined ? undefined : [header.above, header.name].filter(Boolean).join(" / "),
    ),
    ...line("place before the date", header?.place),
    ...line("mark", header?.mark),
    ...line("addressed to", addressed_to?.join("; ")),
    ...line("based on", basis?.join("; ")),
    ...line("recipients", recipients?.join("; ")),
    ...line("questions a week", questions?.toString()),
    ...line(
      "signed",
      signatory === undefined
        ? undefined
        : [signatory.onBehalfOf, signatory.office, signatory.name].filter(Boolean).join(", "),
    ),
  ].join("\n");
}

function line(label: string, text: string | undefined): string[] {
  return text === undefined ? [] : [`  ${label}: ${text}`];
}

function bad(message: string): AppError {
  return new AppError("bad_organisation", message, 1);
}
