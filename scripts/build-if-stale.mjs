// `npm start` builds only when a source is newer than the last build, so that a start is quick.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const BUILT = "dist/.built";
const SOURCES = ["src", "prisma/schema.prisma", "package.json", "tsconfig.json", "tsconfig.build.json"];

/** @param {string} path @returns {number} when the newest file under it was written */
function newest(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  if (path.endsWith(join("store", "prisma"))) return 0;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

const stale = !existsSync(BUILT) || SOURCES.some((path) => newest(path) > statSync(BUILT).mtimeMs);
if (stale) {
  const { status } = spawnSync("npm", ["run", "-s", "build"], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(BUILT, "");
}
