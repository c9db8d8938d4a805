import type { OutboundMessage } from "../../domain/message.ts";
import { cutLabel } from "../shared/numbered-options.ts";
import type { ZaloFailed } from "./client.ts";
import type { ZaloMessage } from "./compose.ts";

const LONGEST_TITLE = 100;
const LONGEST_SUBTITLE = 500;
/**
 * Refusals of what is sent and not of whom it goes to, by what right or for what money: an invalid field, over a limit, not
 * this type, not at this address, against the policy (docs.zaloplatforms.com/docs/OA/phu-luc/ma-loi). Whatever else Zalo
 * says holds for the question as text too, and a code that we do not know may stand for a form that was taken.
 */
const OF_THE_FORM: ReadonlySet<number> = new Set([-201, -210, -233, -235, -248]);

/** Asks for a phone number by Zalo's own form. Where an account may not, that is found out once and the question goes as text. */
export type ContactForms = {
  /** The question as a form; null where it does not fit into one, or forms are not for this account. */
  formOf(message: OutboundMessage): ZaloMessage | null;
  /** Whether this refusal is about the form, and not about the person, the token or money. */
  areRefused(answer: ZaloFailed): boolean;
};

/** `picture`: the address of the picture that every form has to have; without one there are none. */
export function contactForms(picture: string | undefined): ContactForms {
  let refused = picture === undefined;
  return {
    formOf({ text, contact, options }) {
      const subtitle = text.normalize("NFC");
      if (refused || contact === undefined || options.length > 0 || subtitle.length > LONGEST_SUBTITLE)
        return null;
      const title = cutLabel(contact.normalize("NFC"), LONGEST_TITLE);
      const elements = [{ title, subtitle, image_url: picture }];
      const payload = { template_type: "request_user_info", elements };
      return { attachment: { type: "template", payload } };
    },
    areRefused(answer) {
      if (answer.kind !== "refused" || !OF_THE_FORM.has(answer.code)) return false;
      refused = true;
      return true;
    },
  };
}
