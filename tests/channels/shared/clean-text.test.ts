import { expect, test } from "vitest";
import { cleanName, cleanText } from "../../../src/channels/shared/clean-text.ts";

test("a text is composed, so that the same word is the same text from every phone", () => {
  expect(cleanText("Nuo\u0302i bo\u0300")).toBe("Nuôi bò");
});

test("what PostgreSQL and UTF-8 refuse is taken out", () => {
  expect(cleanText("bò\u0000 sữa")).toBe("bò sữa");
  expect(cleanText("a\uD83Db")).toBe("a\uFFFDb");
  expect(cleanText("🐂")).toBe("🐂");
});

test("a name is one short visible line, or nothing", () => {
  expect(cleanName("  Cô\n Sáu\u200B\u202E ")).toBe("Cô Sáu");
  expect(cleanName("\u200B\u2060")).toBeUndefined();
  expect(cleanName("x".repeat(100_000))).toHaveLength(100);
});
