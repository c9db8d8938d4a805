import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { SOURCE_LOCALE, type Words } from "../i18n/words.ts";
import { ROOT } from "../root.ts";

const PUBLIC = join(ROOT, "src", "web", "public");
/** Be Vietnam Pro, under the SIL Open Font License; served from here, so that a page needs no other server. */
const FONTS = dirname(
  createRequire(import.meta.url).resolve(
    "@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-400-normal.woff2",
  ),
);
const A_YEAR_MS = 365 * 86_400_000;

const Asked = z.object({ locale: z.string().optional().catch(undefined) });

/**
 * What a browser gets: at `/` the simulated phones where `demo` is on, else the leaders' page, which is not there yet
 * and says so. `?locale=` chooses the language; one that is not offered counts as Vietnamese. The words of the
 * phones' page are at `/simulator/api/words`.
 */
export async function pages(
  server: FastifyInstance,
  { demo, words }: { demo: boolean; words: Words },
): Promise<void> {
  const localeOf = (query: unknown): string => {
    const { locale } = Asked.parse(query);
    return locale !== undefined && words.locales.includes(locale) ? locale : SOURCE_LOCALE;
  };
  const markup = readFileSync(join(PUBLIC, demo ? "index.html" : "leaders.html"), "utf8");
  server.get("/", (request, reply) =>
    reply
      .type("text/html; charset=utf-8")
      .header("cache-control", "no-cache")
      .send(withWords(markup, words, localeOf(request.query))),
  );
  if (demo)
    server.get("/simulator/api/words", (request) => {
      const locale = localeOf(request.query);
      return { locale, words: wordsOfPage(words, locale) };
    });
  await server.register(fastifyStatic, {
    root: PUBLIC,
    index: false,
    allowedPath: (path) => /^\/[\w-]+\.(css|js|svg|png)$/.test(path),
  });
  await server.register(fastifyStatic, {
    root: FONTS,
    prefix: "/fonts/",
    decorateReply: false,
    index: false,
    immutable: true,
    maxAge: A_YEAR_MS,
  });
}

/** Fills `{{key}}` in a page's markup with the text under that key; the markup itself holds no words. */
function withWords(markup: string, words: Words, locale: string): string {
  return markup.replaceAll(/\{\{([\w.]+)\}\}/g, (_whole, key: string) =>
    key === "locale" ? locale : escaped(words.text(locale, key)),
  );
}

/**
 * The texts that the phones' page may show: its own, the short names of questions, options and flows, and what
 * reminders are called. Raw, since the page fills them in itself.
 */
function wordsOfPage(words: Words, locale: string): Record<string, string> {
  const shown =
    /^(simulator|terms\.reminders)\.|^[^.]+\.([^.]+\.(label|options\.[^.]+)|title)$|^common\.(yes|no|not_yet|unknown|right|fix)$/;
  return Object.fromEntries(
    [...new Set([...words.keys(SOURCE_LOCALE), ...words.keys(locale)])]
      .filter((key) => shown.test(key))
      .map((key) => [key, words.raw(locale, key) ?? words.raw(SOURCE_LOCALE, key) ?? key]),
  );
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
