import { addDays, HOUR_MS, instantAt, localDateOf, VIETNAM_OFFSET_MS } from "../../calendar/local-date.ts";
import type { Sent } from "../../turns/ports.ts";
import { THROTTLED_MS } from "../shared/post.ts";
import type { ZaloFailed } from "./client.ts";
import { remedyFor, type Host } from "./codes.ts";

type NotSent = Exclude<Sent, { kind: "sent" }>;

/** What may not be pushed at night may go from 06:00; the night begins at 22:00. */
const MORNING = 6;
const NIGHT = 22;

/** What a call that did not succeed means for the message; the word of Zalo is kept, since codes have two meanings. */
export function zaloFailure(answer: ZaloFailed, now: Date, host: Host = "openapi"): NotSent {
  if (answer.kind === "broken") return answer.sent;
  const { code } = answer;
  const why = `${code}: ${answer.message}`;
  const remedy = remedyFor(code, host);
  switch (remedy) {
    case "retry":
      return { kind: "retry", why, afterMs: THROTTLED_MS };
    case "morning":
      return { kind: "wait", until: nextMorning(now), why };
    case "tomorrow":
      return { kind: "wait", until: tomorrowMorning(now), why };
    case "closed":
      return { kind: "closed", why };
    case "person":
      return { kind: "stop_person", why };
    case "refresh":
      return {
        kind: "alarm",
        why: `${why}. The token was refreshed and refused again; give the OA's consent anew.`,
      };
    case "money":
      return { kind: "alarm", why: `${why}. Check the OA's package and its Zalo Cloud account.` };
    case "other_outlet":
    case "set_up":
      return { kind: "alarm", why: `${why}. Check the OA, the app and its permissions in Zalo's console.` };
    case "template":
      return { kind: "give_up", why: `${why}. Look at the template: sinh-ke zalo templates.` };
    case "upload_again":
    case "give_up":
      return { kind: "give_up", why };
    default:
      return remedy satisfies never;
  }
}

/** Whether nothing may be pushed now: from 22:00 to 06:00 in Viet Nam. */
export function isNight(now: Date): boolean {
  const hour = hourOf(now);
  return hour >= NIGHT || hour < MORNING;
}

/** The next six o'clock in Viet Nam. */
export function nextMorning(now: Date): Date {
  const date = localDateOf(now);
  return instantAt(hourOf(now) < MORNING ? date : addDays(date, 1), MORNING);
}

/** Six o'clock of the next day in Viet Nam: what a day allows is counted anew. */
export function tomorrowMorning(now: Date): Date {
  return instantAt(addDays(localDateOf(now), 1), MORNING);
}

function hourOf(now: Date): number {
  return ((now.getTime() + VIETNAM_OFFSET_MS) / HOUR_MS) % 24;
}
