import { type Phrase, phrasesIn, phraseTable } from "./phrases.ts";
import type { Token } from "./tokens.ts";
import type { Wish } from "./wishes.ts";

/** What ails animals, and people as well: it means animals only where one is named before it, `heo nhà chị bỏ ăn`. */
const AILMENTS =
  "bị bệnh|bị bịnh|bỏ ăn|tiêu chảy|bị tiêu chảy|ỉa chảy|bị sốt|bị ho|ho hoài|nổi mẩn|chướng bụng|chết quá trời|chết hoài|chết quá";
/** Animals of a yard by their first word. Without marks `ca`, `be`, `lon` and `nghe` are too many other words. */
const ANIMALS: ReadonlySet<string> = new Set(
  "heo lợn bò trâu trau dê gà ga vịt vit cá tôm bê nghé".split(" "),
);
/** These only right before what ails them: `bo bi benh`, but `de coi, toi bi benh`. */
const ANIMALS_WITHOUT_MARKS: ReadonlySet<string> = new Set("bo de ca tom".split(" "));

const PHRASES = phraseTable<Wish>([["disease", AILMENTS]]);

/** Where a line says that an animal is ill: `heo nhà chị bỏ ăn`, but neither `con tui bỏ ăn` nor `cho bo an gi`. */
export function ailmentsIn(all: Token[]): Phrase<Wish>[] {
  return phrasesIn(all, PHRASES).filter(({ from }) => isOfAnimal(all, from));
}

/** Without its mark `bịnh` is also the beginning of `bình thường`, `bình yên`, and of half the places of the south. */
const BEHIND_BINH: ReadonlySet<string> = new Set(
  "thuong yen an tinh quan phuong dan duong phuoc thuan dinh phu dong thanh dai hoa chanh khanh loi minh tan long xuyen thoi".split(
    " ",
  ),
);

/** `ba binh thuong`: well, and not ill. */
export function isOtherBinh(all: readonly Token[], { next }: Phrase<unknown>): boolean {
  return all[next - 1]?.text === "binh" && BEHIND_BINH.has(all[next]?.plain ?? "");
}

function isOfAnimal(all: Token[], from: number): boolean {
  const before = all.slice(0, from);
  return before.some(({ text }) => ANIMALS.has(text)) || ANIMALS_WITHOUT_MARKS.has(before.at(-1)?.text ?? "");
}
