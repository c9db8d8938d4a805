import { label, said } from "../reliability/said.ts";

/** A phone on either platform, as far as a talk needs it. */
export type Phone = {
  says(text: string): unknown;
  taps(label: string): unknown;
  readonly inbox: readonly { text: string }[];
};

/** What to answer to a question, by its key; several are given in turn, and `[key]` taps the option with that label. */
export type Answers = Readonly<Record<string, string | readonly string[]>>;

const MOST_TURNS = 40;

/**
 * Goes on with the talk, question by question, until the text `until` has come. What is read is what stands on the phone.
 * Returns everything that came. Throws with the talk where a question has no answer here.
 */
export async function converse(
  phone: Phone,
  quiet: () => Promise<void>,
  { opens, answers = {}, until }: { opens?: string; answers?: Answers; until: string },
): Promise<string[]> {
  const begin = phone.inbox.length;
  const talk: string[] = [];
  const turns = new Map<string, number>();
  let seen = begin;
  const act = (does: string): void => {
    talk.push(`> ${does}`);
    const tapped = /^\[(.+)\]$/.exec(does)?.[1];
    if (tapped === undefined) phone.says(does);
    else phone.taps(buttonOf(phone, tapped));
  };
  if (opens !== undefined) act(opens);
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    await quiet();
    const fresh = phone.inbox.slice(seen).map(({ text }) => text);
    seen = phone.inbox.length;
    talk.push(...fresh.map((text) => `< ${text}`));
    if (fresh.some((text) => said(until).test(text))) return phone.inbox.slice(begin).map(({ text }) => text);
    // A card that was being drawn may come after the question.
    const asked = fresh
      .toReversed()
      .flatMap((text) => Object.keys(answers).filter((key) => said(key).test(text)))
      .at(0);
    if (asked === undefined) break;
    const given = [answers[asked] ?? []].flat();
    const nth = turns.get(asked) ?? 0;
    turns.set(asked, nth + 1);
    act(given[Math.min(nth, given.length - 1)] ?? "");
  }
  throw new Error(`${until} never came:\n${talk.join("\n")}`);
}

/** What to tap: on Telegram a button's label with its number, on Zalo its title. */
function buttonOf(phone: Phone, key: string): string {
  const words = label(key);
  const last = phone.inbox.at(-1);
  const titles = last === undefined ? [] : titlesOf(last);
  return titles.find((title) => title.includes(words)) ?? words;
}

function titlesOf(message: { text: string; buttons?: unknown }): string[] {
  return [message.buttons ?? []].flat(3).flatMap((button: unknown) => {
    if (typeof button !== "object" || button === null) return [];
    const title = "title" in button ? button.title : "text" in button ? button.text : undefined;
    return typeof title === "string" ? [title] : [];
  });
}
