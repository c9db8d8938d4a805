import { wordTable } from "./word-table.ts";

/** Animals are counted in con, whether it is said or not. */
export const ANIMALS = wordTable<true>(
  [["trâu heo gà vịt tôm cua ngỗng thỏ lươn", true]],
  [],
  // Without diacritics these are other words as often: bó, để, cho, ca, ông.
  [["bò dê lợn ngan cút chim chó mèo cá ếch ong dế nghé bê cừu nhím rắn sò", true]],
);

/** Words that end the name of what is counted. */
export const NOT_PART_OF_NAME = wordTable<true>(
  [
    [
      "được rồi đang và với ở trong của từ nuôi bán mua chết trồng mỗi một nha nhé hết lận thôi nữa mà nhưng nên còn tới hoặc",
      true,
    ],
    ["gì nào cả lẫn hay hàng x mất thêm tại lúc hồi hôm", true],
  ],
  [],
  // Without diacritics these are names of things: dê, bí, chó, lá, da, đen.
  [["để đẻ bị cho là đã đến", true]],
);
