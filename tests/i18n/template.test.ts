import { describe, expect, test } from "vitest";
import { compile, fill, placeholders } from "../../src/i18n/template.ts";
import type { Values } from "../../src/domain/value.ts";

/** Fills a text in; words are shown as their keys, and codes as their words. */
function say(text: string, values: Values = {}, locale = "vi"): string {
  return fill(compile(text), values, locale, (key, more) => {
    if (key === "terms.livelihoods.cow")
      return `nuôi bò ở ${typeof more?.["house"] === "string" ? more["house"] : "?"}`;
    return typeof more?.["name"] === "string" ? `${key}(${more["name"]})` : key;
  });
}

describe("a text with placeholders", () => {
  test("says what it is given, by name or by a path", () => {
    expect(say("Chào {you}, hộ {made.name}!", { you: "cô Sáu", made: { name: "Năm" } })).toBe(
      "Chào cô Sáu, hộ Năm!",
    );
  });

  test("writes a value in its format", () => {
    expect(say("Thu {n:money}, ngày {d:date}", { n: 2_500_000, d: "2026-12-01" })).toBe(
      "Thu 2.500.000\u00A0đ, ngày thứ Ba, 1/12/2026",
    );
  });

  test("says a dash for what is not known, and never undefined or [object Object]", () => {
    expect(say("{a} {b.c} {d:money} {e:date} {f:livelihoods}", { b: 5, f: null })).toBe("– – – – –");
    expect(say("Có {thing}", { thing: {} })).not.toContain("object");
  });

  test("looks a code up among the terms", () => {
    const house = "nhà mình";
    expect(say("nghề {plan.kind:livelihoods}", { plan: { kind: "cow" }, house })).toBe(
      "nghề nuôi bò ở nhà mình",
    );
    const chosen = { id: "cow", label: "Nuôi bò" };
    expect(say("nghề {kind:livelihoods}", { kind: chosen, house })).toBe("nghề nuôi bò ở nhà mình");
  });

  test("leaves what is no code as somebody said it", () => {
    expect(say("việc {step:plan_steps}", { step: "sửa chuồng" })).toBe("việc sửa chuồng");
    expect(say("việc {step:plan_steps}", { step: "" })).toBe("việc –");
  });

  test("names somebody as people speak of her", () => {
    expect(say("mời {who:called}", { who: { name: "Trần Văn Minh", address: "anh" } })).toBe(
      "mời common.you.anh(Minh)",
    );
    expect(say("mời {who:called}", { who: { name: "Trần Văn Minh" } })).toBe("mời Trần Văn Minh");
    expect(say("mời {who:called}", { who: null })).toBe("mời –");
  });

  test("leaves braces alone that are none of its own", () => {
    expect(say("{ } {A} {1x} {{you}} {}", { you: "cô" })).toBe("{ } {A} {1x} {cô} {}");
  });

  test("fills no placeholder in that somebody typed", () => {
    expect(say('"{said}"', { said: "{you}", you: "cô Sáu" })).toBe('"{you}"');
  });

  test("reaches nothing beyond the given values", () => {
    expect(say("{constructor} {a.__proto__} {a.length}", { a: {} })).toBe("– – –");
  });

  test("leaves out a line of a list of which nothing is known, also when it is the last one", () => {
    expect(say("Hộ:\n• Tên: {name}\n• Nghề: {job}", { name: "Năm", job: null })).toBe("Hộ:\n• Tên: Năm");
  });

  test("lists its placeholders in one order, so that two languages can be compared", () => {
    expect(placeholders("{b} {a:money} {b}")).toEqual(["{a:money}", "{b}", "{b}"]);
    expect(placeholders("none")).toEqual([]);
  });

  test("writes a line of a list once for each entry, and not at all where there is none", () => {
    const values = {
      due: [
        { what: "a", units: ["x", "y"] },
        { what: "b", units: [] },
      ],
      none: [],
    };
    expect(
      say("Hạn:\n• {due.what}: {due.units} của {you}\n• {none.what}\nHết.", { ...values, you: "cô" }),
    ).toBe("Hạn:\n• A: x và y của cô\n• B:  của cô\nHết.");
  });
});
