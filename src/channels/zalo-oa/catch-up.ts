import { z } from "zod";
import type { Inbound, Missed, MissedAsked } from "../../turns/ports.ts";
import { callZalo, type ZaloFailed } from "./client.ts";
import { withToken } from "./outlet.ts";
import { parseZaloEvent } from "./parse.ts";
import type { ZaloTokens } from "./tokens.ts";

/** Zalo gives at most ten lines a call (-210 beyond). */
const PAGE = 10;
/** One run asks no more than this, so that a long outage does not eat the account's calls of a day. */
const MOST_PAGES = 20;
const MOST_PEOPLE = 100;
const PAGES_EACH = 5;
/** What was sent a moment ago is still on its way by the webhook. */
const ON_ITS_WAY_MS = 30_000;

/** A line of `listrecentchat` and `conversation`, as far as we read it; `src` 1 is the person. */
const Line = z.object({
  src: z.coerce.number(),
  time: z.coerce.number(),
  type: z.string().default("text"),
  message: z.string().optional(),
  message_id: z.string(),
  from_id: z.string(),
  to_id: z.string(),
  url: z.string().optional(),
});
type Line = z.infer<typeof Line>;
const Answer = z.object({ data: z.array(z.unknown()) });

const TYPES: Readonly<Record<string, string>> = {
  photo: "image",
  image: "image",
  gif: "image",
  voice: "audio",
  audio: "audio",
  video: "video",
  file: "file",
  sticker: "sticker",
  location: "location",
};

/**
 * Looks through the newest talks for what people sent since then and what never came by the webhook: while the program was
 * down, or after Zalo had switched the app's events off. Usually one call shows that nothing is missing; then it ends.
 */
export async function missedByZalo(
  host: { openapiRoot: string; tokens: ZaloTokens; oaId: string },
  { since, whole, unknown, beforeCall, now }: MissedAsked,
): Promise<Missed> {
  const until = now.getTime() - ON_ITS_WAY_MS;
  const isMissing = (line: Line): boolean =>
    line.src === 1 && line.time > since.getTime() && (line.time <= until || whole);
  const recent = await pages("/v2.0/oa/listrecentchat", {}, MOST_PAGES);
  if (recent.kind === "failed") return recent;
  const suspects = await unknown(eventsOf(recent.lines.filter(isMissing)));
  const people = new Set(suspects.map(({ contact }) => contact));
  // The newest line of a talk may be ours and hide the person's: after an outage each talk is looked through.
  if (whole)
    for (const line of recent.lines)
      if (line.time > since.getTime()) people.add(line.src === 1 ? line.from_id : line.to_id);
  const lines = new Map(recent.lines.filter(isMissing).map((line) => [line.message_id, line]));
  let cut = recent.cut || people.size > MOST_PEOPLE;
  for (const user_id of [...people].slice(0, MOST_PEOPLE)) {
    const talk = await pages("/v2.0/oa/conversation", { user_id }, PAGES_EACH);
    if (talk.kind === "failed") return talk;
    cut ||= talk.cut;
    for (const line of talk.lines.filter(isMissing)) lines.set(line.message_id, line);
  }
  const missed = await unknown(eventsOf([...lines.values()]));
  const inbound = missed.toSorted((a, b) => a.happenedAt.getTime() - b.happenedAt.getTime());
  return { kind: "ok", inbound: inbound.map(marked), cut };

  /** The newest lines first, until one is older than what is asked for; `cut` where there may be more. */
  async function pages(
    path: string,
    query: object,
    most: number,
  ): Promise<{ kind: "ok"; lines: Line[]; cut: boolean } | { kind: "failed"; why: string }> {
    const read: Line[] = [];
    for (let at = 0; at < most; at += 1) {
      await beforeCall();
      const url = new URL(path, host.openapiRoot);
      url.searchParams.set("data", JSON.stringify({ ...query, offset: at * PAGE, count: PAGE }));
      const answer = await withToken(host.tokens, (access_token) =>
        callZalo({ url: url.href, headers: { access_token } }),
      );
      if (answer.kind !== "ok") return { kind: "failed", why: reason(answer) };
      const page = Answer.safeParse(answer.json);
      if (!page.success) return { kind: "failed", why: "the answer holds no talks" };
      const found = page.data.data.flatMap((line) => Line.safeParse(line).data ?? []);
      read.push(...found);
      if (page.data.data.length < PAGE || found.some(({ time }) => time <= since.getTime()))
        return { kind: "ok", lines: read, cut: false };
    }
    return { kind: "ok", lines: read, cut: true };
  }

  function eventsOf(found: readonly Line[]): Inbound[] {
    return found.flatMap((line) => parseZaloEvent(asEvent(line), host.oaId, now));
  }
}

/** The line as the event that would have come. */
function asEvent({ type, message, message_id, from_id, to_id, time, url }: Line): object {
  const kind = TYPES[type.toLowerCase()] ?? "text";
  const attachments = kind === "text" ? [] : [{ type: kind, payload: url === undefined ? {} : { url } }];
  return {
    event_name: `user_send_${kind}`,
    sender: { id: from_id },
    recipient: { id: to_id },
    message: {
      msg_id: message_id,
      ...(message === undefined || message === "" ? {} : { text: message }),
      attachments,
    },
    timestamp: String(time),
  };
}

/** So that whoever looks for why an answer came late finds it with the input. */
function marked(inbound: Inbound): Inbound {
  const { input } = inbound;
  return input.kind === "text" || input.kind === "file"
    ? { ...inbound, input: { ...input, late: true } }
    : inbound;
}

function reason(answer: ZaloFailed): string {
  return answer.kind === "broken" ? answer.sent.why : `${answer.code}: ${answer.message}`;
}
