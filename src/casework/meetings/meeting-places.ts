import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { rolesThatMay } from "../../domain/scope.ts";
import { REACHED } from "../../registry/rights.ts";
import { command } from "../../turns/command.ts";

const Row = z.object({ id: z.string(), name: z.string(), type: z.string() });
const MOST = 120;

/** The units at which the person can hold a meeting, the highest last: so "Ấp 3" is the third where hamlets are numbered. */
export const meetingPlaces = command({
  name: "casework.meeting_places",
  takes: z.object({}),
  async run({ sql, me, now }) {
    const places = await sql.rows(
      Row,
      `WITH RECURSIVE ${REACHED}
       SELECT v.unit_id AS id, v.name, v.type FROM unit_versions v
       WHERE v.unit_id IN (SELECT unit_id FROM reached WHERE role = ANY ($3))
         AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
       ORDER BY v.parent_id IN (SELECT unit_id FROM reached WHERE role = ANY ($3)) DESC, length(v.name), v.name LIMIT $4`,
      [me.person, localDateOf(now), rolesThatMay("meet"), MOST],
    );
    return { code: "ok", value: places.map(({ id, name, type }) => ({ id, name, type, label: name })) };
  },
});
