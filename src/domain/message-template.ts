import { z } from "zod";

/** One thing that may be filled into a template, with the vendor's own limits, in characters. */
export const TemplateParam = z.object({
  name: z.string(),
  type: z.enum(["text", "number", "date"]),
  required: z.boolean(),
  min: z.int().nonnegative(),
  max: z.int().positive(),
});
export type TemplateParam = z.infer<typeof TemplateParam>;

/** A template that the vendor has approved for this account, as it said when it was last asked. */
export const MessageTemplate = z.object({
  /** Our name for it. */
  name: z.string(),
  /** The vendor's number. */
  vendorId: z.string(),
  kind: z.enum(["transaction", "care", "promotion"]),
  /** `ENABLE` goes; `PENDING_REVIEW`, `REJECT` and `DISABLE` do not. */
  status: z.string(),
  params: z.array(TemplateParam),
  /** In đồng, by account and by phone number; null where it cannot go that way. */
  priceUser: z.int().nullable(),
  pricePhone: z.int().nullable(),
  checkedAt: z.date(),
});
export type MessageTemplate = z.infer<typeof MessageTemplate>;

export type Fitted = { kind: "fits"; values: Record<string, string> } | { kind: "wrong"; why: string };

/**
 * What goes into a template: a text that is too long is cut, since a shortened name still says who is meant; a number or a
 * date that does not fit is never made to. What the template does not ask for is left out: vendors refuse it.
 */
export function fitTemplate(
  { params }: { readonly params: readonly TemplateParam[] },
  given: Readonly<Record<string, string>>,
): Fitted {
  const values: Record<string, string> = {};
  for (const param of params) {
    const value = (given[param.name] ?? "").normalize("NFC").replaceAll(/\s+/g, " ").trim();
    if (value === "") {
      if (param.required) return { kind: "wrong", why: `${param.name} is missing` };
      continue;
    }
    const why = misfit(param, value);
    if (why !== null) return { kind: "wrong", why };
    values[param.name] = cut(value, param.max);
  }
  return { kind: "fits", values };
}

function misfit({ name, type, min, max }: TemplateParam, value: string): string | null {
  if (type === "number" && !/^-?\d+([.,]\d+)*$/.test(value)) return `${name} is not a number`;
  if (type === "date" && !/^\d{1,2}[/:-]\d{1,2}([/:-]\d{2,4})?/.test(value)) return `${name} is not a date`;
  if (type !== "text" && value.length > max) return `${name} is longer than ${max}`;
  return value.length < min ? `${name} is shorter than ${min}` : null;
}

/** At the last space that leaves most of it, else in the middle of a word; never inside a surrogate pair. */
function cut(value: string, max: number): string {
  if (value.length <= max) return value;
  const room = value
    .slice(0, max - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, "");
  const space = room.lastIndexOf(" ");
  return `${space > max / 2 ? room.slice(0, space) : room}…`;
}
