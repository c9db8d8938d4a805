import { libraryOrError } from "../../src/app/library.ts";
import type { Library } from "../../src/engine/library.ts";

const libraries = new Map<string, Library>();

/** The shipped flows and words, read once in a worker: reading them takes a second. Nobody may change them. */
export function shippedLibrary(drafts: readonly string[] = []): Library {
  const key = drafts.join();
  const library = libraries.get(key) ?? libraryOrError(drafts);
  libraries.set(key, library);
  return library;
}
