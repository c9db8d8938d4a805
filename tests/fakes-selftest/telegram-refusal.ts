import { GrammyError } from "grammy";

/** The description that a grammY call is refused with. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof GrammyError) return `${error.error_code} ${error.description}`;
  throw new Error(`The call was not refused: ${String(error)}`);
}
