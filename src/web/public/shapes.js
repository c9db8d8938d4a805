// @ts-check
/**
 * What the server's interface answers. Parsed here, at the page's door; the rest of the page knows only these types.
 *
 * @typedef {"zalo" | "telegram"} Vendor
 * @typedef {{ id: string, name: string, roles: string[], channel: Vendor, locale: string }} Person
 * @typedef {{ id: string, label: string }} Button
 * @typedef {{ kind: string, name: string, url: string }} Attachment
 * @typedef {{ step: string, value: unknown }} Understood
 * @typedef {{ id: string, at: string, from: "bot" | "person", text: string, buttons: Button[],
 *   attachments: Attachment[], understood: Understood[] }} Message
 * @typedef {{ at: string, kind: string, to: string, about: string }} AgendaEntry
 * @typedef {{ at: string, kind: string, to: string, text: string }} Fired
 */

/** The members of an object; of anything else none. @param {unknown} value @returns {Record<string, unknown>} */
export function members(value) {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** @param {unknown} value @returns {string} */
export function text(value) {
  return typeof value === "string" ? value : "";
}

/** @template T @param {unknown} value @param {(entry: Record<string, unknown>) => T} read @returns {T[]} */
export function list(value, read) {
  return Array.isArray(value) ? value.map((entry) => read(members(entry))) : [];
}

/** @param {unknown} value @returns {Person} */
export function person(value) {
  const { id, name, roles, channel, locale } = members(value);
  return {
    id: text(id),
    name: text(name),
    roles: Array.isArray(roles) ? roles.map(String) : [],
    channel: channel === "telegram" ? "telegram" : "zalo",
    locale: text(locale),
  };
}

/** @param {unknown} value @returns {Message} */
export function message(value) {
  const given = members(value);
  return {
    id: text(given["id"]),
    at: text(given["at"]),
    from: given["from"] === "person" ? "person" : "bot",
    text: text(given["text"]),
    buttons: list(given["buttons"], ({ id, label }) => ({ id: text(id), label: text(label) })),
    attachments: list(given["attachments"], ({ kind, name, url }) => ({
      kind: text(kind),
      name: text(name),
      url: text(url),
    })),
    understood: list(given["understood"], ({ step, value: said }) => ({ step: text(step), value: said })),
  };
}

/** @param {Record<string, unknown>} entry @returns {AgendaEntry} */
export function agendaEntry({ at, kind, to, about }) {
  return { at: text(at), kind: text(kind), to: text(to), about: text(about) };
}

/** @param {Record<string, unknown>} entry @returns {Fired} */
export function firedEntry({ at, kind, to, text: said }) {
  return { at: text(at), kind: text(kind), to: text(to), text: text(said) };
}
