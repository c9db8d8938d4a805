import { z } from "zod";
import { listEnding, tableFile } from "../../documents/table-bytes.ts";
import { fold } from "../../language/normalise.ts";
import { appendAudit } from "../../registry/audit/append.ts";
import { householdSheets } from "../../registry/export/export-households.ts";
import { invitationSheet } from "../../registry/invitation-sheet.ts";
import { listWords } from "../../registry/lists-words.ts";
import { unitsWhere } from "../../registry/rights.ts";
import { OptionalChoiceId, RecordId } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { errand } from "../../turns/errand.ts";
import { allowed } from "../allowed.ts";
import { nameOfUnit } from "./units.ts";

const About = z.object({ unit: z.string().nullable(), household: z.string().nullable() });
const PersonRow = z.object({ name: z.string() });

/** Asks for the list of a unit's households, as far as the person may see them. */
export const askForList = command({
  name: "households.ask_for_list",
  takes: z.object({ unit: RecordId }),
  codes: ["not_allowed"],
  async run(context, { unit }) {
    if (unit === null || !(await unitsWhere(context, "register")).includes(unit))
      return { code: "not_allowed" };
    await context.errand({
      kind: "household_list",
      about: { unit, household: null },
      flow: "households_list_made",
    });
    return { code: "ok", value: {} };
  },
});

/** Asks for cards with new codes: for one household, or for all of a unit that no phone answers for yet. */
export const askForCards = command({
  name: "households.ask_for_cards",
  takes: z.object({ unit: RecordId, household: OptionalChoiceId }),
  codes: ["not_allowed"],
  async run(context, { unit, household }) {
    const one = household === null ? null : await allowed(context, household, "manage");
    const units = await unitsWhere(context, "register");
    if (household === null ? unit === null || !units.includes(unit) : one === null)
      return { code: "not_allowed" };
    await context.errand({
      kind: "invitation_cards",
      about: { unit: one === null ? unit : null, household: one?.id ?? null },
      flow: "households_cards_made",
    });
    return { code: "ok", value: {} };
  },
});

/** The list as a workbook, or what the channel takes instead. */
export const householdList = errand({
  kind: "household_list",
  about: About,
  async run({ sql, now, words, locale, channel, personId }, { unit }) {
    const name = unit === null ? null : await nameOfUnit(sql, unit, now);
    if (unit === null || name === null || personId === null) return { vars: { name: null } };
    const [person] = await sql.rows(PersonRow, "SELECT name FROM people WHERE id = $1", [personId]);
    const reader = { id: personId, name: person?.name ?? "" };
    const sheets = householdSheets(sql, { id: unit, label: name }, reader, listWords(words, locale), now);
    const file = await tableFile(`ds-${fileName(name)}`, listEnding(channel), sheets, now);
    await appendAudit(
      sql,
      { person: personId, action: "export", object: { kind: "unit", id: unit }, road: "export" },
      now,
    );
    return { file, vars: { name } };
  },
});

/** The cards as a PDF. */
export const invitationCards = errand({
  kind: "invitation_cards",
  about: About,
  async run({ sql, now, words, locale, personId }, { unit, household }) {
    if (personId === null) return { vars: { cards: 0, left: null } };
    const { pdf, cards, left } = await invitationSheet(
      sql,
      { unit, household, by: personId },
      listWords(words, locale),
      now,
    );
    const vars = { cards, left: left === 0 ? null : left };
    if (cards === 0) return { vars };
    const object =
      household === null ? { kind: "unit", id: unit ?? "" } : { kind: "household", id: household };
    await appendAudit(
      sql,
      { person: personId, action: "export", object, road: "export", detail: { cards } },
      now,
    );
    return { file: { name: "the-moi.pdf", mime: "application/pdf", bytes: pdf }, vars };
  },
});

function fileName(name: string): string {
  return fold(name).replace(/[^a-z0-9]+/g, "-");
}
