const DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const BILLION = 1_000_000_000;

/** A whole number from 0 to 10^15 in Vietnamese words, as written on vouchers (nghìn, linh). */
export function vietnameseWords(value: number): string {
  if (value === 0) return DIGITS[0] ?? "";
  const billions = Math.floor(value / BILLION);
  const rest = value % BILLION;
  const head = billions === 0 ? [] : [vietnameseWords(billions), "tỷ"];
  return [...head, ...belowBillion(rest, billions > 0)].join(" ");
}

function belowBillion(value: number, hasHigher: boolean): string[] {
  const millions = Math.floor(value / 1_000_000);
  const thousands = Math.floor(value / 1000) % 1000;
  const units = value % 1000;
  const words: string[] = [];
  if (millions > 0) words.push(...belowThousand(millions, hasHigher), "triệu");
  const afterMillions = hasHigher || millions > 0;
  if (thousands > 0) words.push(...belowThousand(thousands, afterMillions), "nghìn");
  // Without it `một triệu hai trăm` would be heard as 1,200,000.
  else if (afterMillions && units > 0) words.push("không", "nghìn");
  if (units > 0) words.push(...belowThousand(units, afterMillions || thousands > 0));
  return words;
}

/** `full` writes the hundreds even where there are none: `không trăm linh năm`. */
function belowThousand(value: number, full: boolean): string[] {
  const hundreds = Math.floor(value / 100);
  const tens = Math.floor(value / 10) % 10;
  const unit = value % 10;
  const words = hundreds > 0 || full ? [digit(hundreds), "trăm"] : [];
  if (tens === 0) {
    if (unit > 0) words.push(...(words.length > 0 ? ["linh"] : []), digit(unit));
    return words;
  }
  words.push(...(tens === 1 ? ["mười"] : [digit(tens), "mươi"]));
  if (unit > 0) words.push(afterTens(unit, tens));
  return words;
}

function afterTens(unit: number, tens: number): string {
  if (unit === 5) return "lăm";
  if (unit === 1 && tens > 1) return "mốt";
  return unit === 4 && tens > 1 ? "tư" : digit(unit);
}

function digit(value: number): string {
  return DIGITS[value] ?? "";
}
