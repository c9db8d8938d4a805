import { chmod, cp, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { accountForServer } from "../../src/store/embedded/account.ts";
import { findPrograms } from "../../src/store/embedded/programs.ts";

const AS_ROOT = process.getuid?.() === 0;

describe("the programs of PostgreSQL", () => {
  let closed = "";
  let copies = "";
  beforeEach(async () => {
    closed = await mkdtemp(path.join(tmpdir(), "sinh-ke-closed-"));
    copies = path.join(await mkdtemp(path.join(tmpdir(), "sinh-ke-open-")), "copies");
    await chmod(path.dirname(copies), 0o755);
  });
  afterEach(async () => {
    await rm(closed, { recursive: true, force: true });
    await rm(path.dirname(copies), { recursive: true, force: true });
  });

  test.runIf(AS_ROOT)(
    "are copied where the server's account can run them, once, when it cannot enter ours",
    async () => {
      const account = await accountForServer(closed);
      const here = await findPrograms(account);
      const packageDir = path.resolve(here.postgres, "../../..");
      await cp(packageDir, path.join(closed, "linux"), { recursive: true, verbatimSymlinks: true });
      const installed = {
        initdb: path.join(closed, "linux/native/bin/initdb"),
        postgres: path.join(closed, "linux/native/bin/postgres"),
      };
      const found = await findPrograms(account, { installed, copies });
      expect(found.postgres.startsWith(`${copies}/linux-`)).toBe(true);
      expect(found.major).toBe(here.major);
      const made = await stat(found.postgres);
      const again = await findPrograms(account, { installed, copies });
      expect((await stat(again.postgres)).ino).toBe(made.ino);
    },
  );

  test("that cannot be run lead to a sentence that says what to do", async () => {
    const missing = path.join(closed, "postgres");
    await expect(
      findPrograms(undefined, { installed: { initdb: missing, postgres: missing } }),
    ).rejects.toThrow(/cannot be run here: run `npm ci` again.*DATABASE_URL/);
  });
});
