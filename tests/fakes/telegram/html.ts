import { badRequest } from "./refusal.ts";

const tags = new Set(
  "b strong i em u ins s strike del span tg-spoiler a tg-emoji tg-time code pre blockquote".split(" "),
);
const named = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
]);

/** Takes the tags out of Bot API HTML. Refuses tags that it does not know and tags that are not closed in order. */
export function plainFromHtml(html: string): string {
  const open: string[] = [];
  const offset = (at: number) => Buffer.byteLength(html.slice(0, at));
  const plain = html.replaceAll(
    /<(\/?)([^\s>]*)([^>]*)(>?)/g,
    (_all, slash: string, name: string, _rest: string, end: string, at: number) => {
      const tag = name.toLowerCase();
      if (end === "") throw broken(`Unclosed start tag at byte offset ${offset(at)}`);
      if (slash === "") {
        if (!tags.has(tag)) throw broken(`Unsupported start tag "${tag}" at byte offset ${offset(at)}`);
        open.push(tag);
      } else {
        const expected = open.pop();
        if (expected === undefined) throw broken(`Unexpected end tag at byte offset ${offset(at)}`);
        if (tag !== expected && tag !== "") {
          throw broken(
            `Unmatched end tag at byte offset ${offset(at)}, expected "</${expected}>", found "</${tag}>"`,
          );
        }
      }
      return "";
    },
  );
  const unclosed = open.pop();
  if (unclosed !== undefined) throw broken(`Can't find end tag corresponding to start tag "${unclosed}"`);
  return plain.replaceAll(/&(#x?[0-9a-f]+|[a-z]+);/gi, (all, name: string) => decoded(name) ?? all);
}

function decoded(name: string): string | undefined {
  if (!name.startsWith("#")) return named.get(name);
  const hex = /^#x/i.test(name);
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : undefined;
}

function broken(reason: string) {
  return badRequest(`can't parse entities: ${reason}`);
}
