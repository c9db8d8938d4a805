import { readForm } from "../common/form.ts";
import type { Form, Upload } from "../common/form.ts";
import type { Call } from "../common/http-server.ts";
import { isFields, readJson } from "../common/values.ts";
import type { Fields } from "../common/values.ts";
import { badRequest } from "./refusal.ts";
import { complaintAbout } from "./spec.ts";
import type { Shape } from "./spec.ts";

export type Params = { fields: Fields; uploads: ReadonlyMap<string, Upload> };

/** Reads a call's parameters from its query, JSON, urlencoded or multipart body and checks them against the shape. */
export async function readParams(call: Call, shape: Shape): Promise<Params> {
  const type = call.headers["content-type"] ?? "";
  const queried: Form = { texts: new Map(call.query), uploads: new Map() };
  const fields = new Map(Object.entries(fromForm(queried, shape)));
  let uploads: ReadonlyMap<string, Upload> = new Map();
  if (call.body.length > 0 && type.startsWith("application/json")) {
    const body = readJson(call.body.toString("utf8"));
    if (!isFields(body)) throw badRequest("can't parse JSON object");
    for (const [name, value] of Object.entries(body)) fields.set(name, unwrapped(value, shape, name));
  } else if (call.body.length > 0) {
    const form = readForm(type, call.body);
    if (form === undefined) throw badRequest("can't parse the request body");
    for (const [name, value] of Object.entries(fromForm(form, shape))) fields.set(name, value);
    uploads = form.uploads;
  }
  const read = Object.fromEntries(fields);
  const complaint = complaintAbout(shape, read) ?? badTextIn(read);
  if (complaint !== undefined) throw badRequest(complaint);
  return { fields: read, uploads };
}

function fromForm(form: Form, shape: Shape): Fields {
  const attached = new Set<string>();
  const fields = new Map<string, unknown>();
  for (const [name, text] of form.texts) {
    const types = shape.get(name)?.types ?? [];
    const attachment = types.includes("InputFile") ? /^attach:\/\/(.+)$/.exec(text)?.[1] : undefined;
    const upload = attachment === undefined ? undefined : form.uploads.get(attachment);
    if (attachment !== undefined && upload !== undefined) attached.add(attachment);
    fields.set(name, upload ?? typed(text, types));
    for (const nested of text.matchAll(/"attach:\/\/([^"]+)"/g)) attached.add(nested[1] ?? "");
  }
  for (const [name, upload] of form.uploads) if (!attached.has(name)) fields.set(name, upload);
  return Object.fromEntries(fields);
}

/** A form carries texts only; the shape says what each stands for. */
function typed(text: string, types: readonly string[]): unknown {
  if (types.includes("Integer") && /^-?\d{1,16}$/.test(text)) return Number(text);
  if (types.includes("Float") && text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  if (types.includes("Boolean") && /^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  if (types.length === 0 || types.includes("String")) return text;
  return readJson(text) ?? text;
}

/** "A JSON-serialized object" may arrive as text inside a JSON body too. */
function unwrapped(value: unknown, shape: Shape, name: string): unknown {
  const types = shape.get(name)?.types ?? ["String"];
  const plain = types.some((type) => /^(String|Integer|Float|Boolean)$/.test(type));
  return typeof value === "string" && !plain ? (readJson(value) ?? value) : value;
}

function badTextIn(value: unknown): string | undefined {
  if (typeof value === "string") {
    return /\p{Surrogate}/u.test(value) ? "strings must be encoded in UTF-8" : undefined;
  }
  if (Buffer.isBuffer(value) || typeof value !== "object" || value === null) return undefined;
  for (const inner of Object.values(value)) {
    const complaint = badTextIn(inner);
    if (complaint !== undefined) return complaint;
  }
  return undefined;
}
