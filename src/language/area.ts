import { areaMeanings } from "./area-meanings.ts";
import { areaWords } from "./area-words.ts";
import { type AreaContext, areaParts, piecesOf } from "./area-parts.ts";
import { FILLERS } from "./around-numbers.ts";
import { saysNothing } from "./nothing-said.ts";
import { type NumberScan, scanNumbers } from "./number-scan.ts";
import { NUMBERS } from "./plain-numbers.ts";
import { stripPoliteness } from "./politeness.ts";
import { type Alternative, LONGEST_ANSWER, MOST_TOKENS, type Reading } from "./reading.ts";
import { stoodBy } from "./second-thoughts.ts";
import { type Token, tokens, typed } from "./tokens.ts";
import { joinSquares } from "./unit-at.ts";
import { lookUp, wordTable } from "./word-table.ts";

const SMALLEST_BARE_IN_TEXT = 100;
const NOT_UNDERSTOOD: Reading<number> = { kind: "not_understood" };

/** What land is called beside its size. */
const LAND = wordTable<true>([
  [
    "đất ruộng vườn ao nhà lúa dừa mặt nước rẫy mương rộng diện tích trồng làm thổ cư đang dài ngang chiều nhân nền sân miếng cái sản xuất canh tác nông nghiệp ở đai",
    true,
  ],
]);

/**
 * Reads an area in square metres.
 *
 * A công is 1,000 m² (the small one), 1,296 where it is said to be the large one; sào and mẫu are asked unless the
 * region is given; a bare small number is asked, a bare large one is taken for square metres and read back.
 */
export function readArea(input: string, context: AreaContext = {}): Reading<number> {
  if (input.length > LONGEST_ANSWER) return NOT_UNDERSTOOD;
  const { tokens: said, revised } = stoodBy(joinSquares(tokens(input), true));
  const words = areaWords(stripPoliteness(said));
  const all = words.tokens;
  if (all.length > MOST_TOKENS) return NOT_UNDERSTOOD;
  const nothing = saysNothing(all.filter((token) => lookUp(token, LAND) === undefined));
  if (nothing !== null) {
    return { kind: "understood", value: 0, read: typed(input, all, 0, all.length - 1), sure: nothing };
  }
  const scan = scanNumbers(all, NUMBERS);
  if (scan.vague || scan.coded || words.mixed) return NOT_UNDERSTOOD;
  const parts = areaParts(words, scan.amounts, context);
  const found = inPieces(areaMeanings(all, parts), piecesOf(words, scan.amounts));
  const [only, second] = found;
  // `5 thước`: a small number with a word that no one here knows.
  const bare = parts.some(({ unit, values }) => unit === null && (values[0] ?? 0) < SMALLEST_BARE_IN_TEXT);
  const [first] = parts;
  const last = parts.at(-1);
  if (only === undefined || first === undefined || last === undefined) return NOT_UNDERSTOOD;
  const alone = isAlone(all, scan, first.from, last.next);
  // `chừng 5 6 công` is a rough range.
  const rough = scan.hedged && parts.length === 2 && last.unit !== null && first.next === last.from;
  if (bare && !alone && !rough) return NOT_UNDERSTOOD;
  if (second !== undefined || scan.negated) return { kind: "ambiguous", alternatives: found };
  const likely = parts.some((part) => part.likely) || parts.length > 1 || revised || scan.hedged;
  return {
    kind: "understood",
    value: only.value,
    read: typed(input, all, first.from, last.next - 1),
    sure: likely || !alone ? "likely" : "certain",
  };
}

/** `2 ao 300m2`: the area of both, or of each. */
function inPieces(found: Alternative<number>[], pieces: number): Alternative<number>[] {
  const [only, second] = found;
  if (only === undefined || second !== undefined || pieces === 1) return found;
  return [
    { value: only.value, why: "one_of" },
    { value: only.value * pieces, why: "product" },
  ];
}

function isAlone(all: Token[], scan: NumberScan, from: number, next: number): boolean {
  return scan.rest.every((index) => {
    const token = all[index];
    if ((index >= from && index < next) || token?.kind === "mark") return true;
    return lookUp(token, FILLERS) !== undefined || lookUp(token, LAND) !== undefined;
  });
}
