import { ASKING_AT_END } from "./asking-words.ts";
import { asksWhich } from "./asks-which.ts";
import { householdAsked } from "./household-asked.ts";
import { saysPhrase, wordsIn } from "./said-phrase.ts";

/** Fewer words are a name and what is wanted of it: `moi co sau vao`, `cô Sáu đổi số`. */
const FEWEST_WORDS = 6;
/** What asks wherever it stands. `đâu` needs its marks: without them it is a head, or an ache. */
const ASKS = ["ai", "gì", "gi", "sao", "đâu", "mấy", "bao giờ", "bao nhiêu", "khi nào", "thế nào"].map(
  (words) => wordsIn(words),
);

/** Whether a line in which a household is named tells of it, and asks nothing: `co sau het dau goi ban lai tu 20/6`. */
export function tellsNews(line: string): boolean {
  const said = wordsIn(line);
  return (
    said.length >= FEWEST_WORDS &&
    !line.includes("?") &&
    !asksWhich(line) &&
    householdAsked(line) === null &&
    !ASKS.some((words) => saysPhrase(said, words)) &&
    !ASKING_AT_END.has(said.at(-1) ?? "")
  );
}
