import type { HistoryEvent } from "./common/record.ts";

/** What one chat should have been shown, in this order. A text, or a pattern where wording may vary. */
export type ExpectedDialog = { chat: string; shown: readonly (string | RegExp)[] };

export type Finding = { chat: string; text: string; times: number };

export type HistoryReport = {
  /** Expected and never shown. */
  lost: Finding[];
  /** Shown more often than expected. */
  duplicated: Finding[];
  /** Shown and not expected at all. */
  unexpected: Finding[];
  /** Shown later than something that should have followed it. */
  outOfOrder: Finding[];
  /** Updates that the program never took (no 2xx, or never confirmed). */
  updatesLost: { chat: string; update: string }[];
  /** Updates of one chat whose first success came after that of a younger one. */
  updatesOutOfOrder: { chat: string; update: string }[];
  /** Calls to a chat made before its `retry_after` had passed. */
  calledTooEarly: { chat: string; method: string; earlyByMs: number }[];
};

/**
 * Holds the record against what should have happened. A repeated expectation (a question asked twice) is counted.
 * Chats that are not in `expected` are looked at only for their updates.
 */
export function checkHistory(
  events: readonly HistoryEvent[],
  expected: readonly ExpectedDialog[],
): HistoryReport {
  const report: HistoryReport = {
    lost: [],
    duplicated: [],
    unexpected: [],
    outOfOrder: [],
    updatesLost: [],
    updatesOutOfOrder: [],
    calledTooEarly: earlyCalls(events),
  };
  const shown = new Map<string, string[]>();
  for (const event of events) {
    if (event.what !== "shown") continue;
    const texts = shown.get(event.chat);
    if (texts === undefined) shown.set(event.chat, [event.text]);
    else texts.push(event.text);
  }
  for (const dialog of expected) checkDialog(dialog, shown.get(dialog.chat) ?? [], report);
  checkUpdates(events, report);
  return report;
}

/** One line per finding, or one line that says all is well. For the message of a failed test. */
export function describeReport(report: HistoryReport): string {
  const lines = Object.entries(report).flatMap(([kind, findings]) =>
    findings.map((finding) => `${kind}: ${JSON.stringify(finding)}`),
  );
  return lines.length === 0
    ? "nothing lost, duplicated, unexpected, out of order or too early"
    : lines.join("\n");
}

function checkDialog(
  { chat, shown: expected }: ExpectedDialog,
  shown: string[],
  report: HistoryReport,
): void {
  const keys = expected.map(String);
  const wanted = count(keys);
  // A text that fits several patterns goes to the first that still lacks one, so that patterns may overlap.
  const used = new Map<string, number>();
  const seen = shown.map((text) => {
    const fits = expected
      .filter((one) => (typeof one === "string" ? one === text : one.test(text)))
      .map(String);
    const key = fits.find((one) => (used.get(one) ?? 0) < (wanted.get(one) ?? 0)) ?? fits[0];
    if (key !== undefined) used.set(key, (used.get(key) ?? 0) + 1);
    return { text, key };
  });
  const strangers = seen.filter((one) => one.key === undefined).map((one) => one.text);
  for (const [text, times] of count(strangers)) {
    report.unexpected.push({ chat, text, times });
  }
  for (const [text, times] of wanted) {
    const got = used.get(text) ?? 0;
    if (got < times) report.lost.push({ chat, text, times: times - got });
    if (got > times) report.duplicated.push({ chat, text, times: got - times });
  }
  for (const text of misplaced(
    keys,
    firsts(
      seen.flatMap(({ key }) => key ?? []),
      wanted,
    ),
  )) {
    report.outOfOrder.push({ chat, text, times: 1 });
  }
}

function count(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** The first appearances only: a late copy is a duplicate, not a disorder. */
function firsts(keys: readonly string[], wanted: ReadonlyMap<string, number>): string[] {
  const taken = new Map<string, number>();
  return keys.filter((key) => {
    const soFar = taken.get(key) ?? 0;
    taken.set(key, soFar + 1);
    return soFar < (wanted.get(key) ?? 0);
  });
}

/** What must be taken out of `seen` so that the rest is in the expected order: the fewest possible. */
function misplaced(expected: readonly string[], seen: readonly string[]): string[] {
  const places = new Map<string, number[]>();
  expected.forEach((key, place) => places.set(key, [...(places.get(key) ?? []), place]));
  const order = seen.map((key) => places.get(key)?.shift() ?? -1);
  const best: number[] = [];
  const before: number[] = [];
  order.forEach((place, at) => {
    let length = 1;
    let from = -1;
    for (let earlier = 0; earlier < at; earlier += 1) {
      const reached = best[earlier] ?? 0;
      if ((order[earlier] ?? 0) < place && reached + 1 > length) {
        length = reached + 1;
        from = earlier;
      }
    }
    best.push(length);
    before.push(from);
  });
  const kept = new Set<number>();
  for (let at = best.indexOf(Math.max(0, ...best)); at >= 0; at = before[at] ?? -1) kept.add(at);
  return seen.filter((_, at) => !kept.has(at));
}

function checkUpdates(events: readonly HistoryEvent[], report: HistoryReport): void {
  const queued = new Map<string, { chat: string; update: string; place: number }>();
  const newest = new Map<string, number>();
  const acked = new Set<string>();
  for (const event of events) {
    if (event.what === "update_queued") {
      queued.set(event.update, { chat: event.chat, update: event.update, place: queued.size });
    }
    if (event.what === "update_acked" && !acked.has(event.update)) {
      acked.add(event.update);
      const place = queued.get(event.update)?.place ?? -1;
      const { chat, update } = event;
      if (place < (newest.get(chat) ?? -1)) report.updatesOutOfOrder.push({ chat, update });
      newest.set(chat, Math.max(place, newest.get(chat) ?? -1));
    }
  }
  for (const { chat, update } of queued.values()) {
    if (!acked.has(update)) report.updatesLost.push({ chat, update });
  }
}

function earlyCalls(events: readonly HistoryEvent[]): HistoryReport["calledTooEarly"] {
  const closedUntil = new Map<string, number>();
  const early: HistoryReport["calledTooEarly"] = [];
  for (const event of events) {
    if (event.what === "answer" && event.retryAfter !== undefined && event.chat !== null) {
      closedUntil.set(event.chat, event.at + event.retryAfter * 1000);
    }
    if (event.what !== "call" || event.chat === null) continue;
    const earlyByMs = (closedUntil.get(event.chat) ?? 0) - event.at;
    if (earlyByMs > 0) early.push({ chat: event.chat, method: event.method, earlyByMs });
  }
  return early;
}
