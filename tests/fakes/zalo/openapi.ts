import type { Fault } from "../common/faults.ts";
import { readForm } from "../common/form.ts";
import type { Answer, Call } from "../common/http-server.ts";
import { fieldsAt, isFields, readJson, textAt } from "../common/values.ts";
import type { Timers } from "../common/timers.ts";
import { withFault } from "../common/with-fault.ts";
import { runBusiness, sendTemplateToUser } from "./business.ts";
import { conversation, getOa, quotaOf, recentChats, userDetail, userList } from "./reads.ts";
import { ZaloRefusal, zaloAnswer } from "./refusal.ts";
import { sendConsultation, sendV2 } from "./send.ts";
import type { UploadKind } from "./uploads.ts";
import type { ZaloWorld } from "./world.ts";

type Handler = (world: ZaloWorld, input: unknown) => unknown;
export type ZaloParts = { world: ZaloWorld; timers: Timers; countRequest: () => boolean };

const handlers = new Map<string, Handler>([
  ["POST /v3.0/oa/message/cs", sendConsultation],
  ["POST /v2.0/oa/message", sendV2],
  ["POST /v3.0/oa/message/template", sendTemplateToUser],
  ["GET /v2.0/oa/getoa", getOa],
  ["GET /v3.0/oa/user/detail", userDetail],
  ["GET /v3.0/oa/user/getlist", userList],
  ["POST /v3.0/oa/quota/message", quotaOf],
  ["GET /v2.0/oa/listrecentchat", recentChats],
  ["GET /v2.0/oa/conversation", conversation],
]);
const uploadPaths = new Map<string, UploadKind>([
  ["/v2.0/oa/upload/image", "image"],
  ["/v2.0/oa/upload/gif", "gif"],
  ["/v2.0/oa/upload/file", "file"],
]);

/** Answers a call to the OA's host. */
export function answerOpenapi(parts: ZaloParts, call: Call): Promise<Answer> {
  return record(parts, call, () => envelope(() => runOpenapi(parts, call)));
}

/** Answers a call to the business host. */
export function answerBusiness(parts: ZaloParts, call: Call): Promise<Answer> {
  return record(parts, call, () => envelope(() => runBusiness(parts.world, call)));
}

/** Answers a call to the OAuth host, whose answers have no envelope. */
export function recordOauth(parts: ZaloParts, call: Call, run: () => Answer): Promise<Answer> {
  return record(parts, call, run);
}

/** Writes down a call and its answer, and lets a fault spoil it. */
async function record({ world, timers }: ZaloParts, call: Call, run: () => Answer): Promise<Answer> {
  const { history } = world;
  const number = history.nextCall();
  const method = call.path;
  const params = readJson(call.body.toString("utf8")) ?? Object.fromEntries(call.query);
  const recipient = isFields(params) ? fieldsAt(params, "recipient") : {};
  const chat = textAt(recipient, "user_id") ?? textAt(recipient, "anonymous_id") ?? null;
  history.add({ what: "call", call: number, method, chat, params });
  const fault = world.faults.take(method, chat);
  const answer = await withFault(fault, { timers, refuse: faultAnswer, run: async () => run() });
  const json = "json" in answer ? answer.json : undefined;
  const error = isFields(json) ? Number(json["error"] ?? 0) : 0;
  const status = "cut" in answer ? null : answer.status;
  const named = fault === undefined ? {} : { fault: fault.kind };
  history.add({ what: "answer", call: number, method, chat, status, code: error, body: json, ...named });
  return answer;
}

function runOpenapi({ world, countRequest }: ZaloParts, call: Call): unknown {
  const token = call.headers["access_token"];
  world.tokens.check(typeof token === "string" ? token : undefined);
  if (!countRequest()) throw new ZaloRefusal(-32, "Request rate is over the limit");
  const kind = call.method === "POST" ? uploadPaths.get(call.path) : undefined;
  if (kind !== undefined) return upload(world, kind, call);
  const handler = handlers.get(`${call.method} ${call.path}`);
  if (handler === undefined) throw new ZaloRefusal(404, "empty or invalid API");
  return handler(world, inputOf(call));
}

/** POST carries JSON; GET carries one query member `data` with JSON in it. */
function inputOf(call: Call): unknown {
  if (call.method === "GET") return readJson(call.query.get("data") ?? "{}");
  const type = call.headers["content-type"] ?? "";
  if (!type.startsWith("application/json"))
    throw new ZaloRefusal(-201, "Content-Type must be application/json");
  return readJson(call.body.toString("utf8"));
}

function upload(world: ZaloWorld, kind: UploadKind, call: Call): unknown {
  const file = readForm(call.headers["content-type"] ?? "", call.body)?.uploads.get("file");
  if (file === undefined) throw new ZaloRefusal(-201, "Params is invalid: file is missing");
  const id = world.uploads.add(kind, file);
  return kind === "file" ? { token: id } : { attachment_id: id };
}

function envelope(run: () => unknown): Answer {
  try {
    return zaloAnswer(0, "Success", run());
  } catch (error) {
    if (error instanceof ZaloRefusal) return zaloAnswer(error.code, error.message);
    throw error;
  }
}

function faultAnswer(fault: Fault): Answer {
  if (fault.kind === "429") return zaloAnswer(-32, "Request rate is over the limit");
  if (fault.kind === "error") return zaloAnswer(fault.code ?? -200, fault.message ?? "Failed");
  const page = Buffer.from("<html><h1>Service unavailable</h1></html>");
  return { status: fault.kind === "502" ? 502 : 500, bytes: page, type: "text/html" };
}
