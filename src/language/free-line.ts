import { localDateOf } from "../calendar/local-date.ts";
import { goesAway } from "./absence-told.ts";
import { ailmentsIn, isOtherBinh } from "./ailments.ts";
import { firesIn, isOtherChay } from "./burning.ts";
import { DENIALS } from "./denials.ts";
import { figureDenied } from "./figure-denied.ts";
import { tellsOfLoan } from "./loan-told.ts";
import { meetingAnswer } from "./meeting-answer.ts";
import { fold } from "./normalise.ts";
import { entriesIn, type Entry, type Told } from "./free-line-entry.ts";
import { WISHES } from "./free-line-wishes.ts";
import { outermost, phrasesIn, phraseTable } from "./phrases.ts";
import { type Alternative, LONGEST_ANSWER, type Reading } from "./reading.ts";
import { asksForLiving } from "./short-asks.ts";
import { type Token, tokens } from "./tokens.ts";
import { GENERAL_WISHES, URGENT_WISHES, type Wish } from "./wishes.ts";

const WISH_PHRASES = phraseTable(WISHES);

/** What a line outside any question is about: something for the household's book, or a wish that leads to a flow. */
export type FreeLine =
  | ({ kind: "entry" } & Entry)
  /** Several things in one line, in the order in which they were told. */
  | { kind: "entries"; entries: (Entry & { said: string })[] }
  | { kind: "wish"; wish: Wish };

const MOST_TOKENS = 60;
const SHORT_WISH = 8;

/**
 * Reads a line that answers no question, by a closed list of verbs and wishes: `hôm nay bán 3 con heo được 12tr`, `gà chết
 * 5 con`, `em muốn vay vốn`. An entry is always `likely`: it is offered, never stored unasked. Questions, plans, denials
 * and whatever has a word out of place are not understood.
 */
export function readFreeLine(input: string, { now }: { now: Date }): Reading<FreeLine> {
  if (input.length > LONGEST_ANSWER) return { kind: "not_understood" };
  const all = tokens(input);
  if (all.length === 0 || all.length > MOST_TOKENS) return { kind: "not_understood" };
  if (figureDenied(input) !== null) return likely(input, "not_so");
  if (tellsOfLoan(input)) return likely(input, "loan_told");
  if (meetingAnswer(input) !== null) return likely(input, "meeting_answer");
  const entries = entriesIn(all, localDateOf(now));
  const disaster = entries === null || !entries.every(isUncountedDeath) ? null : disasterIn(all);
  if (disaster !== null) return likely(input, disaster);
  return (entries === null ? null : told(input, entries)) ?? wishIn(input, all);
}

function likely(input: string, wish: Wish): Reading<FreeLine> {
  return { kind: "understood", value: { kind: "wish", wish }, read: input.trim(), sure: "likely" };
}

const DISASTERS: ReadonlySet<Wish> = new Set(["flood", "storm", "salt_water"]);

/** `hạn mặn lúa chết hết`: what died of a disaster, and not how many, is no line of the book. */
function disasterIn(all: Token[]): Wish | null {
  const found = phrasesIn(all, WISH_PHRASES).find(
    ({ meaning, from }) => DISASTERS.has(meaning) && !isDenied(all, from),
  );
  return found?.meaning ?? null;
}

function isUncountedDeath({ readings }: Told): boolean {
  return readings.every(({ entry, quantity }) => entry === "died" && quantity === null);
}

/** One thing with one meaning or several, or several things that each have one. */
function told(input: string, found: Told[]): Reading<FreeLine> | null {
  const [only, ...others] = found;
  const single = only !== undefined && others.length === 0;
  const values: FreeLine[] = single
    ? only.readings.map((entry) => ({ kind: "entry", ...entry }))
    : found.every(({ readings }) => readings.length === 1)
      ? [{ kind: "entries", entries: found.flatMap((one) => withWords(input, one)) }]
      : [];
  const [value, ...more] = values;
  if (value === undefined) return null;
  if (more.length > 0) return { kind: "ambiguous", alternatives: values.map((each) => ({ value: each })) };
  return { kind: "understood", value, read: input.trim(), sure: "likely" };
}

function withWords(input: string, { readings, start, end }: Told): (Entry & { said: string })[] {
  const said = input.slice(start, end);
  // `dê đẻ 2 con, chết 1`: by itself the second half would not say what died.
  return readings.map((entry) => {
    const isNamed = entry.item === null || fold(said).includes(fold(entry.item));
    return { ...entry, said: isNamed ? said : `${entry.item}: ${said}` };
  });
}

function wishIn(input: string, all: Token[]): Reading<FreeLine> {
  const said = outermost([...phrasesIn(all, WISH_PHRASES), ...ailmentsIn(all), ...firesIn(all)]).filter(
    ({ from, next, meaning }) =>
      (!isDenied(all, from) || meaning === "job_found") &&
      !isOtherBinh(all, { from, next, meaning }) &&
      !(meaning === "fire" && isOtherChay(all, from)) &&
      // `đi Bình Dương làm công ty`: it is found, and far from home.
      !(meaning === "job" && all[from]?.plain === "lam" && goesAway(input)) &&
      // `vụ này chết trắng tay`: nothing is left, and nothing need have died.
      !(meaning === "disease" && all[next - 1]?.plain === "trang" && all[next]?.plain === "tay"),
  );
  const every = [
    ...new Set(
      said.map(({ meaning, from }) =>
        meaning === "job_found" && (isWanted(all, from) || isDenied(all, from) || isOver(all, from))
          ? "job"
          : meaning,
      ),
    ),
  ];
  const found = weighed(every);
  const [only = asksForLiving(all) ? "stock" : undefined, ...others] = found;
  if (only === undefined) return { kind: "not_understood" };
  if (others.length > 0)
    return {
      kind: "ambiguous",
      alternatives: found.map((wish): Alternative<FreeLine> => ({ value: { kind: "wish", wish } })),
    };
  const sure = all.length <= SHORT_WISH ? "certain" : "likely";
  return { kind: "understood", value: { kind: "wish", wish: only }, read: input.trim(), sure };
}

/** `giúp với, nước ngập nhà rồi`: what is wrong says more than that help is wanted, and what is pressing comes first. */
function weighed(wishes: readonly Wish[]): Wish[] {
  const urgent = URGENT_WISHES.filter((wish) => wishes.includes(wish)).slice(0, 1);
  if (urgent.length > 0) return urgent;
  // `vay vốn cần giấy tờ gì`: the papers of the loan.
  // `tìm việc hoài, nay có việc làm rồi`: it is found.
  const special = wishes.filter(
    (wish) =>
      !GENERAL_WISHES.includes(wish) &&
      !(wish === "documents" && wishes.includes("loan")) &&
      !(wish === "job" && wishes.includes("job_found")) &&
      !(wish.startsWith("job") && wishes.includes("gives_up")),
  );
  return special.length > 0 ? special : GENERAL_WISHES.filter((wish) => wishes.includes(wish)).slice(0, 1);
}

const WANTING =
  /^(?:muốn|muon|mong|cần|can|sao|nếu|neu|để|xin|giúp|giup|tính|tinh|định|dinh|đòi|doi|chừng|cho)$/;

/** `muốn đi làm công nhân`, `làm sao xin được việc`: nothing is found yet; `mới xin được việc` is. */
function isWanted(all: Token[], at: number): boolean {
  const before = all.slice(Math.max(0, at - 4), at).map(({ text }) => text);
  return asks(all) || before.some((text) => WANTING.test(text));
}

/** `xin được việc không em`, but not `xin được việc rồi, không còn lo nữa`. */
function asks(all: Token[]): boolean {
  if (all.some(({ text }) => text === "?")) return true;
  const end = all.at(-1)?.plain === "nua" ? [] : all.slice(-3);
  return end.some(({ text }) => /^(?:không|hông|hong|ko|hả)$/.test(text));
}

/** `nghỉ đi làm công nhân`, `đi làm công nhân bị đuổi`: there is nothing to be glad of. */
function isOver(all: Token[], at: number): boolean {
  const dismissed = all.some(({ plain }, index) => plain === "bi" && all[index + 1]?.plain === "duoi");
  return dismissed || /^(?:nghỉ|nghi|thôi|hết|mất)$/.test(all[at - 1]?.text ?? "");
}

/** `không muốn vay`: the phrase is said, and denied; `đóng học phí`: it is done. */
function isDenied(all: Token[], at: number): boolean {
  return all
    .slice(Math.max(0, at - 2), at)
    .some(({ text }) => DENIALS.includes(text) || /^(?:đừng|khỏi|hết|chưa|đóng|trả)$/.test(text));
}
