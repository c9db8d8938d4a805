import { describe, expect, test } from "vitest";
import { exactOption } from "../../src/engine/exact-option.ts";

const OPTIONS = [
  { label: "Tôi đồng ý", value: "agree" },
  { label: "Tôi không đồng ý", value: "refuse" },
  { label: "Cho tôi hỏi cán bộ đã", value: "ask" },
];

describe("an answer on which much hangs", () => {
  test.each(["Tôi đồng ý", "toi dong y", "dạ em đồng ý nha", "Đồng ý!", "1", " 1. "])("takes %j", (typed) => {
    expect(exactOption(typed, OPTIONS)?.value).toBe("agree");
  });

  test.each(["roi dong y", "rồi, đồng ý", "ok đồng ý luôn", "ừ thì đồng ý", "được, tôi đồng ý nha em"])(
    "takes %j, with its assent",
    (typed) => {
      expect(exactOption(typed, OPTIONS)?.value).toBe("agree");
    },
  );

  test.each(["tôi không đồng ý", "dạ không đồng ý ạ", "2"])("takes %j for a no", (typed) => {
    expect(exactOption(typed, OPTIONS)?.value).toBe("refuse");
  });

  test.each([
    "dạ",
    "ừ",
    "ok em",
    "có",
    "được",
    "rồi",
    "ok luôn đi",
    "đồng ý được không",
    "chưa đồng ý",
    "đồng",
    "toi dong u",
    "4",
    "",
    "👍",
    "tôi đồng ý hay không thì sao",
  ])("does not take %j for an answer", (typed) => {
    expect(exactOption(typed, OPTIONS)).toBeNull();
  });

  test("takes other words that mean the option", () => {
    const options = [{ label: 'Bà con nói: "Tôi đồng ý"', value: "agree", also: ["bà con đồng ý"] }];
    expect(exactOption("ba con dong y", options)?.value).toBe("agree");
  });
});
