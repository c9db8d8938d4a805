import type { Sql } from "../../turns/ports.ts";
import { changeUnits, lockMap } from "./change-units.ts";
import { importUnits } from "./import-units.ts";
import { publishedMap } from "./published-map.ts";
import { WARDS_SINCE_JUNE_2026 } from "./published-rows.ts";
import { stableId } from "./stable-id.ts";

const WARDS_FROM = "2026-06-09";

export type PublishedImport = { added: number; known: number; changed: number };

/**
 * Puts the published units of Viet Nam into the record, with their past, and then the communes of Vĩnh Long that became
 * wards on 9/6/2026 as a dated change. A second import changes nothing, and places that were made here (a demo commune,
 * hamlets) stay as they are. Call it inside a transaction.
 */
export async function importPublished(sql: Sql, now: Date): Promise<PublishedImport> {
  await lockMap(sql);
  const { added, known } = await importUnits(sql, publishedMap(), now);
  let changed = 0;
  for (const [code, name] of WARDS_SINCE_JUNE_2026) {
    const unit = stableId(code);
    // One that the record had before this import is for whoever keeps it to change.
    if (!added.has(unit)) continue;
    const change = { kind: "alter", unit, type: "phuong", ...(name === null ? {} : { name }) } as const;
    const { units } = await changeUnits(sql, change, { on: WARDS_FROM, document: null }, now);
    changed += units;
  }
  return { added: added.size, known, changed };
}
