import type { Alarm, Clock } from "./ports.ts";

const PAUSE_MS = 60_000;

/**
 * An alarm for what strangers can bring about as often as they like: raised at most once a minute for each code and
 * detail, with how often it was meanwhile, so that nobody can fill the log.
 */
export function seldom(alarm: Alarm, clock: Clock): Alarm {
  const raised = new Map<string, { at: number; since: number }>();
  return (code, detail) => {
    const now = clock.now().getTime();
    const key = `${code} ${detail}`;
    const last = raised.get(key);
    if (last !== undefined && now - last.at < PAUSE_MS) {
      last.since += 1;
      return;
    }
    raised.set(key, { at: now, since: 0 });
    alarm(code, last === undefined || last.since === 0 ? detail : `${detail} (${last.since} more before)`);
  };
}
