import { createInterface } from "node:readline";
import { systemClock } from "../clock.ts";
import { AppError } from "../domain/app-error.ts";
import { readArea } from "../language/area.ts";
import { readChoice } from "../language/choice.ts";
import { readDate } from "../language/date.ts";
import { readMoney } from "../language/money.ts";
import { readNumber } from "../language/numbers.ts";
import { readPhone } from "../language/phone.ts";
import { buildPlaceIndex } from "../language/place-index.ts";
import { readPlace } from "../language/place.ts";
import { readQuantity } from "../language/quantity.ts";
import type { Reading } from "../language/reading.ts";
import { readYesNo } from "../language/yes-no.ts";
import { publishedUnits } from "../registry/published-units.ts";
import { instantOf, readArguments } from "./arguments.ts";

/** What a value looks like in the output: members beside `value`, such as a quantity's unit. */
type Shown = { value: unknown } & Record<string, unknown>;
type Reader = (input: string) => Shown | { ambiguous: true; alternatives: Shown[] } | null;

/** `sinh-ke parse KIND`: reads one answer per line and prints one JSON object per line. */
export async function parse(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    now: { type: "string" },
    options: { type: "string" },
    json: { type: "boolean", default: true },
  });
  const read = readerOf(positionals[0], instantOf(values.now, systemClock.now()), values.options);
  for await (const input of createInterface({ input: process.stdin, crlfDelay: Infinity }))
    process.stdout.write(`${JSON.stringify({ input, value: null, ...read(input) })}\n`);
}

const KINDS = "money, number, quantity, area, date, phone, yes_no, choice or place";

function readerOf(kind: string | undefined, now: Date, options: string | undefined): Reader {
  switch (kind) {
    case "money":
      return (input) => shown(readMoney(input), plain);
    case "number":
      return (input) => shown(readNumber(input), plain);
    case "area":
      return (input) => shown(readArea(input), plain);
    case "phone":
      return (input) => shown(readPhone(input), plain);
    case "yes_no":
      return (input) => shown(readYesNo(input), plain);
    case "quantity":
      return (input) => shown(readQuantity(input), (quantity) => quantity);
    case "date":
      return (input) =>
        shown(readDate(input, { now }), (found) =>
          "date" in found ? { value: found.date } : { value: `${found.from}/${found.to}`, ...found },
        );
    case "choice": {
      const labels = (options ?? "")
        .split(",")
        .flatMap((label) => (label.trim() === "" ? [] : [label.trim()]));
      if (labels.length === 0)
        throw new AppError(
          "missing_options",
          'Give the options: parse choice --options "nuôi bò,nuôi heo,trồng dừa"',
          1,
        );
      return (input) =>
        shown(readChoice(input, { options: labels.map((label) => ({ id: label, label })) }), plain);
    }
    case "place": {
      const index = buildPlaceIndex(publishedUnits());
      return (input) => shown(readPlace(input, { index }), ({ name, ...hit }) => ({ value: name, ...hit }));
    }
    default:
      throw new AppError("no_such_kind", `Say what to read: ${KINDS}.`, 1);
  }
}

function plain(value: unknown): Shown {
  return { value };
}

function shown<T>(reading: Reading<T>, show: (value: T) => Shown): ReturnType<Reader> {
  switch (reading.kind) {
    case "understood":
      return { ...show(reading.value), read: reading.read, sure: reading.sure };
    case "ambiguous":
      return {
        ambiguous: true,
        alternatives: reading.alternatives.map(({ value, why }) =>
          why === undefined ? show(value) : { ...show(value), why },
        ),
      };
    case "not_understood":
      return null;
    default:
      return reading satisfies never;
  }
}
