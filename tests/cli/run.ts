import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../../bin/sinh-ke.js", import.meta.url));

export type Ran = { code: number | null; lines: string[]; errors: string };

/** Runs `sinh-ke` with these arguments and this standard input, in a folder without settings but these. */
export async function run(
  args: readonly string[],
  input = "",
  settings: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: tmpdir(),
    env: { PATH, HOME, ...settings },
  });
  let out = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (out += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (errors += chunk));
  child.stdin.end(input);
  await once(child, "close");
  return { code: child.exitCode, lines: out.split("\n").filter((line) => line !== ""), errors };
}

/** What it printed, one JSON value a line. */
export function json({ lines }: Ran): unknown[] {
  return lines.map((line): unknown => JSON.parse(line));
}
