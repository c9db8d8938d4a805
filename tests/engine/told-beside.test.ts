import { describe, expect, test } from "vitest";
import { libraryOf, Talk } from "./talk.ts";

const TEA = `flow: tea
version: 1
steps:
  - { id: cups, do: ask, answer: { kind: number, max: 20 } }
  - { id: milk, do: choose, options: [some, none] }
  - { id: thanks, do: say }`;
const LEDGER = `flow: ledger
version: 1
starts_on_entries: true
takes: [entry, item, quantity, amount, date, said]
steps:
  - { id: right, do: choose, options: [write, leave] }`;
const FLOOD = `flow: flood
version: 1
starts_on_wishes: [flood]
starts_on_keywords: true
takes: [wish, said]
steps:
  - { id: where, do: ask, answer: { kind: text } }`;
const BILL = `flow: bill
version: 1
steps:
  - { id: cups, do: ask, answer: { kind: number, max: 20 } }
  - { id: right, do: confirm, reads: [cups] }`;
const OATH = `flow: oath
version: 1
undisturbed: true
steps:
  - { id: swear, do: choose, options: [yes, no] }`;

function begin(flow: string): Talk {
  const talk = new Talk(libraryOf([TEA, LEDGER, FLOOD, BILL, OATH], { "flood.keywords": ["báo gấp"] }));
  talk.start(flow);
  return talk;
}

const ASIDE = "common.taken_up_beside";
const ON = "common.back_to_talk";

describe("what is told beside the question that stands", () => {
  test("a wish is taken up at once; the question comes back with its misses uncounted", () => {
    const talk = begin("tea");
    expect(talk.hear("nhà tui bị ngập rồi").said).toEqual([`${ASIDE}\nflood.where`]);
    expect(talk.hear("ngoài vườn").said).toEqual([`${ON}\ntea.cups`]);
    expect(talk.hear("chịu").said).toEqual(["common.again.number\ntea.cups"]);
    expect(talk.hear("3").answers).toMatchObject([{ step: "cups", value: 3 }]);
  });

  test("a line for the book and the name of a flow are taken up too, one on top of the other", () => {
    const talk = begin("tea");
    talk.hear("3");
    expect(talk.hear("hôm nay mua cám hết 450 ngàn").said[0]).toContain(`${ASIDE}\nledger.right`);
    expect(talk.hear("báo gấp").said).toEqual([`${ASIDE}\nflood.where`]);
    expect(talk.hear("ngoài vườn").said[0]).toContain(`${ON}\nledger.right`);
    expect(talk.hear("1").said[0]).toContain(`${ON}\ntea.milk`);
  });

  test("two things told in one line come in their order", () => {
    const talk = begin("tea");
    talk.hear("3");
    expect(talk.hear("bán 3 con heo được 12tr, mua cám hết 2tr").said[0]).toContain(ASIDE);
    expect(talk.hear("1").said[0]).toContain("ledger.right");
    expect(talk.hear("1").said[0]).toContain(`${ON}\ntea.milk`);
  });

  test("is an answer first, and the same thing told again is no second one", () => {
    const talk = begin("tea");
    expect(talk.hear("3").answers).toMatchObject([{ value: 3 }]);
    talk.hear("mua cám hết 450 ngàn");
    expect(talk.hear("mua cám hết 450 ngàn").said[0]).toContain("common.again.choose");
  });

  test("waits where the question comes before anything else", () => {
    const talk = begin("oath");
    expect(talk.hear("nhà tui bị ngập rồi").said[0]).toContain("common.again.choose");
  });

  test("'để tính' at what is read back puts the talk aside; at a question it is no answer", () => {
    const talk = begin("bill");
    expect(talk.hear("để tính").said).toEqual(["common.again.number\nbill.cups"]);
    talk.hear("3");
    expect(talk.hear("để tính").said).toEqual(["stop.stopped"]);
    expect(talk.session.kept).toHaveLength(1);
  });
});
