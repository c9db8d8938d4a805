import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { COMMUNE_TYPES } from "../../domain/unit-types.ts";
import { fold } from "../../language/normalise.ts";
import { placeAsked } from "../../language/place-asked.ts";
import { unitsWhere } from "../../registry/rights.ts";
import { OptionalText } from "../../turns/choice-id.ts";
import { command } from "../../turns/command.ts";
import { glanceAbout } from "./glance-about.ts";

const Row = z.object({ unit: z.string(), name: z.string(), own: z.boolean() });

/**
 * `Vĩnh Long thế nào`: how a place stands that the person leads or looks over is asked for, as at the menu. `other` where the
 * line asks nothing like that, or names no such place: then it may name a household.
 */
export const askPlaceGlance = command({
  name: "reports.ask_place_glance",
  takes: z.object({ line: OptionalText }),
  codes: ["other"],
  async run(context, { line }) {
    const name = placeAsked(line ?? "");
    if (name === null) return { code: "other" };
    const seen = await unitsWhere(context, "count");
    const places = await context.sql.rows(
      Row,
      `SELECT v.unit_id AS unit, v.name, r.unit_id IS NOT NULL AS own FROM unit_versions v
       LEFT JOIN roles r ON r.unit_id = v.unit_id AND r.person_id = $1 AND r.role IN ('leader', 'province', 'viewer')
         AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2)
       WHERE v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
         AND (r.unit_id IS NOT NULL OR (v.unit_id = ANY ($3::uuid[]) AND v.type = ANY ($4)))
       ORDER BY own DESC, v.unit_id`,
      [context.me.person, localDateOf(context.now), seen, COMMUNE_TYPES],
    );
    const place = places.find((one) => fold(one.name) === name);
    if (place === undefined) return { code: "other" };
    const about = place.own ? await glanceAbout(context) : { units: [place.unit] };
    if (about === null) return { code: "other" };
    await context.errand({ kind: "unit_glance", about, flow: "unit_seen" });
    return { code: "ok" };
  },
});
