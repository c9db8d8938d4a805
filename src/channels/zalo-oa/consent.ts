import { createHash, randomInt } from "node:crypto";
import { z } from "zod";
import { exchangeGrant, type OauthApp, type ZaloGrant } from "./grant.ts";

/** An administrator's way to consent that somebody opened for her, and how far she has come. Kept encrypted. */
export const ConsentWay = z.object({
  ticketHash: z.string(),
  until: z.coerce.date(),
  /** Begun: what Zalo will bring back, and the other half of its challenge. */
  begun: z.object({ stateHash: z.string(), verifier: z.string() }).nullable(),
});
export type ConsentWay = z.infer<typeof ConsentWay>;

/**
 * Where the ways to one Official Account are kept, each by a name of its own: whoever opens another, be it a second
 * process or `sinh-ke zalo connect`, leaves the link that somebody holds already as good as it was.
 */
export type ConsentStore = {
  load(name: string): Promise<ConsentWay | null>;
  save(name: string, way: ConsentWay | null): Promise<void>;
  /** Lets go of what nobody has touched since then. */
  forget(before: Date): Promise<void>;
};

/** What came of an administrator who came back from Zalo's page. */
export type ConsentEnd =
  | { kind: "granted"; grant: ZaloGrant }
  /** The link is of no use any more, or was never ours. */
  | { kind: "stale" }
  /** She consented for another Official Account. */
  | { kind: "other_account" }
  | { kind: "refused"; why: string }
  | { kind: "broken" };

/** Long enough for a link that is sent to somebody who is on leave. */
const TICKET_LIFE_MS = 7 * 86_400_000;

/** Opens a way: a ticket to be put into the link, good for a week and one consent, beside those that are open. */
export async function openWay(store: ConsentStore, now: Date): Promise<string> {
  await store.forget(new Date(now.getTime() - TICKET_LIFE_MS));
  const ticket = randomWord();
  const until = new Date(now.getTime() + TICKET_LIFE_MS);
  await store.save(nameOf(ticket), { ticketHash: hash(ticket), until, begun: null });
  return ticket;
}

/**
 * The address of Zalo's page on which the account's administrator consents (OAuth v4 with PKCE), or null where the ticket
 * is none. Each call begins anew. `redirectUri` must stand in Zalo's console as it is here, without a query.
 */
export async function beginConsent(
  store: ConsentStore,
  app: OauthApp & { redirectUri: string },
  { ticket, now }: { ticket: string; now: Date },
): Promise<string | null> {
  const name = nameOf(ticket);
  const way = await store.load(name);
  if (way === null || way.until <= now || way.ticketHash !== hash(ticket)) return null;
  // Zalo brings back nothing but this, so it says whose way it is.
  const [state, verifier] = [name + randomWord(), randomWord()];
  await store.save(name, { ...way, begun: { stateHash: hash(state), verifier } });
  const page = new URL("/v4/oa/permission", app.oauthRoot);
  page.searchParams.set("app_id", app.appId);
  page.searchParams.set("redirect_uri", app.redirectUri);
  page.searchParams.set("code_challenge", createHash("sha256").update(verifier).digest("base64url"));
  page.searchParams.set("state", state);
  return page.href;
}

/** Trades what Zalo brought back for tokens; the way is closed by that, whatever came of it. */
export async function endConsent(
  store: ConsentStore,
  app: OauthApp & { oaId: string },
  { code, state, oaId, now }: { code: string; state: string; oaId: string | undefined; now: Date },
): Promise<ConsentEnd> {
  const name = state.slice(0, NAME_LETTERS);
  const way = await store.load(name);
  if (way === null || way.begun === null || way.until <= now || way.begun.stateHash !== hash(state))
    return { kind: "stale" };
  if (oaId !== undefined && oaId !== app.oaId) return { kind: "other_account" };
  await store.save(name, null);
  const answer = await exchangeGrant(app, { code, verifier: way.begun.verifier }, now);
  switch (answer.kind) {
    case "granted":
      return answer;
    case "refused":
      return { kind: "refused", why: `${answer.code} ${answer.message}`.trim() };
    case "broken":
      return { kind: "broken" };
    default:
      return answer satisfies never;
  }
}

const NAME_LETTERS = 16;
const LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** 43 letters and digits, as Zalo wants its verifier. */
function randomWord(): string {
  return Array.from({ length: 43 }, () =>
    LETTERS_AND_DIGITS.charAt(randomInt(LETTERS_AND_DIGITS.length)),
  ).join("");
}

/** What a way is kept by: says nothing of its ticket. */
function nameOf(ticket: string): string {
  return hash(ticket).slice(0, NAME_LETTERS);
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
