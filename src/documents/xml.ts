import { SaxesParser } from "saxes";
import { broken } from "./zip-directory.ts";

/** Text without any tag between for longer than this is no table; it would be held in memory whole. */
const LONGEST_TEXT = 4 * 1024 * 1024;

export type XmlEvent =
  | { kind: "open"; name: string; attributes: Readonly<Record<string, string>> }
  | { kind: "close"; name: string }
  | { kind: "text"; text: string };

/** Reads XML piece by piece; names come without their prefix. What is no XML ends with an AppError. */
export async function* readXml(pieces: AsyncIterable<Buffer>): AsyncGenerator<XmlEvent[]> {
  const parser = new SaxesParser();
  const decoder = new TextDecoder("utf-8");
  let events: XmlEvent[] = [];
  let silent = 0;
  const add = (event: XmlEvent): void => {
    events.push(event);
    silent = 0;
  };
  parser.on("opentag", ({ name, attributes }) => add({ kind: "open", name: bare(name), attributes }));
  parser.on("closetag", ({ name }) => add({ kind: "close", name: bare(name) }));
  parser.on("text", (text) => add({ kind: "text", text }));
  parser.on("cdata", (text) => add({ kind: "text", text }));
  parser.on("error", (error) => {
    throw broken(error);
  });
  for await (const piece of pieces) {
    silent += piece.length;
    parser.write(decoder.decode(piece, { stream: true }));
    if (silent > LONGEST_TEXT) throw broken();
    const read = events;
    events = [];
    yield read;
  }
  parser.close();
  yield events;
}

function bare(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
