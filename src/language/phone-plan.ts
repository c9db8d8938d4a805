/**
 * The numbering plan of Viet Nam, as far as people's own phones need it: circular 22/2014/TT-BTTTT and the plan of
 * 2018 (798/QĐ-BTTTT) that turned the mobile numbers of eleven digits into ten.
 */

/** Two digits after the zero that an operator hands out today. */
const MOBILE = new Set(
  "32 33 34 35 36 37 38 39 52 55 56 58 59 70 76 77 78 79 81 82 83 84 85 86 87 88 89 90 91 92 93 94 96 97 98 99".split(
    " ",
  ),
);

/** Prefixes of eleven-digit numbers until 2018 and what stands in their place. */
const MOVED_IN_2018: ReadonlyMap<string, string> = new Map(
  (
    "120:70 121:79 122:77 126:76 128:78 123:83 124:84 125:85 127:81 129:82 " +
    "162:32 163:33 164:34 165:35 166:36 167:37 168:38 169:39 182:52 186:56 188:58 199:59"
  )
    .split(" ")
    .map((pair): [string, string] => [pair.slice(0, 3), pair.slice(4)]),
);

/** Area codes of fixed lines since 2017, after the zero. Hà Nội (24) and Hồ Chí Minh City (28) have eight digits behind. */
const AREAS = new Set(
  (
    "203 204 205 206 207 208 209 210 211 212 213 214 215 216 218 219 220 221 222 225 226 227 228 229 232 233 234 235 236 237 " +
    "238 239 251 252 254 255 256 257 258 259 260 261 262 263 269 270 271 272 273 274 275 276 277 290 291 292 293 294 296 297 299"
  ).split(" "),
);

export type DialledNumber = {
  /** E.164: `+84` and nine or ten digits. */
  number: string;
  /** False where something was put right: an old prefix, a zero that a spreadsheet dropped. */
  asDialled: boolean;
};

/**
 * The number in international form that a row of digits stands for; null where no phone in Viet Nam has it.
 * Takes the trunk zero, `84`, `0084`, `84` with a zero behind it, and the nine digits of a mobile number alone.
 */
export function dialled(digits: string): DialledNumber | null {
  if (digits.length < 9 || digits.length > 15) return null;
  if (digits.startsWith("0084")) return afterPrefix(digits.slice(4).replace(/^0/, ""));
  if (digits.startsWith("0")) return afterPrefix(digits.slice(1));
  const behind = digits.startsWith("84") ? afterPrefix(digits.slice(2).replace(/^0/, "")) : null;
  if (behind !== null) return behind;
  return digits.length === 9 && MOBILE.has(digits.slice(0, 2))
    ? { number: `+84${digits}`, asDialled: false }
    : null;
}

function afterPrefix(digits: string): DialledNumber | null {
  const found = national(digits);
  return found === null ? null : { number: `+84${found.number}`, asDialled: !found.moved };
}

/** The part behind the trunk zero, brought to today's plan. */
function national(digits: string): { number: string; moved: boolean } | null {
  if (digits.length === 9) return MOBILE.has(digits.slice(0, 2)) ? { number: digits, moved: false } : null;
  if (digits.length !== 10) return null;
  const today = MOVED_IN_2018.get(digits.slice(0, 3));
  if (today !== undefined) return { number: today + digits.slice(3), moved: true };
  const fixed = digits.startsWith("24") || digits.startsWith("28") || AREAS.has(digits.slice(0, 3));
  return fixed && /[2-9]/.test(digits[subscriberAt(digits)] ?? "") ? { number: digits, moved: false } : null;
}

/** No subscriber's number begins with 0 or 1: those digits belong to prefixes and services. */
function subscriberAt(digits: string): number {
  return digits.startsWith("24") || digits.startsWith("28") ? 2 : 3;
}
