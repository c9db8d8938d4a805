/** Khmer number words below a hundred; the longer ones first, since five begins six to nine. */
const UNITS: readonly (readonly [word: string, value: number])[] = [
  ["ប្រាំបួន", 9],
  ["ប្រាំបី", 8],
  ["ប្រាំពីរ", 7],
  ["ប្រាំពិល", 7],
  ["ប្រាំមួយ", 6],
  ["ប្រាំ", 5],
  ["សូន្យ", 0],
  ["មួយ", 1],
  ["ពីរ", 2],
  ["បី", 3],
  ["បួន", 4],
];
const TENS: readonly (readonly [word: string, value: number])[] = [
  ["ដប់", 10],
  ["ម្ភៃ", 20],
  ["សាមសិប", 30],
  ["សែសិប", 40],
  ["ហាសិប", 50],
  ["ហុកសិប", 60],
  ["ចិតសិប", 70],
  ["ប៉ែតសិប", 80],
  ["កៅសិប", 90],
];
const SCALES: readonly (readonly [word: string, value: number])[] = [
  ["លាន", 1_000_000],
  ["សែន", 100_000],
  ["ម៉ឺន", 10_000],
  ["ពាន់", 1000],
  ["រយ", 100],
];

const KHMER = /^[\u1780-\u17FF]+$/;

/**
 * The value of a number in Khmer words, which are written without spaces (`ដប់ពីរ` is 12, `ពីរលាន` two million), and the
 * letters behind it that are no number. Null where the text begins with none.
 */
export function khmerNumber(text: string): { value: number; rest: string } | null {
  if (!KHMER.test(text)) return null;
  let rest = text;
  let total = 0;
  let last = Number.POSITIVE_INFINITY;
  while (rest !== "") {
    const small = belowHundred(rest);
    if (small === null) break;
    const scale = wordAt(small.rest, SCALES);
    const factor = scale?.value ?? 1;
    // A larger place behind a smaller one makes no number that anybody says.
    if (factor >= last) return null;
    total += small.value * factor;
    rest = scale?.rest ?? small.rest;
    last = factor;
    if (factor === 1) break;
  }
  return rest === text ? null : { value: total, rest };
}

function belowHundred(text: string): { value: number; rest: string } | null {
  const ten = wordAt(text, TENS);
  const unit = wordAt(ten?.rest ?? text, UNITS);
  if (ten === null) return unit;
  return unit === null ? ten : { value: ten.value + unit.value, rest: unit.rest };
}

function wordAt(
  text: string,
  words: readonly (readonly [word: string, value: number])[],
): { value: number; rest: string } | null {
  const found = words.find(([word]) => text.startsWith(word));
  return found === undefined ? null : { value: found[1], rest: text.slice(found[0].length) };
}
