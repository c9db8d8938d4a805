import { addDays, HOUR_MS, instantAt, localDateOf, VIETNAM_OFFSET_MS } from "../../calendar/local-date.ts";
import type { Sent } from "../../turns/ports.ts";
import { THROTTLED_MS } from "../shared/post.ts";
import type { ZaloFailed } from "./client.ts";

type NotSent = Exclude<Sent, { kind: "sent" }>;

/** docs.zaloplatforms.com/docs/OA/phu-luc/ma-loi, by what is to be done. Codes of the ZNS host mean other things. */
const PERSON = new Set([-213, -217, -218, -227, -230, -232, -244]);
const QUOTA_OR_MONEY = new Set([-211, -224, -320, -321]);
const SET_UP = new Set([-204, -205, -209, -212, -219, -221, -223, -235, -240, -242, 401, 403, 404]);
const TOKEN = new Set([-216, -220]);
const THROTTLED = -32;
const AT_NIGHT = -234;
/** Promotional kinds may go from 06:00. */
const MORNING = 6;

/** What a call that did not succeed means for the message; the word of Zalo is kept, since codes have two meanings. */
export function zaloFailure(answer: ZaloFailed, now: Date): NotSent {
  if (answer.kind === "broken") return answer.sent;
  const { code } = answer;
  const why = `${code}: ${answer.message}`;
  if (code === THROTTLED) return { kind: "retry", why, afterMs: THROTTLED_MS };
  if (code === AT_NIGHT) return { kind: "wait", until: nextMorning(now), why };
  if (PERSON.has(code)) return { kind: "stop_person", why };
  if (TOKEN.has(code))
    return {
      kind: "alarm",
      why: `${why}. The token was refreshed and refused again; give the OA's consent anew.`,
    };
  if (QUOTA_OR_MONEY.has(code))
    return { kind: "alarm", why: `${why}. Check the OA's package and its Zalo Cloud account.` };
  if (SET_UP.has(code))
    return { kind: "alarm", why: `${why}. Check the OA, the app and its permissions in Zalo's console.` };
  return { kind: "give_up", why };
}

/** The next six o'clock in Viet Nam. */
function nextMorning(now: Date): Date {
  const date = localDateOf(now);
  const hour = ((now.getTime() + VIETNAM_OFFSET_MS) / HOUR_MS) % 24;
  return instantAt(hour < MORNING ? date : addDays(date, 1), MORNING);
}
