const SMALL = (
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " +
  "eighteen nineteen"
).split(" ");
const TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES = [
  { size: 1e12, name: "trillion" },
  { size: 1e9, name: "billion" },
  { size: 1e6, name: "million" },
  { size: 1e3, name: "thousand" },
];

/** A whole number from 0 to 10^15 in English words. */
export function englishWords(value: number): string {
  if (value === 0) return "zero";
  const words: string[] = [];
  let rest = value;
  for (const { size, name } of SCALES) {
    if (rest < size) continue;
    words.push(belowThousand(Math.floor(rest / size)), name);
    rest %= size;
  }
  if (rest > 0) words.push(belowThousand(rest));
  return words.join(" ");
}

function belowThousand(value: number): string {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  const words = hundreds > 0 ? [`${SMALL[hundreds]} hundred`] : [];
  if (rest > 0) words.push(belowHundred(rest));
  return words.join(" ");
}

function belowHundred(value: number): string {
  if (value < 20) return SMALL[value] ?? "";
  const tens = TENS[Math.floor(value / 10)] ?? "";
  return value % 10 === 0 ? tens : `${tens}-${SMALL[value % 10]}`;
}
