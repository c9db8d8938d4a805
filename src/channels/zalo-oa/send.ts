import { z } from "zod";
import type { Clock, Delivery, Sent } from "../../turns/ports.ts";
import type { ZaloFailed } from "./client.ts";
import { composeForZalo, type ZaloMessage } from "./compose.ts";
import type { ContactForms } from "./contact-form.ts";
import { zaloFailure } from "./failure.ts";
import { withToken, type Outlet } from "./outlet.ts";
import { renderForZalo } from "./render.ts";
import type { ZaloTokens } from "./tokens.ts";
import { uploadKind, type Uploaded, type Uploads } from "./uploads.ts";

export type ZaloSender = {
  outlet: Outlet;
  tokens: ZaloTokens;
  uploads: Uploads;
  forms: ContactForms;
  clock: Clock;
  count: (what: string) => void;
};

/** Only v3.0 says when it was sent, and out of which quota; v2.0 says neither. */
const Accepted = z.object({
  data: z.object({
    message_id: z.string().min(1),
    sent_time: z.unknown().optional(),
    quota: z.object({ quota_type: z.string() }).loose().nullish(),
  }),
});
/**
 * What Zalo takes, in đồng, for a consultation message beyond the free replies of 48 hours and the account's package (Zalo
 * Cloud's price list, as quoted on 16/9/2026). An answer without `quota` says that the message was billed.
 */
const BILLED = 55;
const ATTACHMENT_EXPIRED = -100;

/**
 * Sends one message to one person. A long text goes out in parts, a document before its text; where a later part fails,
 * a repeated try sends the earlier ones again. A file that Zalo does not take is left out and counted, so that the
 * question under it still arrives. Never rejects for a reason that lies with Zalo or the network.
 */
export async function sendByZalo(sender: ZaloSender, delivery: Delivery): Promise<Sent> {
  const sent = await attempt(sender, delivery);
  if (sent.kind !== "expired") return sent;
  if (delivery.file !== undefined) sender.uploads.forget(delivery.file);
  const again = await attempt(sender, delivery);
  return again.kind === "expired" ? { kind: "give_up", why: "Zalo does not keep the upload" } : again;
}

async function attempt(
  sender: ZaloSender,
  { to, message, file }: Delivery,
): Promise<Sent | { kind: "expired" }> {
  let uploaded: Uploaded | null = null;
  if (file !== undefined && uploadKind(file) === null) sender.count("zalo.file_left_out");
  else if (file !== undefined) {
    const answer = await withToken(sender.tokens, (token) => sender.uploads.put(token, file));
    // An upload that may have happened is no message yet, so trying again harms nobody.
    if (answer.kind === "broken")
      return answer.sent.kind === "unknown" ? { ...answer.sent, kind: "retry" } : answer.sent;
    if (answer.kind === "refused") return zaloFailure(answer, sender.clock.now());
    if (answer.kind === "uploaded") uploaded = answer.file;
  }
  const form = uploaded === null ? sender.forms.formOf(message) : null;
  const asForm = form === null ? null : await sendParts(sender, to, [form]);
  if (asForm !== null && asForm.kind !== "failed") return asForm;
  if (asForm !== null && !sender.forms.areRefused(asForm.answer))
    return zaloFailure(asForm.answer, sender.clock.now());
  if (asForm !== null) sender.count("zalo.form_refused");
  const sent = await sendParts(sender, to, composeForZalo(renderForZalo(message), uploaded));
  if (sent.kind !== "failed") return sent;
  const { answer } = sent;
  if (answer.kind === "refused" && answer.code === ATTACHMENT_EXPIRED && uploaded !== null)
    return { kind: "expired" };
  return zaloFailure(answer, sender.clock.now());
}

async function sendParts(
  sender: ZaloSender,
  to: string,
  parts: readonly ZaloMessage[],
): Promise<Sent | { kind: "failed"; answer: ZaloFailed }> {
  let vendorId: string | undefined;
  let price: number | undefined;
  for (const part of parts) {
    const answer = await sender.outlet(to, part);
    if (answer.kind !== "ok") return { kind: "failed", answer };
    const accepted = Accepted.safeParse(answer.json);
    if (!accepted.success) return { kind: "unknown", why: "the answer holds no message id" };
    const { message_id, sent_time, quota } = accepted.data.data;
    vendorId = message_id;
    if (sent_time === undefined) continue;
    const isBilled = quota === undefined || quota === null;
    if (isBilled) sender.count("zalo.billed");
    price = (price ?? 0) + (isBilled ? BILLED : 0);
  }
  return vendorId === undefined
    ? { kind: "give_up", why: "the message is empty" }
    : { kind: "sent", vendorId, ...(price === undefined ? {} : { price }) };
}
