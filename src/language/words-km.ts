const DIGITS = ["សូន្យ", "មួយ", "ពីរ", "បី", "បួន", "ប្រាំ", "ប្រាំមួយ", "ប្រាំពីរ", "ប្រាំបី", "ប្រាំបួន"];
const TENS = ["", "ដប់", "ម្ភៃ", "សាមសិប", "សែសិប", "ហាសិប", "ហុកសិប", "ចិតសិប", "ប៉ែតសិប", "កៅសិប"];
/** Khmer has a word of its own for each power of ten up to the million. */
const SCALES = [
  { size: 1_000_000, name: "លាន" },
  { size: 100_000, name: "សែន" },
  { size: 10_000, name: "ម៉ឺន" },
  { size: 1000, name: "ពាន់" },
  { size: 100, name: "រយ" },
];

/** A whole number from 0 to 10^15 in Khmer words, without spaces. A draft until a native officer has reviewed it. */
export function khmerWords(value: number): string {
  if (value === 0) return DIGITS[0] ?? "";
  let words = "";
  let rest = value;
  for (const { size, name } of SCALES) {
    if (rest < size) continue;
    words += khmerWords(Math.floor(rest / size)) + name;
    rest %= size;
  }
  const unit = rest % 10;
  return words + (TENS[Math.floor(rest / 10)] ?? "") + (unit > 0 ? (DIGITS[unit] ?? "") : "");
}
