import type { Jobs } from "../jobs/jobs.ts";
import type { Background } from "../turns/background.ts";
import type { Clock, Nudges } from "../turns/ports.ts";

/** Nudges must not hold anything up nor fail it: the rows are the truth, and the sweep finds what a nudge missed. */
export function nudgesBy(jobs: Jobs, clock: Clock, background: Background): Nudges {
  const soon = (work: () => Promise<void>): Promise<void> => Promise.resolve(background.run(work));
  return {
    takeTurn: (contactId) => soon(() => jobs.nudge("take-turn", { contactId })),
    deliver: (contactId, at) => {
      const delayMs = Math.max(0, at.getTime() - clock.now().getTime());
      return soon(() => jobs.nudge("deliver", { contactId }, delayMs));
    },
    sweep: (afterMs) => soon(() => jobs.nudge("sweep", {}, afterMs)),
    doErrands: () => soon(() => jobs.nudge("do-errands", {})),
    fetchFile: (fileId) => soon(() => jobs.nudge("fetch-file", { fileId })),
  };
}
