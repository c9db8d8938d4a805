import { localDateOf, type LocalDate } from "../calendar/local-date.ts";
import { readChoice } from "./choice.ts";
import { contextOf } from "./date.ts";
import { isCounted } from "./date-lexemes.ts";
import { scanDates } from "./date-scan.ts";
import type { DateChoice } from "./date-types.ts";
import { BARE_DENIALS, DENIALS } from "./denials.ts";
import { namingIn } from "./named-household.ts";
import { type Direction, LONGEST_ANSWER } from "./reading.ts";
import { isPhrase, saysPhrase, wordsIn } from "./said-phrase.ts";
import { type ClockTime, readTime } from "./time.ts";
import { tokens } from "./tokens.ts";

/** What may be heard in a line: `phrases` that say it, and the `name` of somebody or of a place. */
export type Hearable = { id: string; phrases: readonly string[]; name: string | null };

const NOT: ReadonlySet<string> = new Set([...DENIALS, ...BARE_DENIALS, "chưa", "chua", "đừng"]);
/** Words that a question ends with. */
const ASKING: ReadonlySet<string> = new Set([...NOT, "hả"]);
const NOT_YET: ReadonlySet<string> = new Set(["chưa", "chua", "quên", "quen"]);
const BUT: ReadonlySet<string> = new Set(["mà", "ma", "nhưng", "nhung"]);

/**
 * The one of several things that a longer line says beside others: `bữa nay tới nhà chú Bền mà không có ai` says that nobody
 * was at home. Null where it says none of them or several; the longer phrase counts before the one that stands inside it.
 */
export function heardIn(line: string, all: readonly Hearable[]): string | null {
  if (line.length > LONGEST_ANSWER) return null;
  const said = wordsIn(line);
  const found = all.flatMap(({ id, phrases, name }) =>
    [...phrases, ...(name === null ? [] : [name])]
      .map((words) => wordsIn(words))
      .filter((words) => saysPhrase(said, words) && !isDenied(said, words))
      .map((words) => ({ id, words, open: name === null && isLeftOpen(said, words) })),
  );
  const outermost = found.filter(
    ({ words }) =>
      !found.some((other) => other.words.length > words.length && saysPhrase(other.words, words)),
  );
  if (outermost.some(({ open }) => open)) return null;
  const ids = new Set(outermost.map(({ id }) => id));
  const [only = personIn(line, all), ...others] = ids;
  return others.length === 0 ? only : null;
}

/** `không ổn` does not say that all is well, and `không gặp khó khăn gì` tells of no trouble. */
function isDenied(said: readonly string[], phrase: readonly string[]): boolean {
  return said.some(
    (_, at) =>
      isPhrase(said.slice(at, at + phrase.length), phrase) &&
      said.slice(Math.max(0, at - 2), at).some((word) => NOT.has(word)),
  );
}

/** `bà Lành ổn không` asks, `loa sáng nay chưa đọc` tells of nothing done, and in `bò ổn mà người bị bệnh` the more important thing comes after. */
function isLeftOpen(said: readonly string[], phrase: readonly string[]): boolean {
  return said.some((_, at) => {
    const behind = said.slice(at + phrase.length);
    return (
      isPhrase(said.slice(at, at + phrase.length), phrase) &&
      (behind.some((word) => BUT.has(word)) ||
        NOT_YET.has(behind[0] ?? "") ||
        ASKING.has(behind.at(-1) ?? ""))
    );
  });
}

/** `chị Diễm`, behind a word such as `chị`. */
function personIn(line: string, all: readonly Hearable[]): string | null {
  const options = all.flatMap(({ id, name }) => (name === null ? [] : [{ id, label: name }]));
  if (options.length === 0) return null;
  const called = namingIn(line).called.filter(({ words: [first = ""] }) => /^\p{L}{2,}$/u.test(first));
  const found = called.flatMap(({ before, words }) => {
    const reading = readChoice(`${before} ${words.join(" ")}`, { options });
    return reading.kind === "understood" ? [reading.value] : reading.kind === "ambiguous" ? [null] : [];
  });
  const [only = null, ...others] = new Set(found);
  return others.length === 0 ? only : null;
}

/** `chị Hai hôm qua`, `cô 6 bữa qua`: who it is by birth, and no number of days. */
const BY_BIRTH =
  /(?<![\p{L}\p{N}])(cô|co|chú|chu|bác|bac|anh|chị|chi|ông|ong|bà|ba|dì|dượng|duong|cậu|cau|mợ|mo|thím|thim)\s+(?:hai|ba|tư|tu|năm(?!\s+(?:nay|ngoái))|nam(?!\s+(?:nay|ngoai))|sáu|sau|bảy|bay|tám|tam|chín|chin|mười|muoi|\d+(?=\s+(?:hôm|hom|bữa|bua|sáng|sang|chiều|chieu|tối|toi)))(?=\s)/giu;

/**
 * The one day that a longer line names in so many words (`12/5`, `hôm qua`); null where it names none, several or a stretch.
 * With a direction the days on the other side are another matter: `hôm qua giao dê, 1 năm sau trả`. `term`: asked for is the
 * end of one, so that `6 tháng sau` is no sixth of next month.
 */
export function dayIn(
  line: string,
  { now, direction, term = false }: { now: Date; direction?: Direction; term?: boolean },
): LocalDate | null {
  if (line.length > LONGEST_ANSWER) return null;
  const unnamed = line.normalize("NFC").replace(BY_BIRTH, "$1 ,");
  const context = contextOf(tokens(unnamed), localDateOf(now), direction ?? null);
  const { today } = context;
  // Of a day to come today may be over, and `họp hôm qua` invites nobody.
  const fits = ({ from }: DateChoice): boolean =>
    direction === undefined || (direction === "forward" ? from > today : from <= today);
  const isAhead = (choice: DateChoice): boolean => fits(choice) || (term && endOf(choice, today).length > 0);
  const items = scanDates(context)
    .filter(({ from, next }) => next - from >= 2 && !isCounted(context.lexemes[next]))
    .map(({ choices }) => (term ? byTerm(choices) : choices))
    .filter((choices) => choices.some(isAhead));
  const ends = term ? items.flatMap(([only, ...more]) => (more.length === 0 ? endOf(only, today) : [])) : [];
  const [end, ...otherEnds] = ends;
  if (end !== undefined && otherEnds.length === 0) return end;
  const [[day, ...more] = [], ...others] = items;
  return day === undefined || !day.point || others.length + more.length > 0 ? null : day.from;
}

/** `tới 15/12`: a stretch from today on ends the term, whatever else the line names. */
function endOf(choice: DateChoice | undefined, today: LocalDate): LocalDate[] {
  return choice !== undefined && !choice.point && choice.from === today ? [choice.to] : [];
}

function byTerm(choices: readonly DateChoice[]): readonly DateChoice[] {
  const terms = choices.filter(({ why }) => why === "months_away");
  return terms.length > 0 ? terms : choices;
}

const HOUR =
  /(?<![\p{L}\p{N}])\d{1,2}\s?(?:h|g|giờ|gio)(?:\s?\d{2})?(?:\s(?:rưỡi|ruoi))?(?:\s(?:sáng|sang|trưa|trua|chiều|chieu|tối|toi))?(?![\p{L}\p{N}])/giu;

/** The one hour that a longer line names so that there is nothing to ask: `8h sáng`. */
export function hourIn(line: string): ClockTime | null {
  const [only, ...others] = line.normalize("NFC").match(HOUR) ?? [];
  const reading = only === undefined || others.length > 0 ? null : readTime(only);
  return reading?.kind === "understood" && reading.sure === "certain" ? reading.value : null;
}
