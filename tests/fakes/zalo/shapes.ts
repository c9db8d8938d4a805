import { z } from "zod";
import { ZaloRefusal } from "./refusal.ts";

const address = z.string().regex(/^https?:\/\/[^\s/]+/);
const phoneCode = z.string().regex(/^84\d{8,10}$/);
const title = z.string().min(1).max(100);
const query = z.string().min(1).max(1000);

const buttonShape = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("oa.open.url"),
    title,
    image_icon: z.string().optional(),
    payload: z.strictObject({ url: address }),
  }),
  z.strictObject({
    type: z.literal(["oa.query.show", "oa.query.hide"]),
    title,
    image_icon: z.string().optional(),
    payload: query,
  }),
  z.strictObject({
    type: z.literal("oa.open.sms"),
    title,
    image_icon: z.string().optional(),
    payload: z.strictObject({ content: z.string().min(1).max(160), phone_code: phoneCode }),
  }),
  z.strictObject({
    type: z.literal("oa.open.phone"),
    title,
    image_icon: z.string().optional(),
    payload: z.strictObject({ phone_code: phoneCode }),
  }),
]);

const actionShape = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("oa.open.url"), url: address }),
  z.strictObject({ type: z.literal(["oa.query.show", "oa.query.hide"]), payload: query }),
  z.strictObject({ type: z.literal("oa.open.phone"), payload: z.strictObject({ phone_code: phoneCode }) }),
]);

const buttons = z.array(buttonShape).max(5);
const picture = z.union([
  z.strictObject({ media_type: z.literal("image"), url: address }),
  z.strictObject({ media_type: z.literal(["image", "sticker"]), attachment_id: z.string().min(1) }),
  z.strictObject({
    media_type: z.literal("gif"),
    attachment_id: z.string().min(1),
    width: z.int().positive(),
    height: z.int().positive(),
  }),
]);

const template = z.discriminatedUnion("template_type", [
  z.strictObject({
    template_type: z.literal("media"),
    elements: z.array(picture).length(1),
    buttons: buttons.optional(),
  }),
  z.strictObject({ template_type: z.literal("button"), buttons: buttons.min(1) }),
  z.strictObject({
    template_type: z.literal("list"),
    elements: z
      .array(
        z.strictObject({
          title,
          subtitle: z.string().max(500).optional(),
          image_url: address.optional(),
          default_action: actionShape.optional(),
        }),
      )
      .min(1)
      .max(5),
    buttons: buttons.optional(),
  }),
  z.strictObject({
    template_type: z.literal("request_user_info"),
    elements: z
      .array(z.strictObject({ title, subtitle: z.string().min(1).max(500), image_url: address }))
      .length(1),
  }),
]);

const attachment = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("file"), payload: z.strictObject({ token: z.string().min(1) }) }),
  z.strictObject({
    type: z.literal("template"),
    // The oldest form of text with buttons names no template type.
    payload: z.preprocess(
      (payload) =>
        typeof payload === "object" && payload !== null && !("template_type" in payload)
          ? { template_type: "button", ...payload }
          : payload,
      template,
    ),
  }),
]);

export const messageShape = z
  .strictObject({
    text: z.string().min(1).max(2000).optional(),
    attachment: attachment.optional(),
    quote_message_id: z.string().min(1).optional(),
  })
  .refine((message) => message.text !== undefined || message.attachment !== undefined, "message is empty")
  .refine(
    ({ text, attachment: given }) =>
      given?.type !== "template" || given.payload.template_type !== "button" || text !== undefined,
    "buttons need a text",
  )
  .refine(
    ({ attachment: given }) =>
      given?.type !== "template" ||
      given.payload.template_type !== "list" ||
      given.payload.elements[0]?.subtitle !== undefined,
    "the first element of a list needs a subtitle",
  );

export type ZaloMessage = z.infer<typeof messageShape>;
export type ZaloButton = z.infer<typeof buttonShape> | z.infer<typeof actionShape>;

/** Reads what was sent by its shape: -210 where something is too long or too many, -201 for all else. */
export function readShape<T>(shape: z.ZodType<T>, value: unknown): T {
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue?.path.join(".") ?? "";
  const code = issue?.code === "too_big" ? -210 : -201;
  throw new ZaloRefusal(code, `Params is invalid: ${where} ${issue?.message ?? ""}`.trim());
}
