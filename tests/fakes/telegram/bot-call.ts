import type { Fault } from "../common/faults.ts";
import type { Answer, Call } from "../common/http-server.ts";
import type { Timers } from "../common/timers.ts";
import { withFault } from "../common/with-fault.ts";
import { botMethods } from "./bot-methods.ts";
import { editMethods } from "./edit-methods.ts";
import { readParams } from "./params.ts";
import type { Rate } from "./rate.ts";
import { Refusal, refusalBody } from "./refusal.ts";
import { sendMethods } from "./send-methods.ts";
import { shapeOfMethod } from "./spec.ts";
import type { Shape } from "./spec.ts";
import type { World } from "./world.ts";

type Parts = { world: World; rate: Rate; timers: Timers };

const methods = new Map(Object.entries({ ...botMethods, ...sendMethods, ...editMethods }));

/** Answers `/bot<TOKEN>/<method>` and `/file/bot<TOKEN>/<path>`, and writes down the call and its answer. */
export async function answerBotCall({ world, rate, timers }: Parts, call: Call): Promise<Answer> {
  const path = decodeURIComponent(call.path);
  const [, isFile, token, rest] = /^(\/file)?\/bot([^/]+)\/(.+)$/.exec(path) ?? [];
  if (token === undefined || rest === undefined) return refused(new Refusal(404, "Not Found"));
  if (token !== world.token) return refused(new Refusal(401, "Unauthorized"));
  if (isFile !== undefined) return download(world, timers, rest);
  const shape = shapeOfMethod(rest);
  if (shape === undefined) return refused(new Refusal(404, "Not Found"));
  return answerMethod({ world, rate, timers }, rest, shape, call);
}

async function answerMethod({ world, rate, timers }: Parts, method: string, shape: Shape, call: Call) {
  const { history } = world;
  const number = history.nextCall();
  const read = await readParams(call, shape).catch(asRefusal);
  const params = read instanceof Refusal ? { unreadable: read.message } : read.fields;
  const chat = "chat_id" in params ? String(params["chat_id"]) : null;
  history.add({ what: "call", call: number, method, chat, params });
  const fault = world.faults.take(method, chat);
  const run = async (): Promise<Answer> => {
    const wait = rate.count(chat);
    if (wait !== undefined) return refused(tooMany(wait));
    if (read instanceof Refusal) return refused(read);
    const known = methods.get(method);
    if (known === undefined) return refused(new Refusal(501, `The fake does not know ${method} yet`));
    try {
      return { status: 200, json: { ok: true, result: await known(world, read.fields, read.uploads) } };
    } catch (error) {
      return refused(asRefusal(error));
    }
  };
  const answer = await withFault(fault, { run, refuse: faultAnswer, timers });
  history.add({ what: "answer", call: number, method, chat, ...summary(answer, fault) });
  return answer;
}

async function download(world: World, timers: Timers, path: string): Promise<Answer> {
  const fault = world.faults.take("file", null);
  const run = async (): Promise<Answer> => {
    const file = world.files.download(path);
    if (file === undefined) return refused(new Refusal(404, "Not Found"));
    return { status: 200, bytes: file.bytes, type: "application/octet-stream" };
  };
  return withFault(fault, { run, refuse: faultAnswer, timers });
}

function summary(answer: Answer, fault: Fault | undefined) {
  const named = fault === undefined ? {} : { fault: fault.kind };
  if (!("json" in answer)) return { status: "cut" in answer ? null : answer.status, code: 0, ...named };
  const { status, json } = answer;
  const retryAfter = Number(answer.headers?.["retry-after"]);
  return {
    status,
    code: status === 200 ? 0 : status,
    body: json,
    ...(retryAfter > 0 ? { retryAfter } : {}),
    ...named,
  };
}

function faultAnswer(fault: Fault): Answer {
  if (fault.kind === "429") return refused(tooMany(fault.retryAfter ?? 1));
  if (fault.kind === "error") return refused(new Refusal(fault.code ?? 400, fault.message ?? "Bad Request"));
  if (fault.kind === "502") {
    // A proxy in front of the API answers with a page, not with an envelope.
    return { status: 502, bytes: Buffer.from("<html><h1>502 Bad Gateway</h1></html>"), type: "text/html" };
  }
  return refused(new Refusal(500, "Internal Server Error"));
}

function tooMany(seconds: number): Refusal {
  return new Refusal(429, `Too Many Requests: retry after ${seconds}`, seconds);
}

function refused(refusal: Refusal): Answer {
  const headers = refusal.retryAfter === undefined ? {} : { "retry-after": String(refusal.retryAfter) };
  return { status: refusal.status, json: refusalBody(refusal), headers };
}

/** A mistake of the fake itself must not look like a refusal of the API. */
function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}
