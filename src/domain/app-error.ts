/**
 * A failure that a person can do something about. `message` is one plain sentence that says what to do;
 * `exit` is the command line's exit code: 1 for bad input, 2 when the work cannot be done.
 */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: string;
  readonly exit: 1 | 2;

  constructor(code: string, message: string, exit: 1 | 2 = 2, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.exit = exit;
  }
}
