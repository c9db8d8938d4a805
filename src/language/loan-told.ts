import { holdsAccountNumber } from "./account-number.ts";
import { DENIALS } from "./denials.ts";
import { LONGEST_ANSWER } from "./reading.ts";
import { saysPhrase, wordsIn } from "./said-phrase.ts";
import { sumIn } from "./things-told.ts";

const BORROWED: ReadonlySet<string> = new Set(["vay", "mượn", "muon"]);
/** What is still wished, weighed or asked: nothing is told yet. */
const NOT_YET: ReadonlySet<string> = new Set(
  [
    "muốn",
    "cần",
    "can",
    "xin",
    "định",
    "dinh",
    "tính",
    "tinh",
    "chưa",
    "chua",
    "nếu",
    "neu",
    "nên",
    "hỏi",
    "hoi",
  ].concat("bao mấy sao hay hả ? đòi thiếu cho nợ".split(" "), [...DENIALS]),
);
/** That it is done: `mới vay`, `vay rồi`. */
const DONE: ReadonlySet<string> = new Set("mới moi vừa vua đã được rồi roi hồi hạn".split(" "));
const ONESELF: ReadonlySet<string> = new Set("em tui tôi toi con cháu mình nhà dạ".split(" "));
/** What one says of a loan that one has. */
const NEWS: readonly (readonly string[])[] = [
  "gia hạn nợ",
  "được gia hạn",
  "ngân hàng gia hạn",
  "giãn nợ",
  "khoanh nợ",
  "trả xong nợ",
  "trả hết nợ",
  "trả dứt nợ",
  "trả nợ xong",
  "trả xong ngân hàng",
  "trả hết ngân hàng",
  "chưa có tiền trả",
  "không có tiền trả",
  "hổng có tiền trả",
  "hông có tiền trả",
  "ko có tiền trả",
  "chưa trả nợ được",
  "trả nợ không nổi",
  "trễ hạn ngân hàng",
  "đóng lãi rồi",
  "trả lãi rồi",
].map((phrase) => wordsIn(phrase));
const BEHIND_A_LOAN = /(?:để|de|mua|nuôi|nuoi|trồng|trong|làm|sửa|sua|cất|đầu tư|dau tu|buôn bán)\s+\S/iu;
/** Where the purpose ends. */
const TERM = /[,;.]|(?:^|\s)(?:hạn|han|trả|tra|tới|đến|trong|kỳ|ky|lãi|lai)(?=\s|$)/iu;

/** `mới vay 15 triệu mua 2 con dê` tells of a loan with its sum, `ngân hàng gia hạn rồi` how it stands with one; a wish, a question, or what holds a number of an account does not. */
export function tellsOfLoan(line: string): boolean {
  if (line.length > LONGEST_ANSWER || line.includes("?") || holdsAccountNumber(line)) return false;
  const said = wordsIn(line);
  if (tellsOfRepaying(line)) return true;
  const at = said.findIndex((word) => BORROWED.has(word));
  // `vay ngân hàng 20 triệu` may be a wish; of somebody else's loan one tells.
  const isDone = said.some((word) => DONE.has(word)) || (at > 0 && !ONESELF.has(said[0] ?? ""));
  return at >= 0 && isDone && sumIn(line) !== null && !said.some((word) => NOT_YET.has(word));
}

/** `trả hết nợ ngân hàng rồi`, `ngân hàng gia hạn`: how it stands with a loan that somebody has. */
export function tellsOfRepaying(line: string): boolean {
  if (line.length > LONGEST_ANSWER) return false;
  const said = wordsIn(line);
  return NEWS.some((phrase) => saysPhrase(said, phrase));
}

/** What a loan is for, as it was written: `mua 2 con dê` of `vay 15 triệu mua 2 con dê, hạn trả 5/12`. */
export function purposeIn(line: string): string | null {
  if (!tellsOfLoan(line)) return null;
  const text = line.normalize("NFC");
  const loan = /(?:^|\s)(?:vay|mượn|muon)\s/iu.exec(text);
  if (loan === null) return null;
  const behind = text.slice(loan.index + loan[0].length);
  const found = BEHIND_A_LOAN.exec(behind);
  if (found === null) return null;
  const told = behind.slice(found.index);
  const end = TERM.exec(told)?.index ?? told.length;
  const purpose = told.slice(0, end).trim();
  return purpose === "" ? null : purpose;
}
