import { LineCounter, isMap, isSeq, parseDocument } from "yaml";
import { type Flow, indexFlow } from "./flow.ts";
import { FlowFile } from "./flow-file.ts";

/** One thing wrong with a flow or locale file, at a place that an editor can jump to. */
export type Issue = { file: string; line: number; column: number; message: string };
export type Parsed<T> = { value: T; issues: [] } | { value: null; issues: Issue[] };

/** Reads one flow file. Never throws: what is wrong comes back as issues with line and column. */
export function parseFlow(file: string, yaml: string): Parsed<Flow> {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, strict: true, uniqueKeys: true });
  const issueAt = (offset: number, message: string): Issue => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col, message };
  };
  if (document.errors.length > 0)
    return {
      value: null,
      issues: document.errors.map((error) => issueAt(error.pos[0], error.message.split("\n")[0] ?? "")),
    };
  const parsed = FlowFile.safeParse(document.toJS());
  if (parsed.success) return { value: indexFlow(parsed.data), issues: [] };
  return {
    value: null,
    issues: parsed.error.issues.map((issue) =>
      issueAt(offsetOf(document.contents, issue.path), `${issue.path.join(".")}: ${issue.message}`),
    ),
  };
}

/** Finds the line of a place in a flow file, for what is found wrong after it has been parsed. */
export function locator(yaml: string): (path: readonly PropertyKey[]) => { line: number; column: number } {
  const lines = new LineCounter();
  const { contents } = parseDocument(yaml, { lineCounter: lines });
  return (path) => {
    const { line, col } = lines.linePos(offsetOf(contents, path));
    return { line, column: col };
  };
}

/** Where the node at `path` begins; where it is missing, its nearest parent. */
function offsetOf(root: unknown, path: readonly PropertyKey[]): number {
  let node: unknown = root;
  let offset = 0;
  for (const key of [undefined, ...path]) {
    const next = key === undefined ? node : child(node, key);
    const start = rangeStart(next);
    if (start === null) break;
    offset = start;
    node = next;
  }
  return offset;
}

function child(node: unknown, key: PropertyKey): unknown {
  if (isMap(node)) return node.get(String(key), true);
  if (isSeq(node) && typeof key === "number") return node.items[key];
  return undefined;
}

function rangeStart(node: unknown): number | null {
  if (node === null || typeof node !== "object" || !("range" in node)) return null;
  const { range }: { range?: unknown } = node;
  return Array.isArray(range) && typeof range[0] === "number" ? range[0] : null;
}
