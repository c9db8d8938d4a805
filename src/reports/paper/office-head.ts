import type { LocalDate } from "../../calendar/local-date.ts";
import type { Paper } from "../../documents/paper/paper.ts";
import { typeOfCode } from "../../registry/units/unit-types.ts";
import { labelOf } from "../inside.ts";
import type { ReportData } from "../report-data.ts";
import { placeAndDate } from "./phrases.ts";
import type { Say } from "./say.ts";

export type Office = ReportData["office"];
/** The unit whose organisation issues a paper. */
export type IssuingUnit = Pick<ReportData["unit"], "name" | "type">;

/** The parts that every paper of an organisation shares, by its settings. `mark` overrides the mark of a report. */
export function headOfOffice(
  say: Say,
  office: Office,
  { unit, number, mark, on }: { unit: IssuingUnit; number: string | null; mark?: string; on: LocalDate },
): Pick<Paper, "form" | "issuer" | "number" | "placeAndDate" | "words"> {
  const { form } = office;
  const name = upper(bodyOf(say, office, unit));
  const standing = /BAN THƯỜNG VỤ|BAN CHẤP HÀNH|BCH|BTV/.test(name) || form === "state";
  return {
    form,
    issuer: {
      above: office.above === null ? null : upper(office.above),
      name: standing ? name : upper(say("head.standing_committee", { name })),
    },
    number: numberOf(say, office, number, mark),
    placeAndDate: placeAndDate(say, office.place ?? unit.name, on),
    words: {
      motto: {
        union: say("motto.union"),
        country: say("motto.country"),
        motto: say("motto.motto"),
      },
    },
  };
}

/** The name of the body that issues: as the settings say; else the union, or the committee, of the unit. */
export function bodyOf(say: Say, office: Office, unit: IssuingUnit): string {
  if (office.name !== null) return office.name;
  const level = typeOfCode(unit.type).level === "province" ? "province" : "commune";
  return say(`head.body_${office.form}_${level}`, { unit: labelOf(unit), name: unit.name });
}

/** "Số: 12-BC/ĐTN" of the union, "Số: 12/BC-UBND" of the state; room for the number where it has none yet. */
export function numberOf(say: Say, office: Office, number: string | null, mark?: string): string {
  const own = mark ?? office.mark ?? say(`head.mark_${office.form}`);
  return say(`head.number_${office.form}`, { number: number ?? say("head.unnumbered"), mark: own });
}

/** Bottom left and right. Nobody is "as above" on a paper that is addressed to nobody. */
export function footOfOffice(
  say: Say,
  office: Office,
  addressed: boolean,
): Pick<Paper, "recipients" | "signatures"> {
  return {
    recipients: {
      label: say("foot.recipients"),
      lines: [
        ...(addressed ? [say("foot.as_above")] : []),
        ...office.recipients.map((name) => say("foot.recipient", { name })),
        say("foot.kept"),
      ],
    },
    signatures: [signatureOf(say, office)],
  };
}

/** Who signs for the organisation. */
export function signatureOf(say: Say, office: Office): Paper["signatures"][number] {
  return {
    lines: [
      office.on_behalf_of ?? say(`foot.on_behalf_of_${office.form}`),
      office.office ?? say(`foot.office_${office.form}`),
    ].map(upper),
    name: office.signed_by,
  };
}

export function upper(text: string): string {
  return text.toLocaleUpperCase("vi");
}
