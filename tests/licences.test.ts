import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";

const SCRIPT = join(import.meta.dirname, "..", "scripts", "licences.mjs");
const Found = z.array(z.object({ name: z.string(), version: z.string(), licence: z.string() }));

it("everything that the program is shipped with is under a licence that lets it be", () => {
  const found = Found.parse(
    JSON.parse(execFileSync(process.execPath, [SCRIPT, "--json"], { encoding: "utf8" })),
  );
  expect(found.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["fastify", "grammy", "bullmq", "pg"]),
  );
});

it.each([
  ["GPL-3.0-only", 1],
  ["(MIT OR GPL-3.0-only)", 0],
  ["(MIT AND GPL-3.0-only)", 1],
  ["Zlib", 1],
])("a package under %s ends the check with %i", (license, code) => {
  const root = mkdtempSync(join(tmpdir(), "licences-"));
  try {
    mkdirSync(join(root, "scripts"));
    cpSync(SCRIPT, join(root, "scripts", "licences.mjs"));
    const packages = {
      "": {},
      "node_modules/some": { version: "1.0.0", license },
      "node_modules/dev": { dev: true },
    };
    writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages }));
    const ended = spawnSync(process.execPath, [join(root, "scripts", "licences.mjs")], { encoding: "utf8" });
    expect(ended.status).toBe(code);
    expect(ended.stdout).toContain("some@1.0.0");
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
