import type { Patience } from "../turns/boxes.ts";

/**
 * How what a household is asked can wait, by the kind of its timer; what is not named here may come at any time.
 *
 * A meeting, an offer and a promise have their day: read a week later they are over. Of what only wants to know how things
 * stand, one question is enough for all that waits, since it asks about everything that is open.
 */
const PATIENCE: Readonly<Record<string, Patience>> = {
  meeting: "has_its_day",
  offer: "has_its_day",
  promise: "has_its_day",
  progress: "asked_once",
  read_back: "asked_once",
  story: "asked_once",
  plan_year: "asked_once",
};

/** How long what a timer of this kind asks can wait. */
export function patienceOf(kind: string): Patience {
  return PATIENCE[kind] ?? "can_wait";
}
