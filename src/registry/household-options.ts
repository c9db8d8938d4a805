import { z } from "zod";
import type { Value } from "../domain/value.ts";

/** A household as a list offers it: `label` tells it from others of the same name. */
export const HouseholdRow = z.object({ id: z.string(), name: z.string(), unit: z.string().nullable() });
export type HouseholdRow = z.infer<typeof HouseholdRow>;

/** `{ id, label, name }` for a flow to offer, such as "Nguyễn Thị Sáu · Ấp 3". */
export function householdOption({ id, name, unit }: HouseholdRow): { [key: string]: Value } {
  return { id, label: unit === null ? name : `${name} · ${unit}`, name };
}
