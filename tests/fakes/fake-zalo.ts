import { makeClock } from "./common/clock.ts";
import type { FakeClock } from "./common/clock.ts";
import { control } from "./common/control.ts";
import { makeFaults } from "./common/faults.ts";
import type { Faults } from "./common/faults.ts";
import { listen } from "./common/http-server.ts";
import type { Answer, Call } from "./common/http-server.ts";
import { makePoster } from "./common/post.ts";
import { makeHistory } from "./common/record.ts";
import type { History } from "./common/record.ts";
import { makeTimers } from "./common/timers.ts";
import type { Fields } from "./common/values.ts";
import { waitFor } from "./common/wait-for.ts";
import { makeZaloChats } from "./zalo/chats.ts";
import { controlledZalo } from "./zalo/controlled.ts";
import { echo } from "./zalo/events.ts";
import { answerOauth } from "./zalo/oauth.ts";
import { answerBusiness, answerOpenapi, recordOauth } from "./zalo/openapi.ts";
import { makeOutlet } from "./zalo/outlet.ts";
import type { EmitOptions, OutletRules } from "./zalo/outlet.ts";
import { makeZaloPerson } from "./zalo/people.ts";
import type { ZaloPerson, ZaloPersonDetails } from "./zalo/people.ts";
import { makeQuota } from "./zalo/quota.ts";
import type { Quota, QuotaRules } from "./zalo/quota.ts";
import { makeTemplates } from "./zalo/templates.ts";
import type { Templates } from "./zalo/templates.ts";
import { makeTokens } from "./zalo/tokens.ts";
import type { Tokens } from "./zalo/tokens.ts";
import { makeUploads } from "./zalo/uploads.ts";
import type { ZaloSettings, ZaloWorld } from "./zalo/world.ts";

export type FakeZaloOptions = Partial<ZaloSettings> & {
  ports?: { openapi?: number; oauth?: number; business?: number };
  now?: () => Date;
  webhook?: Partial<OutletRules>;
  quota?: Partial<QuotaRules>;
  /** Template messages a day. */
  templateQuota?: number;
  seed?: number;
  historyBodies?: boolean;
};

export type FakeZalo = {
  openapiRoot: string;
  oauthRoot: string;
  businessRoot: string;
  settings: ZaloSettings;
  clock: FakeClock;
  history: History;
  faults: Faults;
  tokens: Tokens;
  quota: Quota;
  templates: Templates;
  person(details: ZaloPersonDetails): ZaloPerson;
  /** A human writes to the person in the OA's own chat tool. */
  staffSays(personId: string, text: string, adminId?: string): void;
  /** Saves the webhook as the console does: unsigned probe first. False where the probe failed. */
  setWebhook(url: string, probe?: "{}" | ""): Promise<boolean>;
  /** Sends any event, signed unless told otherwise. */
  emit(event: Fields, options?: EmitOptions): Fields | undefined;
  isSubscribed(): boolean;
  subscribe(): void;
  notices(): readonly string[];
  /** Resolves once no event is under way; rejects after `withinMs`. */
  settled(withinMs?: number): Promise<void>;
  close(): Promise<void>;
};

const defaults: ZaloSettings = {
  appId: "1234567890123456789",
  appSecret: "app-secret",
  oaId: "2345678901234567890",
  oaSecretKey: "oa-secret-key",
  oaName: "Đoàn xã",
  oaType: 4,
  requestsPerMinute: Infinity,
  echoes: true,
  receipts: "upright",
};

/**
 * Zalo's three hosts on loopback, as strict as the documents are: errors by HTTP 200, tokens that die, windows and
 * quotas by a clock that can be pushed, signed events without promised order. Control over HTTP is under
 * `/__control/` of the OA's host. A grant exists from the start: see `tokens.current()`.
 */
export async function startFakeZalo(options: FakeZaloOptions = {}): Promise<FakeZalo> {
  const {
    ports = {},
    now,
    webhook,
    quota: quotaRules,
    templateQuota = 500,
    seed,
    historyBodies,
    ...given
  } = options;
  const settings: ZaloSettings = { ...defaults, ...given };
  const clock = makeClock(now);
  const history = makeHistory({ bodies: historyBodies ?? true });
  const faults = makeFaults(seed);
  const poster = makePoster();
  const timers = makeTimers();
  const media = new Map<string, Buffer>();
  const chats = makeZaloChats(clock, history);
  const rules: OutletRules = {
    retryMs: [100, 500, 1_500, 3_000, 6_000],
    retryOn: "any",
    answerMs: 2_000,
    timestampHeader: false,
    firstTerm: settings.appId,
    signingKey: settings.oaSecretKey,
    ...webhook,
  };
  const world: ZaloWorld = {
    settings,
    clock,
    history,
    faults,
    tokens: makeTokens(clock),
    chats,
    quota: makeQuota(clock, { freeReplies: 8, packageMessages: 2_000, hasMoney: false, ...quotaRules }),
    uploads: makeUploads(clock),
    templates: makeTemplates(templateQuota),
    outlet: makeOutlet({ clock, faults, history, poster, timers, rules }),
    mediaUrl: (id) => `${openapi.root}/__media/${id}`,
  };
  world.tokens.issue();
  const people = new Map<string, ZaloPerson>();
  const person = (details: ZaloPersonDetails) => {
    const made = makeZaloPerson(world, media, details);
    people.set(made.id, made);
    return made;
  };
  const settled = (withinMs = 15_000) => untilQuiet(world, withinMs);
  const staffSays = (personId: string, text: string, adminId = "8888888888888888888") => {
    const chat = chats.get(personId);
    if (chat === undefined) throw new Error(`There is no person ${personId}`);
    echo(world, chat, chats.post(chat, { from: "staff", text }), { adminId });
  };
  const controlled = controlledZalo({ world, people, person, settled, staffSays });
  const parts = { world, timers, countRequest: minuteCounter(settings.requestsPerMinute) };
  const openapi = await listen(async (call): Promise<Answer> => {
    if (call.path.startsWith("/__control/")) return control(controlled, call);
    if (call.path.startsWith("/__media/")) return mediaAnswer(media, call);
    return answerOpenapi(parts, call);
  }, ports.openapi);
  const oauth = await listen((call) => recordOauth(parts, call, () => answerOauth(world, call)), ports.oauth);
  const business = await listen((call) => answerBusiness(parts, call), ports.business);
  return {
    openapiRoot: openapi.root,
    oauthRoot: oauth.root,
    businessRoot: business.root,
    settings,
    clock,
    history,
    faults,
    tokens: world.tokens,
    quota: world.quota,
    templates: world.templates,
    person,
    staffSays,
    setWebhook: (url, probe) => world.outlet.save(url, probe),
    emit: (event, how) => world.outlet.emit("", event, how),
    isSubscribed: () => world.outlet.isSubscribed(),
    subscribe: () => world.outlet.subscribe(),
    notices: () => world.outlet.notices(),
    settled,
    close: async () => {
      timers.close();
      poster.close();
      await Promise.all([openapi.close(), oauth.close(), business.close()]);
    },
  };
}

function mediaAnswer(media: ReadonlyMap<string, Buffer>, call: Call): Answer {
  const bytes = media.get(call.path.slice("/__media/".length));
  if (bytes === undefined) return { status: 404, json: { error: "no such media" } };
  return { status: 200, bytes, type: "application/octet-stream" };
}

/** Counts requests over a sliding minute of real time; false where one is too many. */
function minuteCounter(limit: number): () => boolean {
  const times: number[] = [];
  return () => {
    if (limit === Infinity) return true;
    const now = performance.now();
    while ((times[0] ?? now) <= now - 60_000) times.shift();
    if (times.length >= limit) return false;
    times.push(now);
    return true;
  };
}

async function untilQuiet(world: ZaloWorld, withinMs: number): Promise<void> {
  await waitFor({
    find: () => (world.outlet.underway() === 0 ? true : undefined),
    watch: (listener) => world.outlet.watch(listener),
    withinMs,
    complaint: () => `${world.outlet.underway()} events were still under way after ${withinMs} ms`,
  });
}
