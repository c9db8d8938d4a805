/** How JSON spells NUL and lone surrogates; those that are paired it leaves as they are. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/i;

/** JSON as PostgreSQL takes it; JSON from outside may hold what that refuses. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (!UNSTORABLE.test(text)) return text;
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "string" ? storable(inner) : inner,
  );
}

/** Text without NUL and lone surrogates, which PostgreSQL refuses. */
export function storable<T extends string | null>(text: T): T extends string ? string : null;
export function storable(text: string | null): string | null {
  if (text === null) return null;
  const clean = text.includes("\u0000") ? text.replaceAll("\u0000", "") : text;
  return clean.isWellFormed() ? clean : clean.toWellFormed();
}
