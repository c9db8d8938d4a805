import { z } from "zod";

/** What a talk can remember: plain JSON, so that it survives storage, restarts and new versions. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
export type Values = { [name: string]: Value };

export const Value: z.ZodType<Value> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(Value), z.record(z.string(), Value)]),
);

/** Follows a dotted path such as `plan.status`; what is not there is null. */
export function at(values: Values, path: string): Value {
  let value: Value = values;
  for (const name of path.split(".")) {
    if (value === null || typeof value !== "object" || Array.isArray(value)) return null;
    value = Object.hasOwn(value, name) ? (value[name] ?? null) : null;
  }
  return value;
}

/** A choice is kept as `{ id, label }`; compared and handed on it counts as its id. */
export function idOf(value: Value): Value {
  return value !== null && typeof value === "object" && !Array.isArray(value) && "id" in value
    ? (value["id"] ?? null)
    : value;
}
