import { DENIALS } from "./denials.ts";

/** Words that make a question of a line that ends with them: `đồng ý không`, `chị Thu có giấy rồi hả`. */
export const ASKING_AT_END: ReadonlySet<string> = new Set([
  ...DENIALS,
  "k",
  ..."chưa chua hả vậy ha".split(" "),
]);
