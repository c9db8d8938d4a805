import { createInterface } from "node:readline";
import { z } from "zod";
import { systemClock } from "../clock.ts";
import { AppError } from "../domain/app-error.ts";
import type { Region } from "../language/area-words.ts";
import { readArea } from "../language/area.ts";
import { readChoice } from "../language/choice.ts";
import { readDate } from "../language/date.ts";
import { readFreeLine } from "../language/free-line.ts";
import { readIdentityNumber } from "../language/identity-number.ts";
import { readMoney } from "../language/money.ts";
import { readNumber } from "../language/numbers.ts";
import { readPersonName } from "../language/person-name.ts";
import { readPhone } from "../language/phone.ts";
import { buildPlaceIndex } from "../language/place-index.ts";
import { readPlace } from "../language/place.ts";
import { readQuantity } from "../language/quantity.ts";
import type { Direction, Reading } from "../language/reading.ts";
import { type ClockTime, readTime } from "../language/time.ts";
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
    direction: { type: "string" },
    region: { type: "string" },
    json: { type: "boolean", default: true },
  });
  const direction = oneOf(DirectionWord, values.direction, "direction", "forward or back");
  const region = oneOf(RegionWord, values.region, "region", "north, central or south");
  const read = readerOf(positionals[0], {
    now: instantOf(values.now, systemClock.now()),
    ...(direction === undefined ? {} : { direction }),
    ...(region === undefined ? {} : { region }),
    options: values.options ?? "",
  });
  for await (const input of createInterface({ input: process.stdin, crlfDelay: Infinity }))
    process.stdout.write(`${JSON.stringify({ input, value: null, ...read(input) })}\n`);
}

const KINDS =
  "money, number, quantity, area, date, time, phone, yes_no, choice, place, person_name, identity_number or free_line";

type Asked = { now: Date; direction?: Direction; region?: Region; options: string };

function readerOf(kind: string | undefined, { now, direction, region, options }: Asked): Reader {
  switch (kind) {
    case "money":
      return (input) => shown(readMoney(input), plain);
    case "number":
      return (input) => shown(readNumber(input), plain);
    case "area":
      return (input) => shown(readArea(input, region === undefined ? {} : { region }), plain);
    case "phone":
      return (input) => shown(readPhone(input), plain);
    case "yes_no":
      return (input) => shown(readYesNo(input), plain);
    case "person_name":
      return (input) => shown(readPersonName(input), plain);
    case "quantity":
      return (input) => shown(readQuantity(input), (quantity) => quantity);
    case "identity_number":
      return (input) =>
        shown(readIdentityNumber(input, { now }), ({ number, ...more }) => ({ value: number, ...more }));
    case "free_line":
      return (input) => shown(readFreeLine(input, { now }), plain);
    case "time":
      return (input) => shown(readTime(input), clock);
    case "date":
      return (input) =>
        shown(readDate(input, direction === undefined ? { now } : { now, direction }), (found) =>
          "date" in found ? { value: found.date } : { value: `${found.from}/${found.to}`, ...found },
        );
    case "choice":
      return choiceOf(options);
    case "place": {
      const index = buildPlaceIndex(publishedUnits());
      return (input) => shown(readPlace(input, { index }), ({ name, ...hit }) => ({ value: name, ...hit }));
    }
    default:
      throw new AppError("no_such_kind", `Say what to read: ${KINDS}.`, 1);
  }
}

function choiceOf(options: string): Reader {
  const labels = options.split(",").flatMap((label) => (label.trim() === "" ? [] : [label.trim()]));
  if (labels.length === 0)
    throw new AppError(
      "missing_options",
      'Give the options: parse choice --options "nuôi bò,nuôi heo,trồng dừa"',
      1,
    );
  return (input) =>
    shown(readChoice(input, { options: labels.map((label) => ({ id: label, label })) }), plain);
}

function clock({ hour, minute }: ClockTime): Shown {
  return { value: `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}` };
}

const DirectionWord = z.enum(["forward", "back"]).optional();
const RegionWord = z.enum(["north", "central", "south"]).optional();

function oneOf<T>(word: z.ZodType<T>, typed: string | undefined, name: string, may: string): T {
  const found = word.safeParse(typed);
  if (!found.success)
    throw new AppError("bad_argument", `--${name} is ${may}, not ${typed ?? "nothing"}.`, 1);
  return found.data;
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
