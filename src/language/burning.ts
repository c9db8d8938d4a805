import type { Phrase } from "./phrases.ts";
import type { Token } from "./tokens.ts";
import type { Wish } from "./wishes.ts";

/** What burns. */
const FUEL = /^(?:nha|xom|bep|chuong|vuon|ruong|rung|dien|lua|rom)$/;
/** Words of `nhà tui bị cháy`. */
const LONGEST_PHRASE = 4;
/** What somebody cries fire of, whoever's it is: `nhà hàng xóm cháy`. */
const HOME = /^(?:nhà|nha|bếp|bep|chuồng|chuong|xóm|xom)$/;
/** Words between the house and its fire: `nhà ông Tư kế bên cháy`. */
const MOST_BETWEEN = 5;
/** `cháy lá` is a disease of plants, `cháy túi` a joke, and what is `cháy hàng` sells. */
const NO_FIRE = /^(?:la|tui|hang|da|nang|may)$/;
/** Only before these, and at the end, is an unmarked `chay` a fire: it is also to run, and to eat no meat. */
const CRIED = /^(?:cuu|roi|lon|lan|kia|ne|het|rui|giup|em|anh|chi|nha)$/;
/** `tiêu chảy`, `bán chạy`, `ăn chay`. */
const OTHER_CHAY = /^(?:tieu|ban|an|xe|bo|pha)$/;
/** `nha toi chay xe om`, `chay tien`. */
const RUN_BEHIND = /^(?:xe|ban|an|tien|theo|qua|sang|ve|di|lay|viec|thuoc|len|xuong)$/;
/** `cháy sát bên nhà tui` */
const NEAR = /^(?:sat|ke|gan|ben|doi)$/;

/** Where a line says that a house burns whose owner stands between the two words. */
export function firesIn(all: readonly Token[]): Phrase<Wish>[] {
  return all.flatMap((token, at) => {
    if (token.plain !== "chay" || (token.text !== "cháy" && token.text !== "chay")) return [];
    const next = all[at + 1];
    const isNear = next !== undefined && NEAR.test(next.plain);
    const around = all.slice(Math.max(0, at - MOST_BETWEEN), isNear ? at + MOST_BETWEEN : at);
    const isFire =
      token.text === "cháy"
        ? next === undefined || !NO_FIRE.test(next.plain)
        : next === undefined || next.kind === "mark" || isNear || CRIED.test(next.plain);
    if (!isFire || OTHER_CHAY.test(all[at - 1]?.plain ?? "")) return [];
    return around.some(({ text }) => HOME.test(text)) ? [{ from: at, next: at + 1, meaning: "fire" }] : [];
  });
}

/** Without its marks `chay roi` is tiêu chảy rồi or chạy rồi as well; it burns where something is named that can. */
export function isOtherChay(all: readonly Token[], at: number): boolean {
  const index = all.findIndex(
    ({ plain }, from) => from >= at && from < at + LONGEST_PHRASE && plain === "chay",
  );
  if (all[at - 1]?.plain === "tieu") return true;
  if (all[index]?.text !== "chay") return false;
  return RUN_BEHIND.test(all[index + 1]?.plain ?? "") || !all.some(({ plain }) => FUEL.test(plain));
}
