/** From the best place to break a text to the worst; each matches the end of what stays in the first part. */
const BREAKS = [/\n\s*\n/g, /\n/g, /(?<=[^\d\s][.!?…]+)\s+/gu, /\s+/g];

/**
 * Splits a text into parts of at most `limit` UTF-16 units, which is never more than the vendors' "characters". Breaks
 * between paragraphs, then lines, then sentences, then words; never inside a surrogate pair. One part, unchanged,
 * where the text fits.
 */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const [end, next] = breakPoint(rest, limit);
    parts.push(rest.slice(0, end));
    rest = rest.slice(next);
  }
  if (rest !== "" || parts.length === 0) parts.push(rest);
  return parts;
}

/** Where the first part ends and where the rest begins. */
function breakPoint(text: string, limit: number): [number, number] {
  for (const pattern of BREAKS) {
    let best: [number, number] | undefined;
    for (const match of text.slice(0, limit + 1).matchAll(pattern)) {
      // A part of less than half the room would make many small messages out of one.
      if (match.index >= limit / 2 && match.index <= limit)
        best = [match.index, match.index + match[0].length];
    }
    if (best !== undefined) return best;
  }
  const hard = /[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
  return [hard, hard];
}
