import { readContent } from "../content.ts";
import { AppError } from "../domain/app-error.ts";
import { checkLocales } from "../engine/inspect/check-locales.ts";
import { ROOT } from "../root.ts";
import { readArguments } from "./arguments.ts";
import { printFindings } from "./findings.ts";

/** `sinh-ke locales check`: words that are missing, not used, too long, or that name what no flow knows. */
export async function locales(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, { json: { type: "boolean", default: false } });
  await Promise.resolve();
  if (positionals[0] !== "check") throw new AppError("no_such_locales", "Say what: locales check.", 1);
  const { flows, locales: languages, texts, issues } = readContent(ROOT);
  printFindings(values.json, [
    ...issues.map((issue) => ({ ...issue, level: "error" as const })),
    ...checkLocales({ flows: flows.map(({ flow }) => flow), locales: languages, texts }),
  ]);
}
