/** What a tag says of itself is looked at so far; a picture within one may have megabytes. */
const LONGEST_ATTRIBUTES = 20_000;
const NAME = /<(\/?)([a-z][\w:-]*)/iy;
/** Elements whose content is no text of the page. */
const SILENT: ReadonlyMap<string, RegExp> = new Map(
  ["style", "script", "title", "xml"].map((name) => [name, new RegExp(`</${name}\\s*>`, "gi")]),
);
/** A stretch of a page: text, or a tag with its name in small letters. */
export type Piece =
  | { kind: "text"; text: string }
  | { kind: "open"; name: string; attributes: string }
  | { kind: "close"; name: string };

/** Tags and the text between them; comments and what is not shown are left out. Each sign is looked at about once, whatever the page. */
export function* piecesOf(page: string): Generator<Piece> {
  for (let at = 0; at < page.length;) {
    if (page.charAt(at) !== "<") {
      const end = orEnd(page, page.indexOf("<", at));
      yield { kind: "text", text: page.slice(at, end) };
      at = end;
      continue;
    }
    if (page.startsWith("<!--", at)) {
      at = orEnd(page, page.indexOf("-->", at + 4), 3);
      continue;
    }
    NAME.lastIndex = at;
    const [begun = "", closing, typed] = NAME.exec(page) ?? [];
    const isSaid = typed !== undefined || /[!?]/.test(page.charAt(at + 1));
    const end = isSaid ? endOfTag(page, at + Math.max(begun.length, 2)) : null;
    if (end === null) {
      yield { kind: "text", text: "<" };
      at += 1;
      continue;
    }
    const from = at + begun.length;
    at = end + 1;
    if (typed === undefined) continue;
    const name = typed.toLowerCase();
    const silence = closing === "/" ? undefined : SILENT.get(name);
    if (silence !== undefined) {
      silence.lastIndex = at;
      at = silence.exec(page) === null ? page.length : silence.lastIndex;
    } else if (closing === "/") yield { kind: "close", name };
    else
      yield {
        kind: "open",
        name,
        attributes: page.slice(from, Math.min(end, from + LONGEST_ATTRIBUTES)),
      };
  }
}

/** Where the `>` of a tag stands, outside of quotes; null where another tag begins before it. */
function endOfTag(page: string, from: number): number | null {
  let quote = "";
  for (let at = from; at < page.length; at += 1) {
    const sign = page.charAt(at);
    if (sign === "<") return null;
    if (sign === ">") return quote === "" ? at : null;
    if (quote === "" ? sign === '"' || sign === "'" : sign === quote) quote = quote === "" ? sign : "";
  }
  return null;
}

function orEnd(page: string, found: number, behind = 0): number {
  return found === -1 ? page.length : found + behind;
}
