import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { AppError } from "../../domain/app-error.ts";
import { ROOT } from "../../root.ts";
import { Template } from "./template.ts";

/** Where the files stand, one for each livelihood. */
export const LIVELIHOODS_DIR = join(ROOT, "data", "livelihoods");

/** The template of a livelihood; null where there is none, so that the household says it in its own words. */
export function templateOf(livelihood: string): Template | null {
  return all().get(livelihood) ?? null;
}

let read: ReadonlyMap<string, Template> | undefined;

/** Read once, when the first plan needs them. */
function all(): ReadonlyMap<string, Template> {
  read ??= readTemplates(LIVELIHOODS_DIR);
  return read;
}

/** Reads every template of a folder; an AppError names the file and what is wrong with it. */
export function readTemplates(folder: string): ReadonlyMap<string, Template> {
  const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  return new Map(
    files.map((name) => {
      const parsed = Template.safeParse(parse(readFileSync(join(folder, name), "utf8")));
      if (!parsed.success) {
        const why = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
        throw new AppError("bad_template", `Mend ${join(folder, name)}: ${why.join("; ")}.`, 1);
      }
      if (name !== `${parsed.data.livelihood}.yaml`)
        throw new AppError("bad_template", `Name ${join(folder, name)} as its livelihood.`, 1);
      return [parsed.data.livelihood, parsed.data];
    }),
  );
}
