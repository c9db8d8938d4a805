import { StoredGrants, StoredTrade, type TokenStore } from "../../../src/channels/zalo-oa/tokens.ts";

export type MemoryTokenStore = TokenStore & { kept: StoredGrants | null; leases: number; failing: boolean };

/** Keeps tokens as the database would: as JSON, with a lease that lets one in at a time. */
export function memoryTokenStore(): MemoryTokenStore {
  let json: string | null = null;
  let trade: string | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const store: MemoryTokenStore = {
    kept: null,
    leases: 0,
    failing: false,
    load: async () => (json === null ? null : StoredGrants.parse(JSON.parse(json))),
    save: async (grants) => {
      if (store.failing) throw new Error("the disk is full");
      json = JSON.stringify(grants);
      store.kept = grants;
    },
    loadTrade: async () => (trade === null ? null : StoredTrade.parse(JSON.parse(trade))),
    saveTrade: async (begun) => {
      trade = JSON.stringify(begun);
    },
    withLease: (work) => {
      store.leases += 1;
      const mine = last.then(work, work);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
  return store;
}
