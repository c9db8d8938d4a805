import type { Flow } from "../flow.ts";
import { locator, type Issue } from "../parse-flow.ts";

/** What an inspection found. Errors keep a flow from being released; warnings are only printed. */
export type Finding = Issue & { level: "error" | "warning" };

/** A flow together with the file it was read from. */
export type FlowSource = { file: string; yaml: string; flow: Flow };

/** Notes one finding at a place of the flow file, e.g. at `["steps", 3, "go"]`. */
export type Note = (level: Finding["level"], path: readonly PropertyKey[], message: string) => void;

/** Collects findings of one flow file with their lines. */
export function noteTo(findings: Finding[], { file, yaml }: FlowSource): Note {
  const place = locator(yaml);
  return (level, path, message) => findings.push({ level, file, ...place(path), message });
}
