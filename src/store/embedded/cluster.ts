import { spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { access, chown, mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { text } from "node:stream/consumers";
import { AppError } from "../../domain/app-error.ts";
import type { Account } from "./account.ts";
import { processName } from "./process-start.ts";
import type { Programs } from "./programs.ts";

/** The only role of the server; its password is made by chance and lies beside the data. */
export const ROLE = "sinh_ke";

const PASSWORD_FILE = "sinh-ke.password";

/** PostgreSQL's own C.UTF-8: it knows Vietnamese capitals, is on every machine, and no system update changes its order. */
const LOCALE = "--locale C --locale-provider builtin --builtin-locale C.UTF-8";

/**
 * How the server's programs name the directory that they were started in.
 *
 * Root gives the server to an account that often cannot enter the folders above the data (/root is closed to all
 * others). A process that is started inside a directory may stay there, and this name leads back to it without
 * passing the folders above.
 */
export const HERE = process.platform === "linux" ? "/proc/self/cwd" : ".";

/** What is needed to make a cluster. `throwAway` leaves out what keeps data safe in a power cut. */
export type ClusterOptions = { programs: Programs; account: Account | undefined; throwAway: boolean };

/**
 * Makes the cluster in `clusterDir` where there is none, all or nothing: a start that is killed on the way leaves no
 * half cluster, and of two that start at once one wins and both use its work. A cluster of another major version, or
 * one that belongs to somebody else, is refused with an AppError.
 */
export async function ensureCluster(clusterDir: string, options: ClusterOptions): Promise<void> {
  const version = await readFile(path.join(clusterDir, "PG_VERSION"), "utf8").catch((error: unknown) => {
    if (isCode(error, "ENOENT")) return undefined;
    throw new AppError(
      "postgres_not_ours",
      `The database in ${clusterDir} belongs to another account: start the program as that account, or set DATA_DIR to a folder of your own.`,
      2,
      error,
    );
  });
  if (version === undefined) return makeCluster(clusterDir, options);
  if (Number(version) === options.programs.major) return;
  throw new AppError(
    "postgres_version",
    `The database in ${clusterDir} was made by PostgreSQL ${version.trim()}, and this program brings PostgreSQL ${options.programs.major}: make a backup with the program version that made it and restore it with this one, or set DATA_DIR to an empty folder.`,
  );
}

/** The password of `ROLE`; an AppError where it was lost. */
export async function readPassword(clusterDir: string): Promise<string> {
  try {
    return (await readFile(path.join(clusterDir, PASSWORD_FILE), "utf8")).trim();
  } catch (cause) {
    throw new AppError(
      "postgres_password",
      `The password of the embedded database cannot be read from ${path.join(clusterDir, PASSWORD_FILE)}: put the file back from a backup of that folder.`,
      2,
      cause,
    );
  }
}

async function makeCluster(
  clusterDir: string,
  { programs, account, throwAway }: ClusterOptions,
): Promise<void> {
  await clearUnfinished(clusterDir);
  const unfinished = `${clusterDir}.new-${processName(process.pid)}~${randomUUID()}`;
  const passwordFile = `${unfinished}.password`;
  const password = randomBytes(24).toString("base64url");
  try {
    await mkdir(unfinished, { mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (account !== undefined) {
      await chown(unfinished, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    await initdb(programs, unfinished, passwordFile, account, throwAway);
    // The password travels with the cluster, so that they are there together or not at all.
    await rename(passwordFile, path.join(unfinished, PASSWORD_FILE));
    await rename(unfinished, clusterDir).catch(async (error: unknown) => {
      if (!isCode(error, "ENOTEMPTY") && !isCode(error, "EEXIST")) throw error;
      await access(path.join(clusterDir, "PG_VERSION")).catch(() => {
        throw new AppError(
          "postgres_not_a_database",
          `The folder ${clusterDir} holds something that is not a database: move it away, or set DATA_DIR to an empty folder.`,
        );
      });
    });
  } finally {
    await rm(passwordFile, { force: true });
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function initdb(
  programs: Programs,
  directory: string,
  passwordFile: string,
  account: Account | undefined,
  throwAway: boolean,
): Promise<void> {
  const secret = await open(passwordFile, "r");
  try {
    const options = `--username ${ROLE} --auth scram-sha-256 --pwfile /dev/fd/3 --encoding UTF8 ${LOCALE}`;
    const child = spawn(
      programs.initdb,
      ["-D", HERE, ...options.split(" "), ...(throwAway ? ["--no-sync"] : [])],
      {
        cwd: directory,
        stdio: ["ignore", "ignore", "pipe", secret.fd],
        ...account,
      },
    );
    const closed: Promise<unknown[]> = once(child, "close");
    const [said, [code]] = await Promise.all([child.stderr === null ? "" : text(child.stderr), closed]);
    // The trouble is named in one line; those after it tell what was cleared away.
    const trouble =
      said.split("\n").find((line) => /FATAL|error:/.test(line)) ?? `it ended with ${String(code)}`;
    if (code !== 0) throw new Error(trouble);
  } catch (cause) {
    throw new AppError(
      "postgres_initdb",
      `No database could be made in ${directory} (${cause instanceof Error ? cause.message : String(cause)}): free some disk space, or set DATA_DIR to a folder on a local disk.`,
      2,
      cause,
    );
  } finally {
    await secret.close();
  }
}

/** Takes away what killed starts left behind; 40 MB each. */
async function clearUnfinished(clusterDir: string): Promise<void> {
  const prefix = `${path.basename(clusterDir)}.new-`;
  for (const name of await readdir(path.dirname(clusterDir))) {
    if (!name.startsWith(prefix)) continue;
    const maker = name.slice(prefix.length);
    if (maker.startsWith(`${processName(Number.parseInt(maker, 10))}~`)) continue;
    await rm(path.join(path.dirname(clusterDir), name), { recursive: true, force: true });
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
