/** A call that the Bot API refuses: what goes into `error_code`, `description` and `parameters`. */
export class Refusal extends Error {
  readonly status: number;
  readonly retryAfter: number | undefined;

  constructor(status: number, description: string, retryAfter?: number) {
    super(description);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** A 400 in the words of the Bot API. */
export function badRequest(reason: string): Refusal {
  return new Refusal(400, `Bad Request: ${reason}`);
}

/** The envelope of a refused call. */
export function refusalBody(refusal: Refusal) {
  return {
    ok: false,
    error_code: refusal.status,
    description: refusal.message,
    ...(refusal.retryAfter === undefined ? {} : { parameters: { retry_after: refusal.retryAfter } }),
  };
}
