/** As the delta says and writes it, and as word lists have it. Only with their marks: without them each is another word too. */
const USUAL: ReadonlyMap<string, string> = new Map([
  ["gởi", "gửi"],
  ["bịnh", "bệnh"],
  ["nhứt", "nhất"],
  ["chánh", "chính"],
  ["hổng", "không"],
  ["hông", "không"],
]);

const WORD = /[\p{L}\p{M}]+/gu;

/** A line with the words of the southern dialect in their usual spelling, so that a list need not hold both (`gởi`, `gửi`). */
export function usualSpelling(line: string): string {
  return line.normalize("NFC").replace(WORD, (word) => USUAL.get(word.toLowerCase()) ?? word);
}
