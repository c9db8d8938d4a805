import { expect, test } from "vitest";
import { brokenCall } from "../../../src/channels/shared/broken-call.ts";

test.each(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"])(
  "%s left nothing behind",
  (code) => {
    const error = new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code }) });
    expect(brokenCall(error)).toEqual({ kind: "retry", why: `no connection (${code})` });
  },
);

test.each([
  ["ECONNRESET", Object.assign(new Error("x"), { code: "ECONNRESET" })],
  [
    "UND_ERR_SOCKET",
    new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code: "UND_ERR_SOCKET" }) }),
  ],
  ["AbortError", new DOMException("This operation was aborted", "AbortError")],
  ["TypeError", new TypeError("terminated")],
  ["unknown", "something else"],
])("after %s nobody knows", (code, error) => {
  expect(brokenCall(error)).toEqual({ kind: "unknown", why: `connection lost before the answer (${code})` });
});

test("a message of the error is never passed on, since it may hold an address with a token", () => {
  const error = new Error("request to https://api.telegram.org/bot1:SECRET/sendMessage failed");
  expect(JSON.stringify(brokenCall(error))).not.toContain("SECRET");
});

test("errors that hold each other do not keep it for ever", () => {
  const error: { cause?: unknown } = {};
  error.cause = error;
  expect(brokenCall(error).kind).toBe("unknown");
});
