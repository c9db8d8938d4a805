import { readFileSync } from "node:fs";
import type { DateValue } from "../../src/language/date-types.ts";
import type { Entry } from "../../src/language/free-line-entry.ts";
import type { FreeLine } from "../../src/language/free-line.ts";
import type { IdentityNumber } from "../../src/language/identity-number.ts";
import type { PlaceHit } from "../../src/language/place.ts";
import type { Direction, Reading } from "../../src/language/reading.ts";
import type { ClockTime } from "../../src/language/time.ts";

/** A line of a table: what is typed, when (and which way the question looks), what must come of it, and why. */
export type Row = {
  input: string;
  now: Date;
  direction: Direction | null;
  expected: string;
  why: string;
  more: string;
};

const SOME_DAY = "2026-11-21";

/** Reads `tests/language/NAME.tsv`. `now` is a date, at ten in the morning in Viet Nam, with `forward` or `back` behind it. */
export function answerTable(name: string): Row[] {
  const lines = readFileSync(new URL(`${name}.tsv`, import.meta.url), "utf8").split("\n");
  return lines.slice(1).flatMap((line) => {
    const [input, now = "", expected, why = "", more = ""] = line.split("\t");
    if (input === undefined || expected === undefined) return [];
    const [day = SOME_DAY, way] = (now === "" ? SOME_DAY : now).split(" ");
    const direction = way === "forward" || way === "back" ? way : null;
    return [{ input, now: new Date(`${day}T03:00:00Z`), direction, expected, why, more }];
  });
}

/** A reading in one line: `value` certain, `~value` likely, `? a | b` to be asked, `-` not understood. */
export function inOneLine<T>(reading: Reading<T>, write: (value: T) => string): string {
  if (reading.kind === "not_understood") return "-";
  if (reading.kind === "understood") return (reading.sure === "certain" ? "" : "~") + write(reading.value);
  return `? ${reading.alternatives.map(({ value }) => write(value)).join(" | ")}`;
}

export function dateText(value: DateValue): string {
  return "date" in value ? value.date : `${value.from}..${value.to}`;
}

export function timeText({ hour, minute }: ClockTime): string {
  return `${hour}:${String(minute).padStart(2, "0")}`;
}

export function identityText({ number, sex, birthYear, warnings }: IdentityNumber): string {
  return [number, sex ?? "", birthYear ?? "", ...warnings].join(" ").trim();
}

/** `phường Vũng Liêm < Vĩnh Long`, `xã Mỹ Hòa < Ba Tri < Bến Tre → xã Mỹ Chánh Hòa [ấp 3]`. */
export function placeText({ type, name, parents, former, today, detail }: PlaceHit): string {
  const around = [`${type} ${name}`, ...parents.map((parent) => parent.name)].join(" < ");
  const now = former
    ? ` → ${today.length === 1 ? `${today[0]?.type} ${today[0]?.name}` : `${today.length} units`}`
    : "";
  return around + now + (detail === null ? "" : ` [${detail}]`);
}

/** `sold heo; 3 con heo; 12000000; 2026-11-21`, several of them with ` + ` between, `wish loan`. */
export function freeLineText(line: FreeLine): string {
  if (line.kind === "wish") return `wish ${line.wish}`;
  return (line.kind === "entry" ? [line] : line.entries).map(entryText).join(" + ");
}

function entryText({ entry, item, quantity, amount, date }: Entry): string {
  const much =
    quantity === null
      ? ""
      : [quantity.value, quantity.unit, quantity.of].filter((part) => part !== null).join(" ");
  return [`${entry} ${item ?? ""}`.trim(), much, amount ?? "", date].join("; ");
}
