import { print } from "./print.ts";

export type Shown = {
  level: "error" | "warning";
  file: string;
  line: number;
  column: number;
  message: string;
};

/** Prints findings as editors read them; exit code 1 where one is an error. */
export function printFindings(json: boolean, findings: readonly Shown[]): void {
  for (const finding of findings) {
    const { level, file, line, column, message } = finding;
    print(json, finding, `${file}:${line}:${column} ${level}: ${message}`);
  }
  const errors = findings.filter(({ level }) => level === "error").length;
  if (errors > 0) process.exitCode = 1;
  if (!json) process.stdout.write(`${errors} errors, ${findings.length - errors} warnings\n`);
}
