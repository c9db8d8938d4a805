import type { Values } from "../domain/value.ts";
import { compile, fill, plainText, type Template } from "./template.ts";

/** The language that every text is written in first, and that is never incomplete. */
export const SOURCE_LOCALE = "vi";

/** Texts of one language by key `<file>.<path>`, e.g. `plan.what.again`; lists hold what people may type. */
export type Texts = Map<string, string | string[]>;

/**
 * Every word that the program says. Looking up is pure and never fails: what a language lacks is said in
 * Vietnamese, and `locales check` keeps that from happening in a released language.
 */
export class Words {
  readonly #texts: Map<string, Texts>;
  readonly #templates = new Map<string, { template: Template; plain: string | null }>();
  readonly locales: readonly string[];

  constructor(texts: Map<string, Texts>) {
    this.#texts = texts;
    this.locales = [...texts.keys()];
  }

  has(locale: string, key: string): boolean {
    return this.#texts.get(locale)?.has(key) ?? false;
  }

  /**
   * The text under `key`, filled in. Placeholders are `{name}` or `{name:format}`; see `template.ts`. Values that take work
   * to gather may come as a function: a text without placeholders does not ask for them.
   */
  text(locale: string, key: string, values: Values | (() => Values) = {}): string {
    const name = `${locale} ${key}`;
    let known = this.#templates.get(name);
    if (known === undefined) {
      const found = this.#find(locale, key);
      const template = compile(typeof found === "string" ? found : key);
      known = { template, plain: plainText(template) };
      this.#templates.set(name, known);
    }
    if (known.plain !== null) return known.plain;
    const gathered = typeof values === "function" ? values() : values;
    return fill(known.template, gathered, locale, (word, more) => this.text(locale, word, more));
  }

  /** The first of `keys` that exists, filled in. */
  firstText(locale: string, keys: readonly string[], values: Values = {}): string {
    const key = keys.find((candidate) => this.#find(locale, candidate) !== undefined);
    return this.text(locale, key ?? keys.at(-1) ?? "", values);
  }

  /** What people may type for `key`, in this language and in Vietnamese, which everybody mixes in. */
  list(locale: string, key: string): string[] {
    const own = this.#texts.get(locale)?.get(key);
    const source = locale === SOURCE_LOCALE ? undefined : this.#texts.get(SOURCE_LOCALE)?.get(key);
    return [own, source].flatMap((found) => (Array.isArray(found) ? found : []));
  }

  keys(locale: string): string[] {
    return [...(this.#texts.get(locale)?.keys() ?? [])];
  }

  /** The raw text, with its placeholders; undefined where the language lacks it or it is a list. */
  raw(locale: string, key: string): string | undefined {
    const found = this.#texts.get(locale)?.get(key);
    return typeof found === "string" ? found : undefined;
  }

  #find(locale: string, key: string): string | string[] | undefined {
    return this.#texts.get(locale)?.get(key) ?? this.#texts.get(SOURCE_LOCALE)?.get(key);
  }
}
