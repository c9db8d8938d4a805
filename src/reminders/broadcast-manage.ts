import { z } from "zod";
import { nextAllowed } from "../calendar/quiet-times.ts";
import { ChoiceId, RecordId } from "../turns/choice-id.ts";
import { command } from "../turns/command.ts";
import { announceStart } from "./broadcast-make.ts";
import { broadcastById, broadcastsOf, shownBroadcast } from "./broadcast-rows.ts";

/** The messages to many that were sent to units which the person may write to, the newest first. */
export const broadcastList = command({
  name: "broadcast.list",
  takes: z.object({}),
  async run(context) {
    return { code: "ok", value: (await broadcastsOf(context)).map(shownBroadcast) };
  },
});

/** One of them, with its results so far. */
export const broadcastLook = command({
  name: "broadcast.look",
  takes: z.object({ broadcast: RecordId }),
  codes: ["gone"],
  async run(context, { broadcast }) {
    const found = await broadcastById(context, broadcast);
    if (found === null) return { code: "gone" };
    const own = found.author_id === context.me.person;
    return { code: "ok", value: { ...shownBroadcast(found), own } };
  },
});

/** The second pair of eyes: approves or refuses. Nobody approves a message of his own; `gone` where it is decided. */
export const broadcastDecide = command({
  name: "broadcast.decide",
  takes: z.object({ broadcast: RecordId, decision: ChoiceId }),
  codes: ["gone", "own"],
  async run(context, { broadcast, decision }) {
    const { sql, me, now } = context;
    const found = await broadcastById(context, broadcast);
    if (found === null || found.state !== "waiting") return { code: "gone" };
    if (found.author_id === me.person) return { code: "own" };
    const approved = decision === "approve";
    const sendAt = nextAllowed(found.send_at !== null && found.send_at > now ? found.send_at : now);
    await sql.run("UPDATE broadcasts SET state = $2, approved_by = $3, send_at = $4 WHERE id = $1", [
      found.id,
      approved ? "approved" : "refused",
      me.person,
      sendAt,
    ]);
    if (approved) await announceStart(context, found.id, sendAt);
    await context.tell({ person: found.author_id }, "broadcast_news", { broadcast: found.id });
    return { code: "ok" };
  },
});

const ACTS: Readonly<Record<string, { from: readonly string[]; to: string }>> = {
  pause: { from: ["approved", "sending"], to: "paused" },
  go_on: { from: ["paused"], to: "approved" },
  stop: { from: ["waiting", "approved", "sending", "paused"], to: "stopped" },
};

/** Pauses, continues or stops one that is under way. `too_late` where it has ended. */
export const broadcastAct = command({
  name: "broadcast.act",
  takes: z.object({ broadcast: RecordId, act: ChoiceId }),
  codes: ["gone", "too_late"],
  async run(context, { broadcast, act }) {
    const found = await broadcastById(context, broadcast);
    const change = ACTS[act];
    if (found === null || change === undefined) return { code: "gone" };
    const written = await context.sql.run(
      "UPDATE broadcasts SET state = $2 WHERE id = $1 AND state = ANY ($3)",
      [found.id, change.to, change.from],
    );
    return { code: written === 0 ? "too_late" : "ok" };
  },
});
