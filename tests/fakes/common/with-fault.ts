import type { Fault } from "./faults.ts";
import type { Answer } from "./http-server.ts";
import type { Timers } from "./timers.ts";

type Work = {
  /** Does what was asked and gives the true answer. */
  run: () => Promise<Answer>;
  /** The vendor's envelope for 429, 500, 502 and "error". */
  refuse: (fault: Fault) => Answer;
  timers: Timers;
};

/** Answers a call as the fault says: some faults do the work and spoil the answer, the others do nothing. */
export async function withFault(fault: Fault | undefined, { run, refuse, timers }: Work): Promise<Answer> {
  switch (fault?.kind) {
    case "429":
    case "500":
    case "502":
    case "error":
      return refuse(fault);
    case "reset":
      return { cut: true };
    case "timeout":
      await timers.wait(fault.ms ?? 30_000);
      return { cut: true };
    case "lost_answer":
      await run();
      return { cut: true };
    case "slow": {
      const answer = await run();
      await timers.wait(fault.ms ?? 1_000);
      return answer;
    }
    case "bad_json":
      await run();
      return { status: 200, bytes: Buffer.from("<html>maintenance</html>"), type: "text/html" };
    case "duplicate":
    case "reorder":
    case "delay":
    case undefined:
      break;
  }
  return run();
}
