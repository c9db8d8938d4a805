import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { accountForServer } from "../../src/store/embedded/account.ts";
import { findPrograms } from "../../src/store/embedded/programs.ts";

const AS_ROOT = process.getuid?.() === 0;

describe("the programs of PostgreSQL", () => {
  let home = "";
  let copies = "";
  let installed = { initdb: "", postgres: "" };
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), "sinh-ke-programs-"));
    await chmod(home, 0o755);
    copies = path.join(home, "copies");
    // A package as an installation with umask 077 leaves it: its owner's alone.
    const bin = path.join(home, "linux-x64/native/bin");
    await mkdir(bin, { recursive: true, mode: 0o700 });
    await chmod(path.join(home, "linux-x64"), 0o700);
    await writeFile(path.join(home, "linux-x64/package.json"), '{"version":"18.4.0"}');
    installed = { initdb: path.join(bin, "initdb"), postgres: path.join(bin, "postgres") };
    await writeFile(installed.initdb, "");
    await writeFile(installed.postgres, "#!/bin/sh\necho 'postgres (PostgreSQL) 18.4'\n", { mode: 0o700 });
  });
  afterEach(async () => rm(home, { recursive: true, force: true }));

  test("run from where they are, and for root's helper account from a copy that it can enter, made once", async () => {
    const account = await accountForServer(home);
    const found = await findPrograms(account, { installed, copies });
    const expected = AS_ROOT ? path.join(copies, "linux-x64-18.4.0/bin/postgres") : installed.postgres;
    expect(found).toMatchObject({ postgres: expected, major: 18 });
    const first = await stat(found.postgres);
    await findPrograms(account, { installed, copies });
    expect((await stat(found.postgres)).ino).toBe(first.ino);
  });

  test("lead to a sentence that says what to do where they cannot be run", async () => {
    await rm(installed.postgres);
    await expect(findPrograms(undefined, { installed, copies })).rejects.toThrow(
      /cannot be run here: run `npm ci` again.*DATABASE_URL/,
    );
  });
});
