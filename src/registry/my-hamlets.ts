import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { rolesThatMay } from "../domain/scope.ts";
import { command } from "../turns/command.ts";
import { REACHED } from "./rights.ts";
import { unitName } from "./unit-names.ts";

const HamletRow = z.object({ id: z.string(), name: z.string(), parent: z.string().nullable() });

/** The places of the lowest level in which the person may register a household; the parent is told where names meet. */
export const myHamlets = command({
  name: "registry.my_hamlets",
  takes: z.object({}),
  async run({ sql, me, now }) {
    const hamlets = await sql.rows(
      HamletRow,
      `WITH RECURSIVE ${REACHED}
       SELECT DISTINCT v.unit_id AS id, v.name, ${unitName("v.parent_id", "$2")} AS parent
       FROM reached r JOIN unit_versions v ON v.unit_id = r.unit_id
         AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
       WHERE r.role = ANY ($3) AND NOT EXISTS (SELECT FROM unit_versions below WHERE below.parent_id = r.unit_id
         AND below.valid_from <= $2 AND (below.valid_to IS NULL OR below.valid_to > $2))`,
      [me.person, localDateOf(now), rolesThatMay("register")],
    );
    const inTurn = hamlets.toSorted((a, b) => a.name.localeCompare(b.name, "vi", { numeric: true }));
    return {
      code: "ok",
      value: inTurn.map(({ id, name, parent }) => ({
        id,
        label: namesMeet(hamlets, name) && parent !== null ? `${name} (${parent})` : name,
        name,
      })),
    };
  },
});

function namesMeet(hamlets: readonly { name: string }[], name: string): boolean {
  return hamlets.filter((other) => other.name === name).length > 1;
}
