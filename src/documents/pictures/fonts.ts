import { createRequire } from "node:module";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { joinFonts } from "./join-fonts.ts";
import { writeTrueType } from "./true-type.ts";
import { unpackWoff } from "./unpack-woff.ts";

/** The family that every picture is written in; it has all Vietnamese letters (SIL Open Font License). */
export const PICTURE_FONT = "Be Vietnam Pro";

const WEIGHTS = [400, 700] as const;
/** The family comes cut into parts. */
const PARTS = ["latin", "latin-ext", "vietnamese"] as const;

let unpacked: Promise<string[]> | undefined;

/** The files of the picture font as TrueType, regular and bold, made once in the life of the process. */
export function fontFiles(): Promise<string[]> {
  unpacked ??= unpackFonts();
  return unpacked;
}

async function unpackFonts(): Promise<string[]> {
  const { resolve } = createRequire(import.meta.url);
  const folder = await mkdtemp(join(tmpdir(), "sinh-ke-fonts-"));
  return Promise.all(
    WEIGHTS.map(async (weight) => {
      const parts = PARTS.map((part) =>
        readFile(resolve(`@fontsource/be-vietnam-pro/files/be-vietnam-pro-${part}-${weight}-normal.woff`)),
      );
      const file = join(folder, `be-vietnam-pro-${weight}.ttf`);
      await writeFile(file, writeTrueType(joinFonts((await Promise.all(parts)).map(unpackWoff))));
      return file;
    }),
  );
}
