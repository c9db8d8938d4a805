import type { Flow } from "../flow.ts";
import type { Finding } from "./finding.ts";
import { FACTS, isKnown } from "./variables.ts";
import { plain } from "../library.ts";
import { isFormat } from "../../i18n/format-value.ts";
import { EASY_MESSAGE, LONGEST_LABEL, LONGEST_MESSAGE, messageLength } from "./message-length.ts";
import { COMMON_KEYS, isOnPage, neededKeys } from "./needed-keys.ts";
import { sampled } from "./sample-values.ts";
import { placeholders } from "../../i18n/template.ts";
import { SOURCE_LOCALE, type Texts } from "../../i18n/words.ts";

/** What a check of the words needs: the flows that say them, and the languages. */
export type Worded = {
  flows: readonly Flow[];
  /** By language: whether it is released. A draft may be incomplete, and must not be wrong. */
  locales: ReadonlyMap<string, { released: boolean }>;
  texts: ReadonlyMap<string, Texts>;
};

/** Words that shame or that nobody but officials understands; never in what may stand on a locked screen. */
const HURTING = /nghèo|\bpoor\b|\bpoverty\b|ក្រីក្រ/i;
const OFFICIAL = /XKLĐ|DVXHCB|CTMTQG|LĐTBXH/;

/**
 * Whether every language says everything that the flows and the engine need, nothing besides, with the same
 * placeholders, short enough for every channel. Errors fail; warnings are printed.
 */
export function checkLocales({ flows, locales, texts }: Worded): Finding[] {
  const findings: Finding[] = [];
  const needed = flows.map((flow) => neededKeys(flow));
  const source = texts.get(SOURCE_LOCALE) ?? new Map<string, string | string[]>();
  const must = [
    ...needed.flatMap((keys) => keys.must),
    ...COMMON_KEYS.must,
    ...[...source.keys()].filter((key) => key.startsWith("terms.") || isOnPage(key)),
  ];
  const groups = groupsSaid(texts);
  const lists = [...needed.flatMap((keys) => keys.lists), ...COMMON_KEYS.lists];
  const may = new Set([...must, ...lists, ...needed.flatMap((keys) => keys.may)]);
  for (const [locale, own] of texts) {
    const note = noteTo(findings, locale);
    if (locales.get(locale)?.released === true) checkComplete(own, must, lists, note);
    for (const key of own.keys())
      if (!may.has(key) || (key.startsWith("terms.") && !groups.has(key.split(".")[1] ?? "")))
        note("error", key, "nothing says this; remove it, or mend its name");
    checkPlaceholders(own, source, flows, note);
    checkTyped(own, flows, note);
    for (const flow of flows) checkLengths(flow, own, locale, note);
    checkTone(own, flows, note);
  }
  return findings;
}

type NoteKey = (level: Finding["level"], key: string, message: string) => void;

function noteTo(findings: Finding[], locale: string): NoteKey {
  return (level, key, message) =>
    findings.push({
      level,
      file: `locales/${locale}/${key.split(".")[0]}.yaml`,
      line: 1,
      column: 1,
      message: `${key}: ${message}`,
    });
}

function checkComplete(own: Texts, must: readonly string[], lists: readonly string[], note: NoteKey): void {
  for (const key of must) if (typeof own.get(key) !== "string") note("error", key, "write this text");
  for (const key of lists) if (!Array.isArray(own.get(key))) note("error", key, "write this list");
}

function checkPlaceholders(own: Texts, source: Texts, flows: readonly Flow[], note: NoteKey): void {
  const byId = new Map(flows.map((flow) => [flow.flow, flow]));
  for (const [key, text] of own) {
    if (typeof text !== "string") continue;
    const flow = byId.get(key.split(".")[0] ?? "");
    for (const { path, format } of placeholdersOf(text)) {
      if (flow !== undefined && !key.endsWith(".option") && !isKnown(flow, path))
        note("warning", key, `nothing sets {${path}}`);
      if (
        format !== undefined &&
        format !== "called" &&
        !isFormat(format) &&
        !hasGroup(own, format) &&
        !hasGroup(source, format)
      )
        note("error", key, `there is no format and no group of terms called ${format}`);
    }
    const said = source.get(key);
    if (typeof said !== "string") continue;
    // How the person is addressed is a matter of each language; what she is told is not.
    const [here, there] = [text, said].map((one) => names(one).join(" "));
    if (here !== there) note("error", key, `says {${here}} where Vietnamese says {${there}}`);
  }
}

function placeholdersOf(text: string): { path: string; format: string | undefined }[] {
  return placeholders(text).map((whole) => {
    const [path = "", format] = whole.slice(1, -1).split(":");
    return { path, format };
  });
}

function names(text: string): string[] {
  const facts = FACTS.filter((fact) => fact !== "acting");
  const paths = placeholdersOf(text).map(({ path }) => path);
  return [...new Set(paths)].filter((path) => !facts.includes(path.split(".")[0] ?? "")).toSorted();
}

/** The groups of terms that some text asks for. */
function groupsSaid(texts: ReadonlyMap<string, Texts>): Set<string> {
  const said = [...texts.values()].flatMap((own) => [...own.values()]);
  return new Set(
    said
      .flatMap((text) => (typeof text === "string" ? placeholdersOf(text) : []))
      .map(({ format }) => format ?? ""),
  );
}

function hasGroup(texts: Texts, group: string): boolean {
  return [...texts.keys()].some((key) => key.startsWith(`terms.${group}.`));
}

/** The same thing typed must not mean two things. */
function checkTyped(own: Texts, flows: readonly Flow[], note: NoteKey): void {
  const commands = COMMON_KEYS.lists.filter((key) => key.startsWith("common.commands."));
  const doors = [commands, flows.map(({ flow }) => `${flow}.keywords`)];
  for (const keys of doors) {
    const taken = new Map<string, string>();
    for (const key of keys)
      for (const typed of [own.get(key) ?? []].flat()) {
        const before = taken.get(plain(typed));
        if (before !== undefined && before !== key)
          note("error", key, `"${typed}" stands under ${before} too`);
        taken.set(plain(typed), key);
      }
  }
}

function checkLengths(flow: Flow, own: Texts, locale: string, note: NoteKey): void {
  for (const step of flow.steps) {
    const key = `${flow.flow}.${step.id}`;
    const length = messageLength(flow, step, own);
    if (length > LONGEST_MESSAGE)
      note("error", key, `can be ${length} characters long; no channel carries more than ${LONGEST_MESSAGE}`);
    const text = own.get(key);
    if (locale === SOURCE_LOCALE && typeof text === "string" && text.length > EASY_MESSAGE)
      note("warning", key, `${text.length} characters; slow readers manage ${EASY_MESSAGE}`);
    if (step.do !== "choose") continue;
    for (const option of step.options ?? []) {
      const label = own.get(`${key}.options.${option}`);
      if (typeof label === "string" && sampled(label, own, flow).length > LONGEST_LABEL)
        note("error", `${key}.options.${option}`, `a button carries ${LONGEST_LABEL} characters`);
    }
  }
}

function checkTone(own: Texts, flows: readonly Flow[], note: NoteKey): void {
  const pushed = new Set(flows.filter((flow) => flow.pushed).map(({ flow }) => flow));
  for (const [key, text] of own) {
    if (typeof text !== "string") continue;
    if (pushed.has(key.split(".")[0] ?? "") && HURTING.test(text))
      note("warning", key, "may stand on a locked screen; say it without naming poverty");
    if (OFFICIAL.test(text)) note("warning", key, "write the words out; households do not know the letters");
  }
}
