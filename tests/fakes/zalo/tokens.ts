import { createHash, randomBytes } from "node:crypto";
import type { FakeClock } from "../common/clock.ts";
import { ZaloRefusal } from "./refusal.ts";

export type TokenPair = { accessToken: string; refreshToken: string };

export type Tokens = {
  /** A new pair as after a consent; all older tokens die. */
  issue(): TokenPair;
  /** A code as the consent page hands it out: ten minutes, one use. */
  code(challenge: string | undefined): string;
  exchange(code: string, verifier: string | undefined): TokenPair;
  /** Single use: the refresh token and the access token given with it are dead at once. */
  refresh(refreshToken: string): TokenPair;
  /** Refuses a token that is unknown (-216), replaced or run out (-220). */
  check(accessToken: string | undefined): void;
  /** What an OA's administrator does by taking the app's rights away. */
  revoke(): void;
  current(): TokenPair;
};

const minuteMs = 60 * 1000;
const accessLifeMs = 25 * 60 * minuteMs;
const refreshLifeMs = 90 * 24 * 60 * minuteMs;
const codeLifeMs = 10 * minuteMs;

// The codes of refused grants are not documented; these are the ones that were guessed at from the field.
const invalidGrant = -14_014;
const invalidCode = -14_010;

/** The tokens of one app for one OA. */
export function makeTokens(clock: FakeClock): Tokens {
  const codes = new Map<string, { challenge: string | undefined; at: number }>();
  const known = new Set<string>();
  let pair: TokenPair | undefined;
  let issuedAt = 0;
  const now = () => clock.now().getTime();

  function issue(): TokenPair {
    pair = { accessToken: `at-${randomText()}`, refreshToken: `rt-${randomText()}` };
    issuedAt = now();
    known.add(pair.accessToken);
    return pair;
  }

  return {
    issue,
    code: (challenge) => {
      const code = randomText();
      codes.set(code, { challenge, at: now() });
      return code;
    },
    exchange: (code, verifier) => {
      const found = codes.get(code);
      codes.delete(code);
      if (found === undefined || now() - found.at > codeLifeMs) {
        throw new ZaloRefusal(invalidCode, "Invalid authorization code");
      }
      if (found.challenge !== undefined && found.challenge !== challengeOf(verifier ?? "")) {
        throw new ZaloRefusal(invalidCode, "Invalid code verifier");
      }
      return issue();
    },
    refresh: (refreshToken) => {
      if (pair?.refreshToken !== refreshToken || now() - issuedAt > refreshLifeMs) {
        throw new ZaloRefusal(invalidGrant, "Invalid refresh token");
      }
      return issue();
    },
    check: (accessToken) => {
      if (accessToken === undefined || !known.has(accessToken)) {
        throw new ZaloRefusal(-216, "Access token is invalid");
      }
      if (accessToken !== pair?.accessToken || now() - issuedAt > accessLifeMs) {
        throw new ZaloRefusal(-220, "Access token has expired or been removed");
      }
    },
    revoke: () => {
      pair = undefined;
    },
    current: () => {
      if (pair === undefined) throw new Error("There is no grant; call issue() first");
      return pair;
    },
  };
}

/** base64url(SHA-256(verifier)) without padding; the verifier has 43 letters and digits. */
export function challengeOf(verifier: string): string {
  return /^[A-Za-z0-9]{43}$/.test(verifier) ? createHash("sha256").update(verifier).digest("base64url") : "";
}

function randomText(): string {
  return randomBytes(24).toString("base64url");
}
