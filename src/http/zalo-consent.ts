import type { FastifyInstance } from "fastify";
import { z } from "zod";

/** What an administrator of the Official Account can come to; the words for it are under `zalo_consent`. */
export const CONSENT_OUTCOMES = ["granted", "stale", "other_account", "refused", "broken"] as const;
export type ConsentOutcome = (typeof CONSENT_OUTCOMES)[number];

/** The way of an administrator who consents that this program writes for the Official Account. */
export type ConsentDoor = {
  /** Zalo's page, or null where the ticket is of no use (any more). */
  begin(ticket: string): Promise<string | null>;
  end(back: { code: string; state: string; oaId: string | undefined }): Promise<ConsentOutcome>;
  /** What she reads then. */
  say(outcome: ConsentOutcome): string;
};

const Ticket = z.object({ ticket: z.string().max(100) });
const Back = z.object({
  code: z.string().min(1).max(2_000),
  state: z.string().min(1).max(200),
  oa_id: z.string().max(64).optional(),
});

/** `/zalo/consent?ticket=…` leads to Zalo's page, `/zalo/callback` is where Zalo sends her back to. */
export function zaloConsentRoutes(server: FastifyInstance, door: ConsentDoor): void {
  server.get("/zalo/consent", async (request, reply) => {
    const asked = Ticket.safeParse(request.query);
    const page = asked.success ? await door.begin(asked.data.ticket) : null;
    if (page === null) return reply.status(404).type(TEXT).send(door.say("stale"));
    return reply.redirect(page);
  });
  server.get("/zalo/callback", async (request, reply) => {
    const back = Back.safeParse(request.query);
    const outcome = back.success
      ? await door.end({ code: back.data.code, state: back.data.state, oaId: back.data.oa_id })
      : "stale";
    return reply
      .status(outcome === "granted" ? 200 : 400)
      .type(TEXT)
      .send(door.say(outcome));
  });
}

const TEXT = "text/plain; charset=utf-8";
