import { expect, test } from "vitest";
import { renderForTelegram } from "../../../src/channels/telegram/render.ts";

test("short options are numbered buttons, one a row, and the text stays as it is", () => {
  const message = {
    text: "Bác muốn làm gì?",
    options: [{ label: "Nuôi bò" }, { label: "Nuôi heo" }],
    turn: 12,
  };
  expect(renderForTelegram(message)).toEqual({
    texts: ["Bác muốn làm gì?"],
    keyboard: {
      inline_keyboard: [
        [{ text: "1. Nuôi bò", callback_data: "t12.0" }],
        [{ text: "2. Nuôi heo", callback_data: "t12.1" }],
      ],
    },
  });
});

test("options that a button cannot show whole are in the text too", () => {
  const long = "Chăn nuôi gia súc sinh sản theo hình thức nuôi nhốt";
  const { texts, keyboard } = renderForTelegram({ text: "Chọn:", options: [{ label: long }], turn: 1 });
  expect(texts).toEqual([`Chọn:\n1. ${long}`]);
  expect(keyboard?.inline_keyboard[0]?.[0]?.text).toBe("1. Chăn nuôi gia súc sinh sản theo hình…");
});

test("more options than a keyboard holds are numbered lines", () => {
  const options = Array.from({ length: 101 }, (_, index) => ({ label: `Ấp ${index}` }));
  const { texts, keyboard } = renderForTelegram({ text: "Chọn ấp:", options, turn: 1 });
  expect(keyboard).toBeUndefined();
  expect(texts.join("\n")).toContain("101. Ấp 100");
});

test("a decomposed label is composed", () => {
  const { keyboard } = renderForTelegram({ text: "", options: [{ label: "Nuo\u0302i" }], turn: 1 });
  expect(keyboard?.inline_keyboard[0]?.[0]?.text).toBe("1. Nuôi");
});
