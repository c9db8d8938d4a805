import type { Locator, Page } from "playwright-core";

/** One of the phones on the page, used as somebody with eyes and fingers would use it. */
export type Phone = {
  area: Locator;
  field: Locator;
  messages: Locator;
  /** Writes each of these and waits until the last is answered. */
  says(...texts: string[]): Promise<void>;
  taps(label: string): Promise<void>;
  waitsFor(text: string | RegExp): Promise<void>;
};

/** The phone of the person with that name, which is on the page already. */
export function phoneOf(page: Page, name: string): Phone {
  const area = page.getByRole("region", { name: `Điện thoại của ${name}` });
  const field = area.getByRole("textbox", { name: "Nhắn tin…" });
  const messages = area.getByRole("list", { name: `Tin nhắn trên máy của ${name}` });
  const settled = (): Promise<void> => area.locator('[aria-busy="false"]').waitFor();
  return {
    area,
    field,
    messages,
    async says(...texts) {
      for (const text of texts) {
        await field.fill(text);
        await field.press("Enter");
      }
      await settled();
    },
    async taps(label) {
      await messages.getByRole("button", { name: label }).last().click();
      await settled();
    },
    waitsFor: (text) => messages.getByText(text).last().waitFor(),
  };
}

/** Puts the phone of `name` into the place of the one of `before`. */
export async function chooses(page: Page, before: string, name: string): Promise<Phone> {
  const picker = phoneOf(page, before).area.getByRole("combobox", { name: "Điện thoại của" });
  const option = picker.getByRole("option", { name: new RegExp(name) });
  await picker.selectOption((await option.getAttribute("value")) ?? "");
  return phoneOf(page, name);
}
