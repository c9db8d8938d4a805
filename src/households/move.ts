import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { handOverToUnit } from "../desk/hand-over.ts";
import { levelsOf } from "../language/place-unit.ts";
import type { PlaceHit } from "../language/place.ts";
import { unitsWhere } from "../registry/rights.ts";
import { unitName } from "../registry/unit-names.ts";
import { placeFinder } from "../registry/units/find-place.ts";
import { moveHousehold } from "../registry/units/move-household.ts";
import { aroundOn, homeOn } from "../registry/units/on-date.ts";
import type { Sql } from "../turns/ports.ts";
import { OptionalChoiceId, OptionalText, RecordId } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { allowed } from "./allowed.ts";
import { correctHousehold } from "./edit.ts";

const MOST = 12;
const finder = placeFinder();

/**
 * Units of today that a text names, at any level, each with what it lies in; names only, and nothing that is in them.
 * What lies in the household's own commune comes first, then its province, then the country: `Ấp 3` is the one at home, and
 * another commune's only where it is named with it.
 */
export const places = command({
  name: "households.places",
  takes: z.object({ household: OptionalChoiceId, text: OptionalText }),
  async run(context, { household: handed, text }) {
    const { sql, now } = context;
    const today = localDateOf(now);
    const found = await allowed(context, handed, "manage");
    const home = found === null ? null : await homeOn(sql, found.id, today);
    const around = home === null ? [] : await aroundOn(sql, home, today);
    const hits: PlaceHit[] = [];
    for (const within of [...around.slice(1).map(({ id }) => id), undefined]) {
      const further = await hitsIn(sql, text ?? "", now, within);
      // `Ấp 3` is the one at home; a commune of that name may well be meant wherever it lies.
      hits.push(...(hits.length === 0 ? further : further.filter((hit) => !isHamlet(hit))));
    }
    const units = [...new Set(hits.flatMap((hit) => hit.today.map(({ id }) => id)))];
    const value = [];
    for (const id of units.slice(0, MOST)) {
      const lies = await aroundOn(sql, id, today);
      const [unit] = lies;
      if (unit !== undefined)
        value.push({ id, label: lies.map(({ name }) => name).join(", "), name: unit.name });
    }
    return { code: "ok", value };
  },
});

async function hitsIn(sql: Sql, text: string, now: Date, within: string | undefined): Promise<PlaceHit[]> {
  const reading = await finder.find(sql, text, within === undefined ? { now } : { now, within });
  if (reading.kind === "understood") return [reading.value];
  return reading.kind === "ambiguous" ? reading.alternatives.map(({ value }) => value) : [];
}

function isHamlet({ type }: PlaceHit): boolean {
  return levelsOf(type)[0] === "hamlet";
}

const UnitRow = z.object({ name: z.string().nullable() });

/**
 * Writes down where a household lives from a day on. Within the places of the person at once; to another commune only by
 * who leads the one that it leaves: then nobody here looks after it any more, and the leaders there hear of it.
 */
export const move = command({
  name: "households.move",
  takes: z.object({
    household: OptionalChoiceId,
    unit: RecordId,
    day: z.string(),
    address: OptionalText,
  }),
  codes: ["not_allowed", "too_early", "same", "no_place"],
  async run(context, { household: handed, unit, day, address }) {
    const found = await allowed(context, handed, "manage");
    if (found === null || unit === null) return { code: "not_allowed" };
    const { sql, now } = context;
    const today = localDateOf(now);
    if (day > today) return { code: "too_early" };
    if ((await aroundOn(sql, unit, day)).length === 0) return { code: "no_place" };
    const isNear = (await unitsWhere(context, "register")).includes(unit);
    if (!isNear && !found.relations.includes("leads")) return { code: "not_allowed" };
    if ((await homeOn(sql, found.id, today)) === unit && (await homeOn(sql, found.id, day)) === unit)
      return { code: "same" };
    await moveHousehold(sql, { household: found.id, to: unit }, day, now);
    // A move that was entered late must not leave it behind where it lived in between.
    if ((await homeOn(sql, found.id, today)) !== unit)
      await moveHousehold(sql, { household: found.id, to: unit }, today, now);
    if (address !== null) await correctHousehold(context, found.id, { address });
    const [row] = await sql.rows(UnitRow, `SELECT ${unitName("$1::uuid", "$2")} AS name`, [unit, today]);
    if (!isNear) {
      await sql.run(
        `UPDATE assignments SET valid_to = $2 WHERE household_id = $1 AND kind = 'officer' AND valid_to IS NULL`,
        [found.id, today],
      );
      await handOverToUnit(context, { kind: "household_arrived", household: found.id, note: null }, unit);
    }
    return { code: "ok", value: { name: row?.name ?? null, near: isNear } };
  },
});
