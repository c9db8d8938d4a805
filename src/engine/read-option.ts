import { readChoice } from "../language/choice.ts";
import type { Reading } from "../language/reading.ts";
import { readYesNo } from "../language/yes-no.ts";
import type { ReplyReading } from "./reply-reading.ts";
import type { Run } from "./run.ts";
import type { Wait } from "./session.ts";
import { plain } from "./library.ts";
import { MORE, shown, tidy, type Option } from "./wait.ts";

/** More of one name than this are asked for once the page is turned. */
const MOST_NAMESAKES = 4;

/** Reads which of the options was meant: by a number of the page that is seen, or by a name from any page. */
export function readOption(run: Run, wait: Wait, typed: string): ReplyReading {
  const page = shown(run, wait);
  const counted = byItsNumber(page, typed);
  if (counted !== null) return { kind: "value", value: counted.value };
  const all: Option[] = (wait.options ?? []).map(tidy);
  // On a list of several pages, somebody's very words count before words that are like them on this page.
  const named = all.length > page.length ? exactName(typed, all) : null;
  if (named !== null) return { kind: "value", value: named.value };
  const reading = readChoice(typed, { options: numbered(page) });
  const onPage = choice(reading, page, typed, wait);
  if (onPage.kind === "value") return orNamesakes(onPage, typed, page, all);
  // "đúng" stands both in "Đúng rồi" and in "Chưa đúng", but is a plain yes.
  const yesNo = yesNoAsOption(page, wait, typed);
  if (yesNo.kind === "value") return yesNo;
  if (onPage.kind !== "unread") return onPage;
  // A name from another page is as good as a number on this one.
  if (all.length > page.length && !/^\D*\d{1,2}\D*$/.test(typed))
    return choice(readChoice(typed, { options: numbered(all) }), all, typed, wait);
  return onPage;
}

/** Somebody called Sáu on another page is meant as well as the sixth line of this one: both are asked. */
function orNamesakes(
  chosen: Extract<ReplyReading, { kind: "value" }>,
  typed: string,
  page: readonly Option[],
  all: readonly Option[],
): ReplyReading {
  const said = ` ${plain(typed)} `;
  const isCalled = ({ label }: Option): boolean => ` ${plain(label)} `.includes(said);
  if (/\d/.test(typed) || page.some((one) => one.value === chosen.value && isCalled(one))) return chosen;
  const elsewhere = all
    .filter((one) => page.every(({ label }) => label !== one.label) && isCalled(one))
    .slice(0, MOST_NAMESAKES);
  return elsewhere.length === 0
    ? chosen
    : { kind: "which", values: [...elsewhere.map(({ value }) => ({ value })), { value: chosen.value }] };
}

/** The one option that is called by exactly these words, whatever page it is on. */
function exactName(typed: string, all: readonly Option[]): Option | null {
  const wanted = plain(typed);
  const found = all.filter(({ label, also }) =>
    [label, ...(also ?? [])].some((name) => plain(name) === wanted),
  );
  const [only, ...others] = found;
  return only !== undefined && others.length === 0 && !/^\d+$/.test(wanted) ? only : null;
}

/** A label that is hardly more than a number: "Ấp 3", "Khu phố 2". */
const NUMBERED_NAME = /^\p{L}+(?: \p{L}+)? (\d{1,2})$/u;

/**
 * A bare number is the line that it stands before, wherever else it may occur in the labels. Only where another line is
 * called by that number ("Ấp 3" as the fourth of the list) may both be meant.
 */
function byItsNumber(page: readonly Option[], typed: string): Option | null {
  const number = Number(/^\s*(\d{1,2})\s*[.)]?\s*$/.exec(typed)?.[1] ?? "0");
  const option = page[number - 1];
  if (option === undefined) return null;
  const rival = page.some((one) => one !== option && Number(NUMBERED_NAME.exec(one.label)?.[1]) === number);
  return rival ? null : option;
}

function numbered(options: Option[]): { id: string; label: string; synonyms?: string[] }[] {
  return options.map(({ label, also }, index) => ({
    id: String(index),
    label,
    ...(also === undefined ? {} : { synonyms: also }),
  }));
}

function choice(reading: Reading<string>, options: Option[], typed: string, wait: Wait): ReplyReading {
  if (reading.kind === "understood") {
    const value = options[Number(reading.value)]?.value ?? null;
    // A word with a slip in it is read back, unless this is the reading back.
    return { kind: reading.sure === "likely" && wait.mode === "answer" ? "sure" : "value", value };
  }
  if (reading.kind === "ambiguous") {
    // To turn the page is no reading to choose from.
    const values = reading.alternatives
      .map(({ value }) => ({ value: options[Number(value)]?.value ?? null }))
      .filter(({ value }) => value !== MORE);
    const [only, ...others] = values;
    return only !== undefined && others.length === 0
      ? { kind: "sure", value: only.value }
      : { kind: "which", values };
  }
  return { kind: "unread", typed };
}

/**
 * "Đúng rồi em" to a yes-or-no question is its first option, "không phải" its second. To two things that one may
 * choose from, "không" is no answer; and "từ từ" is none where the second is something that would be done.
 */
function yesNoAsOption(page: Option[], wait: Wait, typed: string): ReplyReading {
  const [first, second, ...others] = page;
  if (first === undefined || second === undefined || wait.mode === "fix") return { kind: "unread", typed };
  // "Đủ rồi" ends something; it is a yes only to whether there is enough.
  if (ENOUGH.test(plain(typed)) && !/\bdu\b/.test(plain(wait.asked))) return { kind: "unread", typed };
  const reading = readYesNo(typed);
  const mayWait = polarity(second.label) === "no";
  const isYes = polarity(first.label) === "yes";
  // What stands behind a yes and a no, as "Sửa số tiền", takes nothing from them.
  const asksYesNo = others.length > 0 ? isYes && mayWait : isYes || mayWait;
  if (
    !asksYesNo ||
    reading.kind !== "understood" ||
    reading.sure !== "certain" ||
    reading.value === "unknown" ||
    (reading.value === "not_yet" && !mayWait)
  )
    return { kind: "unread", typed };
  return { kind: "value", value: (reading.value === "yes" ? first : second).value };
}

const ENOUGH = /^(?:da |thoi |vay )*du (?:roi|het)\b/;

/** How an option begins: "Có, làm luôn" with a yes, "Chưa, để sau" with a no. */
function polarity(label: string): "yes" | "no" | null {
  const reading = readYesNo(label.split(/[\s,]/)[0] ?? "");
  if (reading.kind !== "understood" || reading.value === "unknown") return null;
  return reading.value === "yes" ? "yes" : "no";
}
