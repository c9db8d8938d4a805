import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import type { Alarm, Clock, Sent } from "../../turns/ports.ts";
import { ZaloGrant, type GrantAnswer } from "./grant.ts";

/** What is kept of an Official Account's consent, as JSON; encrypted at rest by whoever keeps it. */
export const StoredGrants = z.object({
  current: ZaloGrant,
  /** The pair before, for a person who has to find out what happened. */
  previous: ZaloGrant.nullable(),
  /** Which refresh token of the settings this began with, so that a new one there starts afresh. */
  seed: z.string(),
});
export type StoredGrants = z.infer<typeof StoredGrants>;

/** The last trade of a refresh token that was begun: written before Zalo is asked, since the answer kills the token. */
export const StoredTrade = z.object({
  /** Of which refresh token, as a digest; null once Zalo has said no. */
  of: z.string().nullable(),
  since: z.coerce.date(),
  /** Which process. */
  by: z.string(),
  /** Whether its answer did not come; otherwise it is under way, or its process is dead. */
  unheard: z.boolean(),
});
export type StoredTrade = z.infer<typeof StoredTrade>;

/** Where the tokens live, and the lease that lets one process at a time trade them. */
export type TokenStore = {
  load(): Promise<StoredGrants | null>;
  save(grants: StoredGrants): Promise<void>;
  loadTrade(): Promise<StoredTrade | null>;
  saveTrade(trade: StoredTrade): Promise<void>;
  /** Runs `work` while no other process runs its own; waits for that one. */
  withLease<T>(work: () => Promise<T>): Promise<T>;
};

export type Token =
  { kind: "token"; accessToken: string } | { kind: "none"; sent: Extract<Sent, { kind: "retry" | "alarm" }> };

export type ZaloTokens = {
  /** A token that should work; refreshed ahead of its end. */
  current(): Promise<Token>;
  /** Another token, after Zalo refused this one (-216, -220). */
  replace(refused: string): Promise<Token>;
  /** Tokens of a new consent, used from now on. Rejects where they cannot be saved. */
  adopt(grant: ZaloGrant): Promise<void>;
};

export type TokenOptions = {
  store: TokenStore;
  refresh: (refreshToken: string, now: Date) => Promise<GrantAnswer>;
  /** ZALO_REFRESH_TOKEN: used once, to begin with. */
  seed?: string;
  clock: Clock;
  alarm: Alarm;
};

/** An access token lives 25 hours; refreshed at 20, daily even when nothing is sent, it never runs out in mid-send. */
const REFRESH_AFTER_MS = 20 * 3_600_000;
const PAUSE_AFTER_FAILURE_MS = 5 * 60_000;
const PAUSE_AFTER_REFUSAL_MS = 60_000;
/** No answer of Zalo takes longer: a trade that was begun before that is under way no more. */
const LONGEST_TRADE_MS = 60_000;

/**
 * The tokens of one Official Account. Whatever number of sends and processes ask at once, one of them trades the
 * refresh token, under the lease, and saves the new pair before anybody uses it. Never rejects: a failure is an alarm
 * for a person or a reason to try later.
 */
export function zaloTokens(options: TokenOptions): ZaloTokens {
  const { store, clock, alarm } = options;
  const seed = digest(options.seed ?? "");
  const me = randomUUID();
  let held: StoredGrants | null = null;
  let underWay: Promise<Token> | null = null;
  let refusal: Token | null = null;
  let notBefore = 0;

  const now = (): number => clock.now().getTime();
  const ours = (grants: StoredGrants | null): grants is StoredGrants =>
    grants !== null && (options.seed === undefined || grants.seed === seed);
  const isDue = ({ current }: StoredGrants): boolean =>
    now() >= current.obtainedAt.getTime() + REFRESH_AFTER_MS;
  const isUnderWay = ({ since }: StoredTrade): boolean => now() < since.getTime() + LONGEST_TRADE_MS;
  const isAlive = ({ current }: StoredGrants): boolean => now() < current.expiresAt.getTime();

  async function trade(refused: string | null): Promise<Token> {
    const stored = newer(await store.load(), held);
    if (ours(stored) && stored.current.accessToken !== refused && !isDue(stored)) return hold(stored);
    const refreshToken = ours(stored) ? stored.current.refreshToken : options.seed;
    if (refreshToken === undefined) return consentNeeded("there is no refresh token yet");
    const of = digest(refreshToken);
    const before = await store.loadTrade();
    const cutOff = before?.of === of ? before : null;
    // The lease is lost with its connection, and whoever had it may still wait for the answer.
    if (cutOff !== null && !cutOff.unheard && cutOff.by !== me && isUnderWay(cutOff))
      return { kind: "none", sent: { kind: "retry", why: "another process is refreshing the token" } };
    const mine = { of, since: clock.now(), by: me, unheard: false };
    await store.saveTrade(mine);
    const answer = await options.refresh(refreshToken, clock.now());
    if (answer.kind === "refused") {
      const said = `${answer.code} ${answer.message}`;
      const known = cutOff === null ? { ...mine, of: null } : { ...cutOff, unheard: true };
      await store.saveTrade(known).catch(() => undefined);
      if (cutOff === null) return consentNeeded(said);
      const at = cutOff.since.toISOString();
      return consentNeeded(
        `${said}: a refresh was begun at ${at} and cut off before its answer was kept, which uses the token up`,
      );
    }
    if (answer.kind === "broken") {
      await store.saveTrade({ ...mine, unheard: true }).catch(() => undefined);
      // If Zalo has traded the token although we did not hear of it, the next try says so and asks for consent.
      alarm("zalo.refresh_failed", `The tokens could not be refreshed (${answer.sent.why}); trying again.`);
      return { kind: "none", sent: { kind: "retry", why: "the token cannot be refreshed now" } };
    }
    const grants = { current: answer.grant, previous: ours(stored) ? stored.current : null, seed };
    await saveOrAlarm(grants);
    return hold(grants);
  }

  /** The old pair is dead by now: a pair that cannot be saved is still used, and a person is told at once. */
  async function saveOrAlarm(grants: StoredGrants): Promise<void> {
    for (let tries = 3; tries > 0; tries -= 1) {
      try {
        await store.save(grants);
        return;
      } catch {
        if (tries > 1) continue;
        alarm(
          "zalo.grant_not_saved",
          "New tokens of the Official Account could not be saved. They work until this program stops; " +
            "mend the database before that, or an administrator of the OA must consent again (sinh-ke zalo connect).",
        );
      }
    }
  }

  function hold(grants: StoredGrants): Token {
    held = grants;
    refusal = null;
    return { kind: "token", accessToken: grants.current.accessToken };
  }

  function consentNeeded(why: string): Token {
    const advice =
      `Zalo gives no token (${why}). An administrator of the Official Account must consent again: ` +
      "run sinh-ke zalo connect and open the link that it prints.";
    alarm("zalo.consent_needed", advice);
    refusal = { kind: "none", sent: { kind: "alarm", why: advice } };
    notBefore = now() + PAUSE_AFTER_REFUSAL_MS;
    return refusal;
  }

  function renew(refused: string | null): Promise<Token> {
    if (refusal !== null && now() < notBefore) return Promise.resolve(refusal);
    underWay ??= store
      .withLease(() => trade(refused))
      .catch((): Token => ({
        kind: "none",
        sent: { kind: "retry", why: "the token store cannot be reached" },
      }))
      .finally(() => {
        underWay = null;
      });
    return underWay;
  }

  return {
    async current() {
      try {
        held ??= await store.load();
      } catch {
        return { kind: "none", sent: { kind: "retry", why: "the token store cannot be reached" } };
      }
      const known = ours(held) && isAlive(held) ? held : null;
      if (known !== null && (!isDue(known) || now() < notBefore)) return hold(known);
      const renewed = await renew(null);
      if (renewed.kind === "token" || known === null) return renewed;
      notBefore = now() + PAUSE_AFTER_FAILURE_MS;
      return hold(known);
    },
    replace: (refused) => renew(refused),
    adopt: (grant) =>
      store.withLease(async () => {
        const stored = await store.load().catch(() => null);
        const grants = { current: grant, previous: stored?.current ?? null, seed };
        await store.save(grants);
        hold(grants);
      }),
  };
}

/** A pair that could not be saved is newer than the one in the store, whose refresh token is used up. */
function newer(stored: StoredGrants | null, held: StoredGrants | null): StoredGrants | null {
  if (stored === null || held === null) return stored ?? held;
  return held.current.obtainedAt > stored.current.obtainedAt ? held : stored;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
