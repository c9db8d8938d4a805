/** Characters that no XML may carry, and that no cell needs: control characters and halves of characters. */
const FORBIDDEN = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu;

/**
 * Text that a spreadsheet takes for text: what begins like a formula gets an apostrophe in front, which Excel and
 * LibreOffice then show or hide, and never run. OWASP, CSV Injection.
 */
export function harmless(text: string): string {
  const clean = text.replace(FORBIDDEN, "");
  return /^\s*[=+\-@\t\r\n|%＝＋－＠]/.test(clean) ? `'${clean}` : clean;
}
