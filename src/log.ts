import { pino, type Logger } from "pino";

export type Log = Logger;

/** Members that may hold personal data or secrets; they never reach a log. */
const REDACTED = [
  "text",
  "name",
  "phone",
  "token",
  "secret",
  "authorization",
  "access_token",
  "*.text",
  "*.name",
  "*.phone",
  "*.token",
];

/** Structured lines on standard output; without personal data. */
export function makeLog(level: string): Log {
  return pino({ level, redact: { paths: REDACTED, censor: "[redacted]" } });
}
