// @ts-check
import { agendaEntry, firedEntry, list, members, message, person, text } from "./shapes.js";

/** Nobody answered; the call may be made again. */
export class Unreachable extends Error {}

/** The server answered no; `code` says why, and the message says what to do. */
export class Refused extends Error {
  /** @param {string} code @param {string} sentence */
  constructor(code, sentence) {
    super(sentence);
    this.code = code;
  }
}

/** A turn may take ten seconds to settle, a push of the clock by months much longer. */
const TURN_MS = 20000;
const PUSH_MS = 180000;

/** @type {((reached: boolean) => void)[]} */
const listeners = [];

/** Tells `listener` after each call whether the server could be reached. @param {(reached: boolean) => void} listener */
export function onReach(listener) {
  listeners.push(listener);
}

/**
 * @param {string} path @param {object} [body] what to send; without it the call only asks
 * @param {number} [patienceMs] @returns {Promise<unknown>}
 */
async function call(path, body, patienceMs = TURN_MS) {
  const response = await answered(path, body, patienceMs);
  listeners.forEach((listener) => listener(response !== null));
  if (response === null) throw new Unreachable(path);
  /** @type {unknown} */
  const answer = await response.json().catch(() => null);
  if (response.ok) return answer;
  const { error, message: sentence } = members(answer);
  throw new Refused(text(error), text(sentence) || String(response.status));
}

/** @param {string} path @param {object | undefined} body @param {number} patienceMs */
async function answered(path, body, patienceMs) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), patienceMs);
  try {
    return await fetch(`/simulator/api${path}`, {
      signal: patience.signal,
      ...(body === undefined
        ? {}
        : {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify(body),
          }),
    });
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** @param {string} locale */
export async function getWords(locale) {
  return members(members(await call(`/words?locale=${locale}`))["words"]);
}

export async function getPeople() {
  return list(await call("/people"), person);
}

/** @param {string} name @param {string} channel @param {string} locale */
export async function addPerson(name, channel, locale) {
  return person(await call("/people", { name, channel, locale }));
}

/** What stands on a phone after the message `after`, oldest first. @param {string} id @param {string} after */
export async function getMessages(id, after) {
  const asked = after === "" ? "" : `?after=${encodeURIComponent(after)}`;
  const answer = members(await call(`/people/${encodeURIComponent(id)}/messages${asked}`));
  return list(answer["messages"], message);
}

/** Does it as that person; comes back when the turn has settled. @param {string} id @param {object} doing */
export async function act(id, doing) {
  await call(`/people/${encodeURIComponent(id)}/messages`, doing);
}

/** @param {string} id */
export function transcriptUrl(id) {
  return `/simulator/api/people/${encodeURIComponent(id)}/transcript`;
}

export async function getNow() {
  return text(members(await call("/clock"))["now"]);
}

/** @param {{ now: string } | { advance: string }} move */
export async function moveClock(move) {
  const answer = members(await call("/clock", move, PUSH_MS));
  return { now: text(answer["now"]), fired: list(answer["fired"], firedEntry) };
}

export async function getAgenda() {
  return list(await call("/agenda"), agendaEntry);
}

/** @param {{ channel: string, kind: string, count: number }} fault */
export async function addFault(fault) {
  await call("/faults", fault);
}

export async function reset() {
  await call("/reset", {}, PUSH_MS);
}
