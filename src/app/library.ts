import { loadContent } from "../content.ts";
import { AppError } from "../domain/app-error.ts";
import type { Library } from "../engine/library.ts";
import { ROOT } from "../root.ts";

/** Reads flows and words, with the draft languages that are switched on; an AppError that names file, line and column where something is wrong with them. */
export function libraryOrError(drafts: readonly string[] = []): Library {
  const { library, issues } = loadContent(ROOT, drafts);
  if (library !== null) return library;
  const lines = issues.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
  throw new AppError(
    "bad_content",
    `Flows or words must be mended before it can start:\n  ${lines.join("\n  ")}`,
    1,
  );
}
