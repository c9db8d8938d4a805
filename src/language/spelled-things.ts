import type { Token } from "./tokens.ts";

/**
 * Things of the farm whose name without diacritics can hardly be another one. `dua` (dừa, dưa) and `cam` (cam, cám) stay as
 * they were typed: what is read back must not say more than the person did.
 */
const SPELLED: ReadonlyMap<string, string> = new Map(
  (
    "ga:gà vit:vịt trau:trâu lon:lợn tom:tôm luon:lươn tho:thỏ ngong:ngỗng ech:ếch buoi:bưởi xoai:xoài mia:mía bap:bắp chuoi:chuối " +
    "lua:lúa phan:phân thuoc:thuốc sua:sữa bo:bò de:dê ca:cá cho:chó"
  )
    .split(" ")
    .map((pair): [string, string] => {
      const [bare = "", full = ""] = pair.split(":");
      return [bare, full];
    }),
);

/** Read so only where what stands in front is an animal's counter: elsewhere `bo` is bó, `ca` a cup. */
const ANIMALS_ONLY = new Set(["bo", "de", "ca", "cho"]);

/** The words of a thing's name, spelled where the whole answer was typed without diacritics: `con ga` is gà. */
export function spelledThing(words: readonly Token[], all: readonly Token[], animal: boolean): string {
  const bare = all.every(({ text, plain }) => text === plain);
  return words
    .map(({ text }) => {
      if (!bare || (ANIMALS_ONLY.has(text) && !animal)) return text;
      return SPELLED.get(text) ?? text;
    })
    .join(" ");
}
