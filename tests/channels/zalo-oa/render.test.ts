import { expect, test } from "vitest";
import { composeForZalo } from "../../../src/channels/zalo-oa/compose.ts";
import { renderForZalo } from "../../../src/channels/zalo-oa/render.ts";

function options(count: number): { label: string }[] {
  return Array.from({ length: count }, (_, index) => ({ label: `Nuôi ${index + 1}` }));
}

test("up to five options are buttons and numbered lines", () => {
  const rendered = renderForZalo({ text: "Chọn:", options: options(5), turn: 12 });
  expect(rendered.texts).toEqual(["Chọn:\n1. Nuôi 1\n2. Nuôi 2\n3. Nuôi 3\n4. Nuôi 4\n5. Nuôi 5"]);
  expect(rendered.buttons).toHaveLength(5);
  expect(rendered.buttons[3]).toEqual({ title: "4. Nuôi 4", type: "oa.query.hide", payload: "#t12.3" });
});

test("six options, or options that ask nothing, are numbered lines only", () => {
  expect(renderForZalo({ text: "Chọn:", options: options(6), turn: 12 }).buttons).toEqual([]);
  expect(renderForZalo({ text: "Chọn:", options: options(2), turn: null }).buttons).toEqual([]);
});

test("buttons stand beside a text in a template that names no type", () => {
  const rendered = renderForZalo({ text: "Chọn:", options: options(1), turn: 1 });
  expect(composeForZalo(rendered, null)).toEqual([
    { text: "Chọn:\n1. Nuôi 1", attachment: { type: "template", payload: { buttons: rendered.buttons } } },
  ]);
});

test("a picture takes a text along, but not one that has buttons", () => {
  const picture = { as: "image", id: "a1" } as const;
  const plain = renderForZalo({ text: "Biểu đồ", options: [], turn: null });
  expect(composeForZalo(plain, picture)).toHaveLength(1);
  const asking = renderForZalo({ text: "Chọn:", options: options(2), turn: 1 });
  expect(composeForZalo(asking, picture).map(({ text }) => text)).toEqual([
    undefined,
    "Chọn:\n1. Nuôi 1\n2. Nuôi 2",
  ]);
});
