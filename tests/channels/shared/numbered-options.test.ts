import { expect, test } from "vitest";
import { cutLabel, withNumberedOptions } from "../../../src/channels/shared/numbered-options.ts";

test("options follow the text, numbered from one", () => {
  expect(withNumberedOptions("Bác muốn làm gì?", [{ label: "Nuôi bò" }, { label: "Nuôi heo" }])).toBe(
    "Bác muốn làm gì?\n1. Nuôi bò\n2. Nuôi heo",
  );
  expect(withNumberedOptions("Cảm ơn bác.", [])).toBe("Cảm ơn bác.");
});

test("a label that is cut says so, and is cut between words where it can be", () => {
  expect(cutLabel("1. Nuôi bò", 10)).toBe("1. Nuôi bò");
  expect(cutLabel("1. Nuôi bò sinh sản", 16)).toBe("1. Nuôi bò sinh…");
  expect(cutLabel("x".repeat(20), 10)).toBe(`${"x".repeat(9)}…`);
  expect(cutLabel("🐂".repeat(10), 10)).toBe("🐂🐂🐂🐂…");
});
