import type { Values } from "../domain/value.ts";
import type { Library } from "../engine/library.ts";
import type { Command, CommandContext } from "./command.ts";
import type { Errand } from "./errand.ts";
import type { Intake } from "./intake.ts";
import type { Meter } from "./meter.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Pacer } from "./pacer.ts";
import type { Firing, Store } from "./boxes.ts";
import type { Alarm, Channel, ChannelName, Clock, Nudges, Vault } from "./ports.ts";

/** What a turn works with; made once by `app.ts`. */
export type Parts = {
  store: Store;
  library: Library;
  commands: ReadonlyMap<string, Command>;
  errands: ReadonlyMap<string, Errand>;
  channels: ReadonlyMap<ChannelName, Channel>;
  clock: Clock;
  nudges: Nudges;
  alarm: Alarm;
  meter: Meter;
  intake: Intake;
  outgoing: Outgoing;
  pacer: Pacer;
  vault: Vault;
  /** Once it is aborted nothing new is begun: what waits is on record, and the next start goes on with it. */
  stopping: AbortSignal;
  /** The next instant at which a push may leave: not at night, not on the morning of Tết. */
  politeTime: (instant: Date) => Date;
  /** What holds for the kinds of timers: how long each can wait, and how a household hears that something does. */
  firing: Firing;
  /** Somebody used the platform's own way to withdraw what she agreed to. */
  withdrew(context: CommandContext): Promise<void>;
  /** Those of these households of which whoever writes may hear nothing now. */
  outOfSight(
    asking: Pick<CommandContext, "sql" | "now" | "me" | "contactId">,
    households: readonly string[],
  ): Promise<string[]>;
  /** Begins with who has a household in charge now what a timer was to begin with who had it before. */
  passOn(
    context: CommandContext,
    timer: string,
    household: string,
    start: { flow: string; vars: Values },
  ): Promise<void>;
  /** Puts a line on the list of whoever looks after this person. */
  openTask(context: CommandContext, code: string, note: string): Promise<void>;
};
