import type { Answer } from "../common/http-server.ts";

/** A call that Zalo refuses: HTTP 200 with an `error` other than 0. */
export class ZaloRefusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** Zalo's envelope: always HTTP 200. */
export function zaloAnswer(code: number, message: string, data?: unknown): Answer {
  return { status: 200, json: { ...(data === undefined ? {} : { data }), error: code, message } };
}
