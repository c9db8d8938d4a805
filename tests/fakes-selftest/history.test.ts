import { describe, expect, it } from "vitest";
import { makeFaults } from "../fakes/common/faults.ts";
import { makeHistory } from "../fakes/common/record.ts";
import { checkHistory, describeReport } from "../fakes/history.ts";

function shownTo(chat: string, texts: string[]) {
  const history = makeHistory();
  texts.forEach((text, at) => history.add({ what: "shown", chat, message: String(at), text }));
  return history;
}

function hitsOfAThousand() {
  const faults = makeFaults(42);
  faults.add({ on: "*", kind: "500", chance: 0.2, count: 1_000_000 });
  expect(faults.take("webhook", null)).toBeUndefined();
  return Array.from({ length: 1_000 }, () => faults.take("sendMessage", null) !== undefined);
}

describe("the history checker", () => {
  it("finds nothing where all is as expected, repeated questions included", () => {
    const { events } = shownTo("1", ["Tên gì?", "Bao nhiêu?", "Bao nhiêu?", "Xong lúc 9 giờ"]);
    const report = checkHistory(events, [
      { chat: "1", shown: ["Tên gì?", "Bao nhiêu?", "Bao nhiêu?", /^Xong/] },
    ]);
    expect(describeReport(report)).toBe("nothing lost, duplicated, unexpected, out of order or too early");
  });

  it("tells lost, duplicated and unexpected apart", () => {
    const { events } = shownTo("1", ["a", "b", "b", "x"]);
    const report = checkHistory(events, [{ chat: "1", shown: ["a", "b", "c"] }]);
    expect(report.lost).toEqual([{ chat: "1", text: "c", times: 1 }]);
    expect(report.duplicated).toEqual([{ chat: "1", text: "b", times: 1 }]);
    expect(report.unexpected).toEqual([{ chat: "1", text: "x", times: 1 }]);
    expect(report.outOfOrder).toEqual([]);
  });

  it("names the one message that came too late, and does not call a late copy a disorder", () => {
    const late = checkHistory(shownTo("1", ["b", "c", "a"]).events, [{ chat: "1", shown: ["a", "b", "c"] }]);
    expect(late.outOfOrder).toEqual([{ chat: "1", text: "a", times: 1 }]);
    const copy = checkHistory(shownTo("1", ["a", "b", "a"]).events, [{ chat: "1", shown: ["a", "b"] }]);
    expect(copy.outOfOrder).toEqual([]);
    expect(copy.duplicated).toEqual([{ chat: "1", text: "a", times: 1 }]);
  });

  it("finds updates that were never taken, and those taken in the wrong order", () => {
    const history = makeHistory();
    for (const update of ["1", "2", "3"]) history.add({ what: "update_queued", chat: "7", update });
    for (const update of ["2", "1"]) {
      history.add({ what: "update_acked", chat: "7", update, attempt: 1, ms: 1 });
    }
    const report = checkHistory(history.events, []);
    expect(report.updatesLost).toEqual([{ chat: "7", update: "3" }]);
    expect(report.updatesOutOfOrder).toEqual([{ chat: "7", update: "1" }]);
  });

  it("finds a call made before its retry_after had passed", () => {
    const history = makeHistory();
    history.add({
      what: "answer",
      call: 1,
      method: "sendMessage",
      chat: "7",
      status: 429,
      code: 429,
      retryAfter: 5,
    });
    history.add({ what: "call", call: 2, method: "sendMessage", chat: "7" });
    history.add({ what: "call", call: 3, method: "sendMessage", chat: "8" });
    const [early, ...others] = checkHistory(history.events, []).calledTooEarly;
    expect(others).toEqual([]);
    expect(early?.chat).toBe("7");
    expect(early?.earlyByMs).toBeGreaterThan(4_000);
  });

  it("numbers events without gaps and leaves bodies out where asked", () => {
    const history = makeHistory({ bodies: false });
    history.add({ what: "call", call: history.nextCall(), method: "getMe", chat: null, params: { a: 1 } });
    history.add({ what: "update_queued", chat: "1", update: "1", body: { text: "x" } });
    expect(history.events.map((event) => event.seq)).toEqual([1, 2]);
    expect(JSON.stringify(history.events)).not.toContain('"params"');
    expect(JSON.stringify(history.events)).not.toContain('"body"');
  });
});

describe("the plan of faults", () => {
  it("hits the named method so many times, and other chats not at all", () => {
    const faults = makeFaults();
    faults.add({ on: "sendMessage", kind: "429", count: 2, chat: "7" });
    expect(faults.take("sendMessage", "8")).toBeUndefined();
    expect(faults.take("getMe", "7")).toBeUndefined();
    expect(faults.take("sendMessage", "7")?.kind).toBe("429");
    expect(faults.take("sendMessage", "7")?.kind).toBe("429");
    expect(faults.take("sendMessage", "7")).toBeUndefined();
  });

  it("hits the share that was asked for, the same calls in every run, and never a delivery by a star", () => {
    const once = hitsOfAThousand();
    const share = once.filter(Boolean).length;
    expect(share).toBeGreaterThan(150);
    expect(share).toBeLessThan(250);
    expect(hitsOfAThousand()).toEqual(once);
  });
});
