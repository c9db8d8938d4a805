import type { History } from "../common/record.ts";
import type { Timers } from "../common/timers.ts";
import { numberAt } from "../common/values.ts";
import type { Fields } from "../common/values.ts";
import { Refusal, badRequest } from "./refusal.ts";
import type { PendingUpdate, UpdateBox } from "./update-box.ts";

export type Polling = { getUpdates(params: Fields): Promise<Fields[]> };

/** `getUpdates`: an offset confirms all that is older; a second poller ends the first with 409. */
export function makePolling(box: UpdateBox, history: History, timers: Timers): Polling {
  const sent = new Map<number, number>();
  let endOther: (() => void) | undefined;

  function confirmBelow(offset: number): void {
    for (const update of box.all()) {
      if (update.id >= offset) return;
      const attempt = sent.get(update.id) ?? 0;
      history.add({ what: "update_acked", chat: update.chat, update: String(update.id), attempt, ms: 0 });
      sent.delete(update.id);
      box.remove(update);
    }
  }

  async function endAfter(seconds: number, end: () => void): Promise<void> {
    await timers.wait(seconds * 1000);
    end();
  }

  /** Ends when something came or the time is up; refuses where another poller came. */
  function somethingComes(seconds: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const unwatch = box.watch(() => {
        unwatch();
        resolve();
      });
      void endAfter(seconds, () => {
        unwatch();
        resolve();
      });
      endOther = () => {
        unwatch();
        reject(
          new Refusal(
            409,
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
          ),
        );
      };
    });
  }

  return {
    getUpdates: async (params) => {
      const limit = numberAt(params, "limit") ?? 100;
      if (limit < 1 || limit > 100) throw badRequest("limit must be 1 to 100");
      const timeout = Math.min(numberAt(params, "timeout") ?? 0, 50);
      if (timeout < 0) throw badRequest("timeout must not be negative");
      endOther?.();
      endOther = undefined;
      const offset = numberAt(params, "offset") ?? 0;
      const waiting = box.all();
      confirmBelow(offset < 0 ? (waiting.at(offset)?.id ?? waiting[0]?.id ?? 0) : offset);
      if (box.size() === 0 && timeout > 0) {
        await somethingComes(timeout);
        endOther = undefined;
      }
      const taken = box.all().slice(0, limit);
      for (const update of taken) note(update);
      return taken.map((update) => update.wire);
    },
  };

  function note(update: PendingUpdate): void {
    const attempt = (sent.get(update.id) ?? 0) + 1;
    sent.set(update.id, attempt);
    history.add({ what: "update_sent", chat: update.chat, update: String(update.id), attempt });
  }
}
