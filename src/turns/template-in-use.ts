import type { TemplateParam } from "../domain/message-template.ts";
import { templateNamed } from "./message-templates.ts";
import type { Sql } from "./ports.ts";

/** A template that may be sent now: what one message costs by the cheaper road, in đồng, and what may be filled in. */
export type TemplateInUse = { name: string; price: number; params: readonly TemplateParam[] };

/** The template of this name; null where none is set up here or the vendor does not let it go now. */
export async function templateInUse(sql: Sql, name: string): Promise<TemplateInUse | null> {
  const found = await templateNamed(sql, name);
  if (found === null || found.status !== "ENABLE") return null;
  const prices = [found.priceUser, found.pricePhone].filter((price) => price !== null);
  return prices.length === 0 ? null : { name, price: Math.min(...prices), params: found.params };
}
