import type { Input } from "../domain/input.ts";
import type { Run } from "./run.ts";

type Tap = Extract<Input, { kind: "tap" }>;

/**
 * A button was tapped: the others of its message lead nowhere any more. `label` is what it chose, null where it is of an old
 * question; the button that was chosen last stays as it is, however often it is tapped again.
 */
export function served(run: Run, { turn, option, message }: Tap, label: string | null): void {
  if (message === undefined || (label === null && run.session.last_tap === `${turn}.${option}`)) return;
  run.effects.push({ kind: "served", message, chosen: label === null ? null : { turn, option, label } });
}
