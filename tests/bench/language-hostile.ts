import type * as ReadAreaRoom from "../../src/language/area.ts";
import type * as ReadChoiceRoom from "../../src/language/choice.ts";
import type * as ReadDateRoom from "../../src/language/date.ts";
import type * as ReadFreeLineRoom from "../../src/language/free-line.ts";
import type * as ReadIdentityNumberRoom from "../../src/language/identity-number.ts";
import type * as ReadMoneyRoom from "../../src/language/money.ts";
import type * as ReadNumberRoom from "../../src/language/numbers.ts";
import type * as ReadPersonNameRoom from "../../src/language/person-name.ts";
import type * as ReadPhoneRoom from "../../src/language/phone.ts";
import type * as BuildPlaceIndexRoom from "../../src/language/place-index.ts";
import type * as ReadPlaceRoom from "../../src/language/place.ts";
import type * as ReadQuantityRoom from "../../src/language/quantity.ts";
import type * as ReadTimeRoom from "../../src/language/time.ts";
import type * as ReadYesNoRoom from "../../src/language/yes-no.ts";
import type * as PublishedUnitsRoom from "../../src/registry/published-units.ts";
import { hostileStrings } from "./hostile-strings.ts";

/* oxlint-disable typescript/no-unsafe-assignment -- the built program carries no types: each import is given those of its source */
/** What runs in the field is the built program, so that is what is measured. */
const built = (file: string): string => new URL(`../../dist/${file}`, import.meta.url).href;
const { readArea }: typeof ReadAreaRoom = await import(built("language/area.js"));
const { readChoice }: typeof ReadChoiceRoom = await import(built("language/choice.js"));
const { readDate }: typeof ReadDateRoom = await import(built("language/date.js"));
const { readFreeLine }: typeof ReadFreeLineRoom = await import(built("language/free-line.js"));
const { readIdentityNumber }: typeof ReadIdentityNumberRoom = await import(
  built("language/identity-number.js")
);
const { readMoney }: typeof ReadMoneyRoom = await import(built("language/money.js"));
const { readNumber }: typeof ReadNumberRoom = await import(built("language/numbers.js"));
const { readPersonName }: typeof ReadPersonNameRoom = await import(built("language/person-name.js"));
const { readPhone }: typeof ReadPhoneRoom = await import(built("language/phone.js"));
const { buildPlaceIndex }: typeof BuildPlaceIndexRoom = await import(built("language/place-index.js"));
const { readPlace }: typeof ReadPlaceRoom = await import(built("language/place.js"));
const { readQuantity }: typeof ReadQuantityRoom = await import(built("language/quantity.js"));
const { readTime }: typeof ReadTimeRoom = await import(built("language/time.js"));
const { readYesNo }: typeof ReadYesNoRoom = await import(built("language/yes-no.js"));
const { publishedUnits }: typeof PublishedUnitsRoom = await import(built("registry/published-units.js"));
/* oxlint-enable typescript/no-unsafe-assignment */

/**
 * Whether every reader stays fast on whatever comes: random and hostile strings over all kinds of readers. One
 * JSON line with the whole in seconds and the slowest reading of each kind in milliseconds; the goals are a minute and 50 ms
 * on one core. Arguments: how many strings, seed. Ends with 1 where a goal is missed or a reader throws.
 */
const [count = "200000", seed = "1"] = process.argv.slice(2);
const MOST_SECONDS = 60;
const MOST_MILLISECONDS = 50;

const now = new Date("2026-11-23T02:00:00Z");
const index = buildPlaceIndex(publishedUnits());
const options = ["Nuôi bò sinh sản", "Nuôi heo thịt", "Trồng dừa", "Có", "Không", "2 con"].map((label) => ({
  id: label,
  label,
}));

const READERS: Record<string, (text: string) => unknown> = {
  money: readMoney,
  number: readNumber,
  quantity: readQuantity,
  area: (text) => readArea(text),
  date: (text) => readDate(text, { now }),
  time: readTime,
  phone: readPhone,
  yes_no: readYesNo,
  choice: (text) => readChoice(text, { options }),
  place: (text) => readPlace(text, { index }),
  person_name: readPersonName,
  identity_number: (text) => readIdentityNumber(text, { now }),
  free_line: (text) => readFreeLine(text, { now }),
};

const KINDS = Object.entries(READERS);

type Slowest = { ms: number; text: string };

/** Milliseconds of processor time of the best of three: a busy machine is not the reader's fault. */
function again(read: (text: string) => unknown, text: string): number {
  const times = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    read(text);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

const slowest = new Map<string, Slowest>();
const spent = new Map<string, number>();
const began = process.cpuUsage();
for (const { text, turn } of hostileStrings(Number(count), Number(seed))) {
  const reader = KINDS[turn % KINDS.length];
  if (reader === undefined) continue;
  const [kind, read] = reader;
  const start = performance.now();
  read(text);
  const ms = performance.now() - start;
  spent.set(kind, (spent.get(kind) ?? 0) + ms);
  const most = slowest.get(kind)?.ms ?? 0;
  if (ms <= most) continue;
  const sure = ms > MOST_MILLISECONDS / 10 ? Math.min(ms, again(read, text)) : ms;
  if (sure > most) slowest.set(kind, { ms: sure, text });
}
const { user, system } = process.cpuUsage(began);
const seconds = (user + system) / 1e6;
const worst = [...slowest].toSorted(([, a], [, b]) => b.ms - a.ms);
const rounded = (value: number): number => Math.round(value * 10) / 10;
process.stdout.write(
  `${JSON.stringify({
    bench: "language-hostile",
    strings: Number(count),
    seconds: rounded(seconds),
    slowestMs: Object.fromEntries(worst.map(([kind, { ms }]) => [kind, rounded(ms)])),
    secondsByKind: Object.fromEntries([...spent].map(([kind, ms]) => [kind, rounded(ms / 1000)])),
    slowestText: worst[0]?.[1].text.slice(0, 60),
  })}\n`,
);
if (seconds > MOST_SECONDS || worst.some(([, { ms }]) => ms > MOST_MILLISECONDS)) process.exitCode = 1;
