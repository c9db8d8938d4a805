import { z } from "zod";

/**
 * Errors of PostgreSQL that say nothing about what was asked of it, by class or code of
 * https://www.postgresql.org/docs/18/errcodes-appendix.html: no connection, too few resources, shutting down or
 * starting, deadlock, serialization, lock not available.
 */
const PASSING = /^(?:08|53|57P|40001$|40P01$|55P03$)/;
/** What Node says of a socket that broke. */
const BROKEN = new Set(["ECONNRESET", "ECONNREFUSED", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"]);
/** What `pg` says without any code. */
const WORDS = /^Connection terminated|^timeout exceeded when trying to connect|Client has encountered/i;

const Shape = z.object({ code: z.string().optional(), message: z.string().optional() });

/** True where the same work may well succeed in a moment, because only the database was not able to do it now. */
export function isPassing(error: unknown): boolean {
  const parsed = Shape.safeParse(error);
  if (!parsed.success) return false;
  const { code = "", message = "" } = parsed.data;
  return PASSING.test(code) || BROKEN.has(code) || WORDS.test(message);
}
