import type { Rendered } from "./render.ts";
import type { Uploaded } from "./uploads.ts";

/** The `message` of a consultation message; https://docs.zaloplatforms.com/docs/OA/tin-nhan. */
export type ZaloMessage = { text?: string; attachment?: object };

/**
 * The messages that one of ours becomes on Zalo, in order. A picture takes a short text along; buttons need a text of
 * their own; a document never has one.
 */
export function composeForZalo({ texts, buttons }: Rendered, file: Uploaded | null): ZaloMessage[] {
  const spoken = texts.filter((text) => text.trim() !== "");
  const [only] = spoken;
  if (file?.as === "image" && spoken.length <= 1 && buttons.length === 0)
    return [{ ...(only === undefined ? {} : { text: only }), attachment: picture(file.id) }];
  const first =
    file === null ? [] : [{ attachment: file.as === "image" ? picture(file.id) : document(file.id) }];
  const rest = spoken.map((text, index) => ({
    text,
    // In this form, text beside a template that names no type, buttons were seen to work on v3.0 (2026-08).
    ...(index === spoken.length - 1 && buttons.length > 0
      ? { attachment: { type: "template", payload: { buttons } } }
      : {}),
  }));
  return [...first, ...rest];
}

function picture(attachmentId: string): object {
  const elements = [{ media_type: "image", attachment_id: attachmentId }];
  return { type: "template", payload: { template_type: "media", elements } };
}

function document(token: string): object {
  return { type: "file", payload: { token } };
}
