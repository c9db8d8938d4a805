import type { Values } from "../domain/value.ts";
import { asksWhich } from "../language/asks-which.ts";
import { readFreeLine, type FreeLine } from "../language/free-line.ts";
import type { Entry } from "../language/free-line-entry.ts";
import { entriesInParts } from "../language/told-in-parts.ts";
import { withoutSubject } from "../language/named-household.ts";
import type { Flow } from "./flow.ts";
import { isOpenTo } from "./library.ts";
import { MAX_SAID } from "./limits.ts";
import { rolesOf } from "./session.ts";
import type { Run } from "./run.ts";

/** What a line begins: a flow, once for each thing told. `isSure` where it is nothing but that. */
export type Begun = { flow: string; each: readonly Values[]; isSure?: boolean };

/** The flow that takes a line outside any question, and what it is begun with; the first thing told comes last, on top. */
export function begunByFreeLine(run: Run, typed: string): Begun | null {
  const reading = readingOf(run, typed);
  if (reading === null) return null;
  const { value: told, subject, isCertain } = reading;
  // What is ill is no line of the book before somebody has looked after it.
  const value: FreeLine =
    told.kind === "entry" && told.entry === "sick" ? { kind: "wish", wish: "disease" } : told;
  // `hộ nào đang vay vốn`: who looks after many asks about them, and tells of none.
  if (value.kind === "wish" && run.session.me.roles.length > 0 && asksWhich(typed)) return null;
  const said = typed.trim().slice(0, MAX_SAID);
  const roles = rolesOf(run.session);
  const flow = [...run.library.flows.values()].find(
    (candidate) =>
      isOpenTo(candidate, roles) &&
      (value.kind === "wish" ? candidate.starts_on_wishes.includes(value.wish) : candidate.starts_on_entries),
  );
  if (flow === undefined) return null;
  if (value.kind === "wish")
    return {
      flow: flow.flow,
      each: [{ ...lineFor(run, flow, typed), wish: value.wish, said }],
      isSure: isCertain || flow.urgent,
    };
  // Who stands behind an entry, `bán heo cho anh Hai`, bought it.
  const line = subject === null ? {} : lineFor(run, flow, subject);
  const entries = value.kind === "entry" ? [{ ...value, said }] : value.entries;
  const each = entries.toReversed().map((entry) => ({ ...line, ...asVars(entry) }));
  // It is read back before it counts.
  return { flow: flow.flow, each, isSure: true };
}

/** What another part of the line that began this flow tells for the book; null where that flow leaves it, or there is none. */
export function entriesBeside(run: Run, begun: string, typed: string): Begun | null {
  if (run.library.flows.get(begun)?.entries_beside !== true) return null;
  const roles = rolesOf(run.session);
  const book = [...run.library.flows.values()].find((one) => one.starts_on_entries && isOpenTo(one, roles));
  if (book === undefined) return null;
  const line = lineFor(run, book, typed);
  const told = entriesInParts(typed, { now: run.now }).toReversed();
  return { flow: book.flow, each: told.map((entry) => ({ ...line, ...asVars(entry) })) };
}

/** One thing told, as a flow takes it. */
function asVars({ entry, item, quantity, amount, date, said }: Entry & { said: string }): Values {
  return { entry, item, quantity, amount, date, said: said.slice(0, MAX_SAID) };
}

/** Who works for others says whose it is first: `cô Sáu bán 3 con heo được 12tr`. */
function readingOf(
  run: Run,
  typed: string,
): { value: FreeLine; isCertain: boolean; subject: string | null } | null {
  const { numbered, told } = worksForSeveral(run) ? withoutSubject(typed) : { numbered: false, told: [] };
  const whole = { subject: null, left: typed };
  for (const { subject, left } of numbered ? [...told, whole] : [whole, ...told]) {
    const reading = readFreeLine(left, { now: run.now });
    if (reading.kind === "understood")
      return { value: reading.value, isCertain: reading.sure === "certain", subject };
  }
  return null;
}

/** Officers, and whoever holds the phone of two homes: `bà Lành bán rau 150 ngàn`. */
export function worksForSeveral({ session: { me } }: Run): boolean {
  return me.roles.length > 0 || me.households.length > 1;
}

/** Who works for others' households may have named one in the line, and the flow looks for it; some read more in these words. */
export function lineFor(run: Run, { takes }: Flow, typed: string): Values {
  const said = typed.trim().slice(0, MAX_SAID);
  return {
    ...(takes.includes("line") && worksForSeveral(run) ? { line: said } : {}),
    ...(takes.includes("words") ? { words: said } : {}),
  };
}
