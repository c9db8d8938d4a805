import type { FakeClock } from "../common/clock.ts";
import type { Faults } from "../common/faults.ts";
import type { History } from "../common/record.ts";
import type { ZaloChats } from "./chats.ts";
import type { Outlet } from "./outlet.ts";
import type { Quota } from "./quota.ts";
import type { Templates } from "./templates.ts";
import type { Tokens } from "./tokens.ts";
import type { Uploads } from "./uploads.ts";

export type ZaloSettings = {
  appId: string;
  appSecret: string;
  oaId: string;
  oaSecretKey: string;
  oaName: string;
  /** 2 is a business, 4 a state body. */
  oaType: 2 | 4;
  /** Requests a minute over the whole app; above it -32. */
  requestsPerMinute: number;
  /** Whether what the OA sends comes back as `oa_send_*`. */
  echoes: boolean;
  /** How receipts name their two sides; "off" sends none. */
  receipts: "off" | "upright" | "inverted";
};

/** Everything that the fake Zalo knows about one app and one OA. */
export type ZaloWorld = {
  settings: ZaloSettings;
  clock: FakeClock;
  history: History;
  faults: Faults;
  tokens: Tokens;
  chats: ZaloChats;
  quota: Quota;
  uploads: Uploads;
  templates: Templates;
  outlet: Outlet;
  /** Where people's pictures and voices can be fetched. */
  mediaUrl(id: string): string;
};
