/** Longer texts come only once. */
const LONGEST = 80;

/**
 * The same function, which remembers what it made of short texts: people use few words, and labels stay the same. Holds at
 * most `most` results and then begins anew. What is remembered is shared, so it must not be changed.
 */
export function remembered<T>(make: (text: string) => T, most: number): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    const known = made.get(text);
    if (known !== undefined) return known;
    const result = make(text);
    if (text.length > LONGEST) return result;
    if (made.size >= most) made.clear();
    made.set(text, result);
    return result;
  };
}
