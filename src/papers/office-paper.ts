import { localDateOf, type LocalDate } from "../calendar/local-date.ts";
import type { Block, Paper, PaperForm } from "../documents/paper/paper.ts";
import { COMMUNE_TYPES } from "../domain/unit-types.ts";
import { aroundOn, type UnitOnDate } from "../registry/units/on-date.ts";
import { labelOf } from "../reports/inside.ts";
import { officeOf } from "../reports/office.ts";
import { bodyOf, headOfOffice, signatureOf, type Office } from "../reports/paper/office-head.ts";
import type { Say } from "../reports/paper/say.ts";
import type { Sql } from "../turns/ports.ts";

/** Whose paper it is: the organisation, the unit that it is of, and the day on which it is made. */
export type Issuer = { unit: UnitOnDate; office: Office; on: LocalDate };

/** Everything that stands between the head and the foot of a paper, and who signs. */
export type Content = {
  /** The code of its kind in the number: BB, GM, DS (NĐ 30/2020, Phụ lục III; the union has the same). */
  code: "BB" | "GM" | "DS";
  kind: string;
  subject: string;
  to?: Paper["to"];
  body: readonly Block[];
  signatures: Paper["signatures"];
  /** With "Nơi nhận" at the left; the second signature stands there otherwise. */
  recipients?: readonly string[];
  annexes?: Paper["annexes"];
};

/** Who issues the papers of a place today: the union of the commune around it. Null where the place is no more. */
export async function issuerOf(sql: Sql, unit: string, now: Date): Promise<Issuer | null> {
  const on = localDateOf(now);
  const around = await aroundOn(sql, unit, on);
  const issuing = around.find(({ type }) => COMMUNE_TYPES.some((one) => one === type)) ?? around[0];
  return issuing === undefined
    ? null
    : { unit: issuing, office: await officeOf(sql, { unit: issuing.id, on }), on };
}

/** The paper of an organisation with its head and foot. */
export function officePaper(say: Say, { unit, office, on }: Issuer, content: Content): Paper {
  const { kind, subject, recipients } = content;
  return {
    ...headOfOffice(say, office, { unit, number: null, mark: markOf(say, content.code, office), on }),
    about: null,
    kind,
    subject,
    to: content.to ?? null,
    body: content.body,
    recipients: recipients === undefined ? null : { label: say("foot.recipients"), lines: [...recipients] },
    signatures: content.signatures,
    annexes: content.annexes ?? [],
    about_file: { title: `${kind}: ${subject.replaceAll("\n", " ")}`, mark: null, on },
  };
}

/** The organisation's own signature with the name under it. */
export function signedByOffice(say: Say, { office }: Issuer): Paper["signatures"][number] {
  return signatureOf(say, office);
}

/** A place as it stands after "tại": the commune with its type, a hamlet as it is called. */
export function placeOf({ unit }: Issuer, name: string | null): string {
  return name === null || name === unit.name ? labelOf(unit) : name;
}

/** The same with another day at the head: what says "today" inside is of that day. */
export function madeOn(issuer: Issuer, on: LocalDate): Issuer {
  return { ...issuer, on };
}

export function nameOf(say: Say, { office, unit }: Issuer): string {
  return bodyOf(say, office, unit);
}

/** The mark of a report with another kind in it: "BC/ĐTN" gives "BB/ĐTN", "BC-UBND" gives "BB-UBND". */
function markOf(say: Say, code: string, office: Office): string {
  const mark = office.mark ?? say(`head.mark_${office.form satisfies PaperForm}`);
  return mark.replace(/^[\p{L}]+/u, code);
}
