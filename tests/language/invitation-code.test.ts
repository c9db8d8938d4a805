import { describe, expect, test } from "vitest";
import { readInvitationCode } from "../../src/language/invitation-code.ts";

describe("the code of an invitation", () => {
  test.each([
    "K7M2PX",
    " k7m2px ",
    "k7m-2px",
    "K 7 M 2 P X",
    "K7M 2PX nha em",
    "mã của tui là k7m2px",
    "ma: K7M2PX.",
    "k7m2px k7m2px",
  ])("is read in %j", (typed) => {
    expect(readInvitationCode(typed)).toMatchObject({ kind: "understood", value: "K7M2PX", sure: "certain" });
  });

  test.each([
    ["KLMNPQ", "KLMNPQ"],
    ["mã KLMNPQ", "KLMNPQ"],
    ["234567", "234567"],
    ["ABC123", "ABC123"],
  ])("may be %j", (typed, value) => {
    expect(readInvitationCode(typed)).toMatchObject({ value });
  });

  test.each([
    "",
    "k7m2",
    "k7m2pxx",
    "tui hong thay ro",
    "Nguyễn Thị Sáu",
    "trồng dừa",
    "0912 345 678",
    "K7M2PX hay H4T9VC",
    "không có mã",
    "👍",
    `K7M2PX${" ".repeat(300)}`,
  ])("is not in %j", (typed) => {
    expect(readInvitationCode(typed)).toEqual({ kind: "not_understood" });
  });
});
