import { wordTable } from "./word-table.ts";

/** Animals are counted in con, whether it is said or not. */
export const ANIMALS = wordTable<true>([
  [
    "bò trâu heo lợn gà vịt dê ngan ngỗng cút chim thỏ chó mèo cá tôm cua ếch lươn ong dế nghé bê cừu nhím rắn lợn cầy sò",
    true,
  ],
]);

/** Words that end the name of what is counted. */
export const NOT_PART_OF_NAME = wordTable<true>([
  [
    "được là rồi đã đang và với ở trong của từ nuôi bán mua chết trồng mỗi một cho nha nhé hết lận thôi nữa mà nhưng nên để",
    true,
  ],
]);
