import { levelsOf } from "./place-unit.ts";
import { typeAt } from "./place-words.ts";
import type { Token } from "./tokens.ts";

/** What stands near, and how near: `gần chợ`, `kế bên trường học`, `đối diện ủy ban`. */
const NEAR = new Set("gần gan kế cạnh canh sát sat đối".split(" "));
const LANDMARKS = new Set(
  "chợ cho trường truong cầu cau chùa chua quán quan trạm tram ngã ủy uỷ uy bến ben cồn con cống cong đình miếu nhà".split(
    " ",
  ),
);
const ROADS = new Set("số so hẻm hem đường duong quốc quoc hương huong lộ lo kiệt ngõ ngách".split(" "));
const MOST_LANDMARK_WORDS = 6;

/** `gần`, `kế`, `đối diện` behind a place: where in it. */
export function opensLandmark({ text }: Token): boolean {
  return NEAR.has(text);
}

/**
 * Where a place may begin behind a house number, a street or a landmark that no list has: `12/4 ấp 3 xã …`, `số 12 hẻm 5
 * phường …`, `gần chợ Mỹ Chánh Hòa`.
 */
export function addressStarts(all: readonly Token[]): number[] {
  const [first] = all;
  if (first === undefined) return [];
  const landmark = NEAR.has(first.text) || LANDMARKS.has(first.text);
  if (!landmark && !ROADS.has(first.text) && first.kind !== "digits") return [];
  const typed = all.flatMap((_, at) => (at > 0 && isCommuneOrHamlet(all, at) ? [at] : []));
  const beside = landmark ? all.slice(1, MOST_LANDMARK_WORDS).map((_, index) => index + 1) : [];
  return [...new Set([...typed, ...beside])];
}

function isCommuneOrHamlet(all: readonly Token[], at: number): boolean {
  const [level] = levelsOf(typeAt(all, at)?.type ?? "tỉnh");
  return level === "commune" || level === "hamlet";
}

/** `… nha em`, `… ạ chị`: who is spoken to, behind a word of tone. */
export function isAddressed(all: readonly Token[], at: number): boolean {
  return (
    /^(?:em|anh|chị|chi|cô|chú|bác)$/.test(all[at]?.text ?? "") &&
    /^(?:nha|nhe|nhé|nghen|ạ|a|nè|á|đó)$/.test(all[at - 1]?.text ?? "") &&
    at === all.length - 1
  );
}
