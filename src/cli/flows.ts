import { COMMANDS } from "../app.ts";
import { readContent } from "../content.ts";
import { AppError } from "../domain/app-error.ts";
import { inspectFlows } from "../engine/inspect-flows.ts";
import { ROOT } from "../root.ts";
import { readArguments } from "./arguments.ts";
import { printFindings } from "./findings.ts";

/** `sinh-ke flows check`: what can be told of the flows without running them. */
export async function flows(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    json: { type: "boolean", default: false },
    locale: { type: "string", default: "vi" },
  });
  await Promise.resolve();
  const [what] = positionals;
  if (what !== "check") throw new AppError("no_such_flows", "Say what: flows check, or flows show NAME.", 1);
  const content = readContent(ROOT);
  printFindings(values.json, [
    ...content.issues.map((issue) => ({ ...issue, level: "error" as const })),
    ...inspectFlows(content.flows, [...COMMANDS.values()]),
  ]);
}
