import type { Input } from "../domain/input.ts";
import type { Session } from "../engine/session.ts";
import { isByPerson } from "../engine/silence.ts";
import type { InboxRow, Said } from "./boxes.ts";
import type { CommandContext } from "./command.ts";
import { householdsNamed, householdsOfTalk, withoutHouseholds } from "./named-households.ts";
import type { Parts } from "./parts.ts";

/** The talk as it goes on; `over` where the input is not to be looked at any more. */
type Checked = { session: Session; over: boolean; said: Said[] };

/**
 * Ends what is about a household that is no longer in this person's hands, or no longer answers on this phone: the talk
 * under way, those that were put aside, and what was planned for her while it was, which goes to who has it in charge now.
 * Who is cut short in mid-talk hears it. Costs nothing, and asks for no `context`, where no household but the person's own is
 * spoken of: such a turn needs nothing of the record.
 */
export async function endLost(
  parts: Pick<Parts, "outOfSight" | "passOn">,
  contextOf: () => CommandContext,
  session: Session,
  input: Input,
  row: Pick<InboxRow, "id" | "timer">,
): Promise<Checked> {
  const begun = input.kind === "start" ? householdsNamed(input.vars) : [];
  const own = new Set(session.me.households.map(({ id }) => id));
  const asked = new Set([...begun, ...householdsOfTalk(session)].filter((id) => !own.has(id)));
  if (asked.size === 0) return { session, over: false, said: [] };
  const context = contextOf();
  const lost = new Set(await parts.outOfSight(context, [...asked]));
  if (lost.size === 0) return { session, over: false, said: [] };
  const without = withoutHouseholds(session, lost);
  const gone = begun.find((id) => lost.has(id));
  if (input.kind === "start" && gone !== undefined) {
    if (row.timer !== null) await parts.passOn(context, row.timer, gone, input);
    return { session: without.session, over: true, said: [] };
  }
  const over = without.ended && input.kind === "timeout";
  if (!without.ended || !isByPerson(input)) return { session: without.session, over, said: [] };
  const message = { text: context.text("common.not_in_your_hands"), options: [], turn: null };
  return { session: without.session, over, said: [{ message, inboxId: row.id, purpose: "reply" }] };
}
