import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fastify, { type FastifyInstance } from "fastify";
import { afterEach, describe, expect, it } from "vitest";
import { shippedLibrary } from "../support/library.ts";
import { pages } from "../../src/http/pages.ts";
import { Words, type Texts } from "../../src/i18n/words.ts";
import { ROOT } from "../../src/root.ts";

const PUBLIC = join(ROOT, "src", "web", "public");
const { words } = shippedLibrary();
const read = (name: string): string => readFileSync(join(PUBLIC, name), "utf8");
const files = (ending: string): string[] => readdirSync(PUBLIC).filter((name) => name.endsWith(ending));

const textsOf = (own: Record<string, string>): Texts => new Map(Object.entries(own));

const servers: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function get(
  url: string,
  demo = true,
  says = words,
): Promise<Awaited<ReturnType<FastifyInstance["inject"]>>> {
  const server = fastify();
  servers.push(server);
  await pages(server, { demo, words: says });
  return server.inject(url);
}

describe("what a browser gets", () => {
  it.each([
    ["/", "vi", "Tới việc kế tiếp"],
    ["/?locale=en", "en", "To the next event"],
    ["/?locale=xx", "vi", "Tới việc kế tiếp"],
    ["/?locale=en&locale=vi", "vi", "Tới việc kế tiếp"],
  ])("at %s the phones, in %s", async (url, language, sentence) => {
    const answer = await get(url);
    expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(answer.body).toContain(`<html lang="${language}">`);
    expect(answer.body).toContain(sentence);
    expect(answer.body).not.toContain("{{");
  });

  it("is the leaders' page where nothing is simulated; it says that it is not there yet", async () => {
    const answer = await get("/", false);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain("Chưa đăng nhập được");
    expect(answer.body).not.toContain("{{");
    expect((await get("/simulator/api/words", false)).statusCode).toBe(404);
  });

  it("are scripts, styles and letters, and nothing else that lies beside them", async () => {
    for (const url of [
      "/main.js",
      "/page.css",
      "/icon.svg",
      "/fonts/be-vietnam-pro-vietnamese-400-normal.woff2",
    ])
      expect([url, (await get(url)).statusCode]).toEqual([url, 200]);
    for (const url of ["/index.html", "/tsconfig.json", "/../pages.ts", "/fonts/../package.json"])
      expect([url, (await get(url)).statusCode]).toEqual([url, 404]);
  });

  it("are words in the language asked for, in Vietnamese where that lacks them, and never markup", async () => {
    const own = new Words(
      new Map([
        [
          "vi",
          textsOf({
            "simulator.title": '<b> & "x"',
            "simulator.cancel": "Thôi",
            "plan.what": "?",
            "plan.what.label": "Nghề",
          }),
        ],
        ["en", textsOf({ "simulator.cancel": "Cancel" })],
      ]),
    );
    expect((await get("/simulator/api/words?locale=en", true, own)).json()).toEqual({
      locale: "en",
      words: { "simulator.title": '<b> & "x"', "simulator.cancel": "Cancel", "plan.what.label": "Nghề" },
    });
    expect((await get("/", true, own)).body).toContain("<title>&lt;b> &amp; &quot;x&quot;</title>");
  });
});

describe("the page's own words", () => {
  const keys = words.keys("vi").filter((key) => /^(simulator|leaders)\./.test(key));
  const markup = files(".html").map(read).join("\n");
  const scripts = files(".js").map(read).join("\n");
  const named = new Set([
    ...[...markup.matchAll(/\{\{([\w.]+)\}\}/g)].map(([, key = ""]) => key),
    ...[...scripts.matchAll(/"([a-z_]+\.[a-z_.]+)"/g)].map(([, key = ""]) => `simulator.${key}`),
  ]);
  const begun = [...scripts.matchAll(/`(?:simulator\.)?([a-z_.]+\.)\$\{/g)].map(
    ([, key = ""]) => `simulator.${key}`,
  );

  it("are all said somewhere", () => {
    expect(keys.length).toBeGreaterThan(50);
    expect(keys.filter((key) => !named.has(key) && !begun.some((start) => key.startsWith(start)))).toEqual(
      [],
    );
  });

  it("are there for everything that the page says, in every language", () => {
    const groups = new Set(keys.map((key) => key.split(".").slice(0, 2).join(".")));
    const said = [...named].filter(
      (key) => groups.has(key.split(".").slice(0, 2).join(".")) || markup.includes(`{{${key}}}`),
    );
    expect(said.length).toBeGreaterThan(50);
    const lacking = words.locales.flatMap((locale) =>
      said.filter((key) => key !== "locale" && !words.has(locale, key)).map((key) => `${locale}: ${key}`),
    );
    expect(lacking).toEqual([]);
  });
});

describe("for old telephones", () => {
  it.each(files(".js"))("%s has no syntax that came after 2018, and never writes markup", (name) => {
    const script = read(name);
    expect(script).not.toMatch(
      /\?\.[^\d]|\?\?|\|\|=|&&=|#[a-z]\w* *[=(;]|\.at\(|replaceAll|toSorted|replaceChildren/,
    );
    expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function/);
  });
});
