import type { FakeClock } from "../common/clock.ts";
import type { History } from "../common/record.ts";
import type { Fields } from "../common/values.ts";

export type PendingUpdate = {
  id: number;
  chat: string;
  /** The Update object of the Bot API. */
  wire: Fields;
  queuedAt: number;
};

export type UpdateBox = {
  /** Numbers an update and keeps it until it is taken; undefined where the bot did not ask for this kind. */
  push(kind: string, chat: string, content: Fields): Fields | undefined;
  /** Undelivered updates, oldest first. */
  all(): PendingUpdate[];
  /** The undelivered updates of one chat, oldest first. */
  ofChat(chat: string): readonly PendingUpdate[];
  chats(): string[];
  remove(update: PendingUpdate): void;
  clear(): void;
  size(): number;
  allow(kinds: readonly string[]): void;
  allowed(): readonly string[];
  /** Calls back when an update has come or gone. */
  watch(listener: () => void): () => void;
};

const notByDefault = new Set(["chat_member", "message_reaction", "message_reaction_count"]);

/** The updates that wait for the bot. Ids rise, as the Bot API promises. */
export function makeUpdateBox(clock: FakeClock, history: History, firstId: number): UpdateBox {
  const queues = new Map<string, PendingUpdate[]>();
  const listeners = new Set<() => void>();
  let kindsAllowed: readonly string[] = [];
  let nextId = firstId;
  let size = 0;
  const changed = () => {
    for (const listener of listeners) listener();
  };
  return {
    push: (kind, chat, content) => {
      const isWanted = kindsAllowed.length === 0 ? !notByDefault.has(kind) : kindsAllowed.includes(kind);
      if (!isWanted) return undefined;
      const wire = { update_id: nextId, [kind]: content };
      const update = { id: nextId, chat, wire, queuedAt: clock.now().getTime() };
      nextId += 1;
      size += 1;
      const queue = queues.get(chat);
      if (queue === undefined) queues.set(chat, [update]);
      else queue.push(update);
      history.add({ what: "update_queued", chat, update: String(update.id), body: wire });
      changed();
      return wire;
    },
    all: () => [...queues.values()].flat().toSorted((a, b) => a.id - b.id),
    ofChat: (chat) => queues.get(chat) ?? [],
    chats: () => [...queues.keys()],
    remove: (update) => {
      const queue = queues.get(update.chat) ?? [];
      const at = queue.indexOf(update);
      if (at < 0) return;
      queue.splice(at, 1);
      size -= 1;
      if (queue.length === 0) queues.delete(update.chat);
      changed();
    },
    clear: () => {
      queues.clear();
      size = 0;
      changed();
    },
    size: () => size,
    allow: (kinds) => {
      kindsAllowed = kinds;
    },
    allowed: () => kindsAllowed,
    watch: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
