import { describe, expect, it } from "vitest";
import { readArea } from "../../src/language/area.ts";
import { readMoney } from "../../src/language/money.ts";
import { readNumber } from "../../src/language/numbers.ts";
import { readQuantity } from "../../src/language/quantity.ts";
import { readYesNo } from "../../src/language/yes-no.ts";

const READERS = { readNumber, readMoney, readQuantity, readArea, readYesNo };
const HOSTILE = [
  "1 ",
  "1.",
  "1,",
  "1/",
  "1/2 ",
  "1x",
  "000 ",
  "1 000 ",
  "5tr ",
  "2tr5",
  "triệu ",
  "ngàn triệu ",
  "một hai ba ",
  "hai trăm ",
  "triệu rưỡi ",
  "lẻ ",
  "nửa ",
  "chục ",
  "phẩy ",
  "không ",
  "không có ",
  "chưa ",
  "chị hai ",
  "năm năm ",
  "dạ ",
  "x",
  "k",
  "co1 ",
  "trie6u5 ",
  "dduwowng ",
  "aaeeooww ",
  "uow",
  "a\u0301\u0302",
  "\u0301",
  "\u200b",
  "👍",
  "(",
  "-",
  "៥",
  "m2 ",
  "công tầm lớn ",
];
/** Processor time of one reading, so that a busy machine does not fail the test; the product's limit is 50. */
const MOST_MILLISECONDS = 50;

describe.each(Object.entries(READERS))("%s on 2,000 hostile characters", (_, read) => {
  it.each(HOSTILE)("%j, over and over", (piece) => {
    const text = piece.repeat(Math.ceil(2000 / piece.length)).slice(0, 2000);
    read(text);
    const times = [1, 2, 3].map(() => {
      const before = process.cpuUsage();
      read(text);
      return process.cpuUsage(before).user / 1000;
    });
    expect(Math.min(...times)).toBeLessThan(MOST_MILLISECONDS);
  });

  it("grows in proportion to its length", () => {
    timeOf(read, 1000);
    expect(timeOf(read, 2000)).toBeLessThan(8 * Math.max(timeOf(read, 500), 2000));
  });
});

/** Processor time of fifty readings of a text of this length. */
function timeOf(read: (input: string) => unknown, length: number): number {
  const text = "hai ba năm trăm ".repeat(length).slice(0, length);
  const before = process.cpuUsage();
  for (let count = 0; count < 50; count += 1) read(text);
  return process.cpuUsage(before).user;
}
