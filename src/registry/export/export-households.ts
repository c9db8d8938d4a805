import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import type { Cell, WrittenSheet } from "../../documents/written-sheet.ts";
import { CLASSES } from "../../domain/classification.ts";
import { rolesFor } from "../../domain/scope.ts";
import type { Sql } from "../../turns/ports.ts";
import { HOUSEHOLD_HEADINGS, type ListWords } from "../lists-words.ts";
import { IN_CHARGE, inSight, REACHED } from "../rights.ts";
import { unitName } from "../unit-names.ts";
import type { NamedUnit } from "../import/the-unit.ts";

const PAGE = 1000;
const HEADINGS = ["code", ...HOUSEHOLD_HEADINGS] as const;

/** For whom a list is made: a person sees what the rule of rights lets that person see; null is the administrator. */
export type Reader = { id: string; name: string } | null;

const ListedRow = z.object({
  id: z.string(),
  folded: z.string(),
  code: z.string(),
  name: z.string(),
  birth: z.int().nullable(),
  unit: z.string().nullable(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  status: z.enum(CLASSES).nullable(),
  decision: z.string().nullable(),
  from: z.string().nullable(),
});

/**
 * The households of a unit as sheets to write: first when, by whom and of what the list is, then the list by name. Phones
 * are masked. Rows are read a thousand at a time; call it inside one transaction, so that the list is of one moment.
 */
export function householdSheets(
  sql: Sql,
  unit: NamedUnit,
  reader: Reader,
  say: ListWords,
  now: Date,
): WrittenSheet[] {
  return [
    {
      name: say("about.sheet"),
      headings: 1,
      rows: [
        [say("about.title")],
        [say("about.scope"), unit.label],
        [say("about.day"), { day: localDateOf(now) }],
        [say("about.by"), reader?.name ?? say("about.administrator")],
        [say("about.note"), say("about.personal")],
      ],
    },
    { name: say("sheet"), headings: 1, rows: rowsOf(sql, unit.id, reader, say, now) },
  ];
}

async function* rowsOf(
  sql: Sql,
  unit: string,
  reader: Reader,
  say: ListWords,
  now: Date,
): AsyncGenerator<Cell[]> {
  yield HEADINGS.map((heading) => say(`headings.${heading}`));
  for (
    let after: { folded: string; id: string } | null = {
      folded: "",
      id: "00000000-0000-0000-0000-000000000000",
    };
    after !== null;
  ) {
    const page: z.infer<typeof ListedRow>[] = await sql.rows(ListedRow, statement(), [
      reader?.id ?? null,
      localDateOf(now),
      rolesFor("see"),
      unit,
      after.folded,
      after.id,
      PAGE,
    ]);
    for (const { code, name, birth, unit: home, address, phone, status, decision, from } of page)
      yield [
        code,
        name,
        birth === null ? "" : String(birth),
        home ?? "",
        address ?? "",
        maskedPhone(phone),
        status === null ? "" : say(`class_words.${status}`),
        decision ?? "",
        from === null ? "" : { day: from },
      ];
    after = page.length < PAGE ? null : (page.at(-1) ?? null);
  }
}

function statement(): string {
  return `WITH RECURSIVE ${REACHED}, ${IN_CHARGE}, ${inSight("$3")}, scope (unit_id) AS (
      SELECT $4::uuid
      UNION
      SELECT v.unit_id FROM unit_versions v JOIN scope ON v.parent_id = scope.unit_id
      WHERE v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to > $2)
    )
    SELECT h.id, h.head_folded AS folded, h.code, h.head_name AS name, p.birth_year AS birth,
      ${unitName("h.unit_id", "$2")} AS unit, h.address, h.phone,
      c.status, c.decision_no AS decision, c.valid_from AS from
    FROM households h
    LEFT JOIN classifications c ON c.household_id = h.id AND c.valid_to IS NULL AND c.valid_from <= $2
    LEFT JOIN household_members m ON m.household_id = h.id AND m.relation = 'head' AND m.valid_to IS NULL
    LEFT JOIN people p ON p.id = m.person_id
    WHERE h.erased_at IS NULL AND h.unit_id IN (SELECT unit_id FROM scope)
      AND ($1::uuid IS NULL OR h.id IN (SELECT household_id FROM in_sight))
      AND (h.head_folded, h.id) > ($5, $6::uuid)
    ORDER BY h.head_folded, h.id LIMIT $7`;
}

/** `0901234567` as `09******67`: enough to tell two people apart. */
function maskedPhone(phone: string | null): string {
  if (phone === null) return "";
  const dialled = phone.replace(/^\+84/, "0");
  return dialled.slice(0, 2) + "*".repeat(Math.max(0, dialled.length - 4)) + dialled.slice(-2);
}
