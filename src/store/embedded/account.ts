import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A system account by its numbers, as `spawn` takes them. */
export type Account = { uid: number; gid: number };

/** The account made for the server where this program is started as root. */
const OWN_ACCOUNT = "sinh-ke";

/**
 * The account that the server must run under, or undefined where this process's own account does.
 *
 * PostgreSQL refuses to run as root. So root hands it to the account that already owns the data in `clusterDir`;
 * where there is no data yet to the system account `sinh-ke`, made on the spot; and where a machine does not let
 * accounts be made to `nobody`, which every Unix has.
 */
export async function accountForServer(clusterDir: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  return (
    (await ownerOf(clusterDir)) ??
    (await findAccount(OWN_ACCOUNT)) ??
    (await makeAccount(OWN_ACCOUNT)) ??
    (await findAccount("nobody"))
  );
}

async function ownerOf(directory: string): Promise<Account | undefined> {
  const found = await stat(directory).catch(() => undefined);
  return found === undefined || found.uid === 0 ? undefined : { uid: found.uid, gid: found.gid };
}

async function findAccount(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function makeAccount(name: string): Promise<Account | undefined> {
  // `su` without a login leaves /usr/sbin out of the path, and two programs that start at once may both try.
  const env = { ...process.env, PATH: `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin` };
  await run(
    "useradd",
    ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name],
    {
      env,
    },
  ).catch(() => undefined);
  return findAccount(name);
}
