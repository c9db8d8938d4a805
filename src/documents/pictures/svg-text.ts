import { PICTURE_FONT } from "./fonts.ts";

/** Width of an average letter of the picture font, as a part of its size; capitals and digits included. */
const AVERAGE_LETTER = 0.56;

/** Text as it may stand in an SVG: what people wrote is never taken for a tag. */
export function escapeXml(text: string): string {
  return text
    .normalize("NFC")
    .replace(/\p{Cc}/gu, " ")
    .replace(/[<>&"']/g, (sign) => `&#${sign.codePointAt(0)};`);
}

/** Breaks text into lines that fit `width` pixels at this size, `most` of them; what is left over ends in an ellipsis. */
export function linesOf(text: string, size: number, width: number, most: number): string[] {
  const perLine = Math.max(4, Math.floor(width / (size * AVERAGE_LETTER)));
  const lines: string[] = [];
  let line = "";
  for (const word of text
    .trim()
    .split(/\s+/)
    .flatMap((one) => cut(one, perLine))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length <= perLine) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line !== "") lines.push(line);
  if (lines.length <= most) return lines;
  const last = lines[most - 1] ?? "";
  return [...lines.slice(0, most - 1), `${last.slice(0, perLine - 1).trimEnd()}…`];
}

/** The same, with lines as even as they can be without needing one more: no word is left alone on the last. */
export function evenLines(text: string, size: number, width: number, most: number): string[] {
  const full = linesOf(text, size, width, most);
  let even = full;
  for (let narrower = width - size / 2; narrower > width / 2; narrower -= size / 2) {
    const lines = linesOf(text, size, narrower, most + 1);
    if (lines.length > full.length) break;
    even = lines;
  }
  return full.at(-1)?.endsWith("…") === true ? full : even;
}

/** Lines of text in an SVG, the first baseline at `y`. */
export function textBlock(
  lines: readonly string[],
  at: {
    x: number;
    y: number;
    size: number;
    bold?: boolean;
    fill?: string;
    anchor?: "start" | "middle" | "end";
  },
): string {
  const { x, y, size, bold = false, fill = "#1f2937", anchor = "start" } = at;
  return lines
    .map(
      (line, index) =>
        `<text x="${x}" y="${y + Math.round(index * size * 1.3)}" font-family="${PICTURE_FONT}" font-size="${size}"` +
        ` font-weight="${bold ? 700 : 400}" fill="${fill}" text-anchor="${anchor}">${escapeXml(line)}</text>`,
    )
    .join("");
}

/** A word that is longer than a line is cut where the line ends. */
function cut(word: string, perLine: number): string[] {
  if (word.length <= perLine) return [word];
  return [word.slice(0, perLine), ...cut(word.slice(perLine), perLine)];
}
