import { badRequest } from "./refusal.ts";

type Dialect = {
  /** Characters that must be escaped wherever they are not markup. */
  reserved: string;
  /** Marks that open and close, the longest first. */
  marks: readonly string[];
};

/** Takes the marks out of Bot API Markdown. Refuses reserved characters that are bare and marks left open. */
export function plainFromMarkdown(text: string, { reserved, marks }: Dialect): string {
  const open: string[] = [];
  let plain = "";
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const escaped = /^\\([\u0021-\u007e])/.exec(rest)?.[1];
    const code = /^(```|`)([\s\S]*?)\1/.exec(rest);
    const link = /^!?\[((?:\\.|[^\]\\])*)\]\(((?:\\.|[^)\\])*)\)/.exec(rest);
    const mark = marks.find((one) => rest.startsWith(one));
    if (escaped !== undefined) {
      plain += escaped;
      at += 2;
    } else if (code !== null) {
      plain += code[2] ?? "";
      at += code[0].length;
    } else if (link !== null) {
      plain += plainFromMarkdown(link[1] ?? "", { reserved, marks });
      at += link[0].length;
    } else if (mark !== undefined) {
      if (open.at(-1) === mark) open.pop();
      else open.push(mark);
      at += mark.length;
    } else if (startsQuote(text, at, reserved)) {
      at += 1;
    } else {
      const letter = rest.charAt(0);
      if (reserved.includes(letter)) {
        throw broken(`Character '${letter}' is reserved and must be escaped with the preceding '\\'`);
      }
      plain += letter;
      at += 1;
    }
  }
  const unclosed = open.pop();
  if (unclosed !== undefined) throw broken(`Can't find end of the entity that starts with '${unclosed}'`);
  return plain;
}

function startsQuote(text: string, at: number, reserved: string): boolean {
  return reserved.includes(">") && text[at] === ">" && (at === 0 || text[at - 1] === "\n");
}

function broken(reason: string) {
  return badRequest(`can't parse entities: ${reason}`);
}
