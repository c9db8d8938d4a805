import { COMMANDS } from "../app/commands.ts";
import { libraryOrError } from "../app/library.ts";
import { readContent } from "../content.ts";
import { AppError } from "../domain/app-error.ts";
import { chartFlow } from "../engine/chart-flow.ts";
import { inspectFlows } from "../engine/inspect-flows.ts";
import { ROOT } from "../root.ts";
import { readArguments } from "./arguments.ts";
import { printFindings } from "./findings.ts";
import { print } from "./print.ts";

/** `sinh-ke flows check`: what can be told of the flows without running them; `flows show NAME`: one as a chart with its words. */
export async function flows(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, {
    json: { type: "boolean", default: false },
    locale: { type: "string", default: "vi" },
  });
  await Promise.resolve();
  const [what, name] = positionals;
  if (what === "check") return check(values.json);
  if (what === "show" && name !== undefined) return show(name, values.locale, values.json);
  throw new AppError("no_such_flows", "Say what: flows check, or flows show NAME [--locale vi].", 1);
}

function check(json: boolean): void {
  const content = readContent(ROOT);
  printFindings(json, [
    ...content.issues.map((issue) => ({ ...issue, level: "error" as const })),
    ...inspectFlows(content.flows, [...COMMANDS.values()]),
  ]);
}

function show(name: string, locale: string, json: boolean): void {
  const library = libraryOrError();
  const flow = library.flows.get(name);
  if (flow === undefined)
    throw new AppError(
      "no_such_flow",
      `There is no flow ${name}. There are: ${[...library.flows.keys()].join(", ")}.`,
      1,
    );
  if (!library.words.locales.includes(locale))
    throw new AppError(
      "no_such_locale",
      `There are no words in ${locale}. There are: ${library.words.locales.join(", ")}.`,
      1,
    );
  const chart = chartFlow(flow, library.words, locale);
  print(json, { flow: name, locale, chart }, chart);
}
