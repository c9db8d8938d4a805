import { readChoice } from "../language/choice.ts";
import { stripPoliteness } from "../language/politeness.ts";
import { type Token, tokens } from "../language/tokens.ts";

/** One answer that is read back: the words that it is called by, and its question. */
export type ReadBack = { label: string; question: string };

const WRONG = new Set("sai sửa sua nhầm nham lộn lon đổi doi chỉnh chinh trật trat".split(" "));
const WRONG_PAIRS = new Set(
  "chưa đúng|chua dung|không đúng|khong dung|ko đúng|ko dung|hổng đúng|hong dung|chưa phải|chua phai|không phải|khong phai".split(
    "|",
  ),
);
/** Words between what is wrong and its name. `chỗ` may be a part of the name: it stays. */
const BESIDE = new Set(
  "lại lai rồi roi giùm gium dùm dum giúp giup phần phan cái cai câu cau mục muc dòng dong là la cho em".split(
    " ",
  ),
);

/**
 * `sai chỗ ở`, `sua cho o`, `số tiền sai rồi`: the question whose answer is to be corrected, null where it is only said that
 * something is wrong; undefined where nothing of the kind is said.
 */
export function readCorrection(typed: string, answers: readonly ReadBack[]): string | null | undefined {
  const all = stripPoliteness(tokens(typed)).filter(({ kind }) => kind !== "mark");
  const behind = behindWrong(all);
  const named = behind ?? beforeWrong(all);
  if (named === null) return undefined;
  const options = answers.map(({ label, question }) => ({ id: question, label }));
  for (const words of [named, named.filter(({ text }) => !BESIDE.has(text))]) {
    const reading = readChoice(words.map(({ text }) => text).join(" "), { options });
    if (reading.kind === "understood") return reading.value;
  }
  return null;
}

/** What follows `sai`, `sửa lại`, `chưa đúng` in front. */
function behindWrong(all: readonly Token[]): Token[] | null {
  const length = wrongAt(all, 0);
  if (length === 0) return null;
  let from = length;
  while (BESIDE.has(all[from]?.text ?? "") && !/^cho$/.test(all[from]?.text ?? "")) from += 1;
  return all.slice(from);
}

/** What stands before `sai`, `chưa đúng` at the end. */
function beforeWrong(all: readonly Token[]): Token[] | null {
  let to = all.length;
  while (to > 0 && BESIDE.has(all[to - 1]?.text ?? "")) to -= 1;
  const length = [1, 2].find((words) => to > words && wrongAt(all, to - words) === words);
  return length === undefined ? null : all.slice(0, to - length);
}

/** How many words at `at` say that something is wrong. */
function wrongAt(all: readonly Token[], at: number): number {
  const first = all[at]?.text ?? "";
  if (WRONG_PAIRS.has(`${first} ${all[at + 1]?.text ?? ""}`)) return 2;
  return WRONG.has(first) ? 1 : 0;
}
