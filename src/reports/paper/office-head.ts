import type { LocalDate } from "../../calendar/local-date.ts";
import type { Paper } from "../../documents/paper/paper.ts";
import type { ReportData } from "../report-data.ts";
import { placeAndDate, type Say } from "./say.ts";

export type Office = ReportData["office"];

/** The parts that every paper of an organisation shares, by its settings. `mark` overrides the mark of a report. */
export function headOfOffice(
  say: Say,
  office: Office,
  { unit, number, mark, on }: { unit: string; number: string | null; mark?: string; on: LocalDate },
): Pick<Paper, "form" | "issuer" | "number" | "placeAndDate" | "words"> {
  const { form } = office;
  const name = upper(office.name ?? unit);
  const standing = /BAN THƯỜNG VỤ|BAN CHẤP HÀNH|BCH|BTV/.test(name) || form === "state";
  return {
    form,
    issuer: {
      above: office.above === null ? null : upper(office.above),
      name: standing ? name : upper(say("head.standing_committee", { name })),
    },
    number: numberOf(say, office, number, mark),
    placeAndDate: placeAndDate(say, office.place ?? unit, on),
    words: {
      motto: {
        union: say("motto.union"),
        country: say("motto.country"),
        motto: say("motto.motto"),
      },
    },
  };
}

/** "Số: 12-BC/ĐTN" of the union, "Số: 12/BC-UBND" of the state; room for the number where it has none yet. */
export function numberOf(say: Say, office: Office, number: string | null, mark?: string): string {
  const own = mark ?? office.mark ?? say(`head.mark_${office.form}`);
  return say(`head.number_${office.form}`, { number: number ?? say("head.unnumbered"), mark: own });
}

/** Bottom left and right. */
export function footOfOffice(say: Say, office: Office): Pick<Paper, "recipients" | "signatures"> {
  return {
    recipients: {
      label: say("foot.recipients"),
      lines: [
        say("foot.as_above"),
        ...office.recipients.map((name) => say("foot.recipient", { name })),
        say("foot.kept"),
      ],
    },
    signatures: [
      {
        lines: [office.on_behalf_of ?? say("foot.on_behalf_of"), office.office ?? say("foot.office")].map(
          upper,
        ),
        name: office.signed_by,
      },
    ],
  };
}

export function upper(text: string): string {
  return text.toLocaleUpperCase("vi");
}
