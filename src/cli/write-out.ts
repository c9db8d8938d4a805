import { writeFile } from "node:fs/promises";
import { AppError } from "../domain/app-error.ts";

/** Writes a file that was asked for, readable by its owner only; an AppError says what to do where that cannot be. */
export async function writeOut(out: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(out, bytes, { mode: 0o600 });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new AppError(
      "cannot_write",
      `${out} cannot be written (${code}): choose another folder.`,
      2,
      error,
    );
  }
}
