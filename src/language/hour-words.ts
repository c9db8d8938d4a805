const HOUR_WORDS: ReadonlySet<string> = new Set("h g gio jo zo gjo".split(" "));

/** Whether a word without diacritics stands behind an hour of the clock: `7h`, `7g`, `7 giờ`, `7 jờ`. */
export function isHourWord(plain: string | undefined): boolean {
  return plain !== undefined && HOUR_WORDS.has(plain);
}
