import { parseArgs, type ParseArgsConfig } from "node:util";
import { AppError } from "../domain/app-error.ts";

/** Arguments by node's own reader; an unknown or incomplete one is a plain sentence instead of a stack trace. */
export function readArguments<T extends NonNullable<ParseArgsConfig["options"]>>(
  args: string[],
  options: T,
): ReturnType<typeof parseArgs<{ args: string[]; options: T; allowPositionals: true }>> {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (cause) {
    const why = cause instanceof Error ? (cause.message.split(". ")[0] ?? cause.message) : String(cause);
    throw new AppError("bad_argument", `${why}. Run sinh-ke help to see how it is used.`, 1, cause);
  }
}

/** An instant from `--now`, or the system's. */
export function instantOf(text: string | undefined, systemNow: Date): Date {
  if (text === undefined) return systemNow;
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime()))
    throw new AppError("bad_now", `--now ${text} is no time: write it like 2026-11-22T09:00:00+07:00.`, 1);
  return instant;
}
