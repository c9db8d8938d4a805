import { saysPhrase, isPhrase, wordsIn } from "./said-phrase.ts";

/** What asks about many wherever it stands: `hộ nào đang vay`. */
const ANYWHERE = ["hộ nào", "nhà nào", "ấp nào", "xã nào"].map((words) => wordsIn(words));
/** What does so in front only: `ai bệnh`, `có bao nhiêu nhà ngập`. */
const IN_FRONT = ["ai", "bao nhiêu", "mấy", "có ai", "có bao nhiêu", "có mấy"].map((words) => wordsIn(words));

/** Whether a line asks which of many, or how many, and tells of none. Marks may be left out, but not be others: `máy` is no `mấy`. */
export function asksWhich(line: string): boolean {
  const said = wordsIn(line);
  return (
    ANYWHERE.some((words) => saysPhrase(said, words)) ||
    IN_FRONT.some((words) => said.length > words.length && isPhrase(said.slice(0, words.length), words))
  );
}
