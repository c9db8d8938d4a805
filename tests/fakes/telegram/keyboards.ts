import { fieldsAt, isFields, listAt, textAt } from "../common/values.ts";
import type { Fields } from "../common/values.ts";
import { badRequest } from "./refusal.ts";

export type ReplyButton = { text: string; asksContact: boolean; asksLocation: boolean };
export type ReplyKeyboard = readonly (readonly ReplyButton[])[];

export type Markup =
  | { kind: "none" }
  | { kind: "inline"; wire: Fields }
  | { kind: "reply"; keyboard: ReplyKeyboard }
  | { kind: "remove" }
  | { kind: "force" };

const buttonKinds = [
  "url",
  "callback_data",
  "web_app",
  "login_url",
  "switch_inline_query",
  "switch_inline_query_current_chat",
  "switch_inline_query_chosen_chat",
  "copy_text",
  "callback_game",
  "pay",
];
const styles = new Set([undefined, "danger", "success", "primary"]);

/** Reads `reply_markup` whose members are already known to be of the right type, and checks the limits. */
export function readMarkup(params: Fields, isPrivate: boolean): Markup {
  const markup = fieldsAt(params, "reply_markup");
  if (markup["inline_keyboard"] !== undefined) return inlineMarkup(markup);
  if (markup["keyboard"] !== undefined) return replyMarkup(markup, isPrivate);
  if (markup["remove_keyboard"] !== undefined) return { kind: "remove" };
  if (markup["force_reply"] !== undefined) {
    checkPlaceholder(markup);
    return { kind: "force" };
  }
  return { kind: "none" };
}

function inlineMarkup(markup: Fields): Markup {
  const rows = rowsOf(listAt(markup, "inline_keyboard"));
  // Not in the specification; both figures are what clients and the server are known to keep to.
  if (rows.flat().length > 100) throw badRequest("REPLY_MARKUP_TOO_LONG");
  if (rows.some((row) => row.length > 8)) throw badRequest("a row has more than 8 buttons");
  for (const button of rows.flat()) checkInlineButton(button);
  const filled = rows.filter((row) => row.length > 0);
  return filled.length === 0 ? { kind: "none" } : { kind: "inline", wire: { inline_keyboard: filled } };
}

function checkInlineButton(button: Fields): void {
  if ((textAt(button, "text") ?? "").trim() === "") throw badRequest("inline keyboard button text is empty");
  const kinds = buttonKinds.filter((kind) => button[kind] !== undefined);
  if (kinds.length !== 1) {
    throw badRequest(
      kinds.length === 0
        ? "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        : `can't parse inline keyboard button: it has ${kinds.join(" and ")}`,
    );
  }
  const data = textAt(button, "callback_data");
  if (data !== undefined && (data === "" || Buffer.byteLength(data) > 64)) {
    throw badRequest("BUTTON_DATA_INVALID");
  }
  const url = textAt(button, "url");
  if (url !== undefined && !/^(https?:\/\/[^\s/]+|tg:\/\/\S+)/.test(url))
    throw badRequest("BUTTON_URL_INVALID");
  const copied = textAt(fieldsAt(button, "copy_text"), "text");
  if (copied !== undefined && (copied === "" || copied.length > 256))
    throw badRequest("BUTTON_COPY_TEXT_INVALID");
  checkStyle(button);
}

function replyMarkup(markup: Fields, isPrivate: boolean): Markup {
  const rows = rowsOf(listAt(markup, "keyboard"));
  if (rows.flat().length === 0) throw badRequest("reply keyboard has no buttons");
  if (rows.flat().length > 300) throw badRequest("REPLY_MARKUP_TOO_LONG");
  if (rows.some((row) => row.length > 12)) throw badRequest("a row has more than 12 buttons");
  checkPlaceholder(markup);
  const keyboard = rows.map((row) =>
    row.map((button) => {
      const text = textAt(button, "text") ?? "";
      if (text.trim() === "") throw badRequest("keyboard button text must be non-empty");
      checkStyle(button);
      const asksContact = button["request_contact"] === true;
      const asksLocation = button["request_location"] === true;
      if (asksContact && !isPrivate) throw badRequest("phone number can be requested in private chats only");
      if (asksLocation && !isPrivate) throw badRequest("location can be requested in private chats only");
      return { text, asksContact, asksLocation };
    }),
  );
  return { kind: "reply", keyboard };
}

function rowsOf(rows: readonly unknown[]): Fields[][] {
  return rows.map((row) => {
    const buttons: readonly unknown[] = Array.isArray(row) ? row : [];
    return buttons.map((button) => (isFields(button) ? button : { text: button }));
  });
}

function checkPlaceholder(markup: Fields): void {
  const placeholder = textAt(markup, "input_field_placeholder");
  if (placeholder !== undefined && (placeholder === "" || placeholder.length > 64)) {
    throw badRequest("input field placeholder must have 1 to 64 characters");
  }
}

function checkStyle(button: Fields): void {
  if (!styles.has(textAt(button, "style")))
    throw badRequest("button style must be danger, success or primary");
}
