import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Lists the licence of every package that the program is shipped with, from the lock file and the packages themselves, and
 * fails on one that is not in the list: `npm run licences`, with `--json` for machines. Needs no network.
 */
const ALLOWED = new Set([
  "MIT",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "PostgreSQL",
  "MPL-2.0",
  "BlueOak-1.0.0",
  "Unlicense",
  "CC0-1.0",
]);
/** Let in for one package each, after reading: a font is no program; zlib's licence asks for less than MIT's. */
const ALSO = new Map([
  ["@fontsource/be-vietnam-pro", "OFL-1.1"],
  ["pako", "Zlib"],
]);
/** Whose package.json names none, by the licence file beside it. */
const READ = new Map([["png-js", "MIT"]]);

const root = fileURLToPath(new URL("..", import.meta.url));
const lock = JSON.parse(readFileSync(`${root}package-lock.json`, "utf8"));
const found = Object.entries(lock.packages)
  .filter(([path, entry]) => path !== "" && entry.dev !== true && entry.devOptional !== true)
  .map(([path, entry]) => {
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    return {
      name,
      version: entry.version,
      licence: licenceOf(`${root}${path}`, entry),
      optional: entry.optional === true,
    };
  })
  .toSorted((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version));

const wrong = found.filter(({ name, licence }) => !isAllowed(licence, name));
if (process.argv.includes("--json")) process.stdout.write(`${JSON.stringify(found)}\n`);
else {
  const counts = new Map();
  for (const { licence } of found) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  for (const { name, version, licence } of found) process.stdout.write(`${name}@${version}  ${licence}\n`);
  const sums = [...counts].toSorted((a, b) => b[1] - a[1]).map(([licence, count]) => `${licence} ${count}`);
  process.stdout.write(`${found.length} packages: ${sums.join(", ")}\n`);
}
for (const { name, version, licence } of wrong)
  process.stderr.write(
    `${name}@${version} is under ${licence}: take another package, or let the licence in here.\n`,
  );
process.exitCode = wrong.length > 0 ? 1 : 0;

/** The package's own word where it is installed (optional ones for other machines are not), else the lock file's. */
function licenceOf(path, entry) {
  const file = `${path}/package.json`;
  const own = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const said = own.license ?? own.licenses ?? entry.license ?? READ.get(own.name) ?? "unknown";
  if (Array.isArray(said)) return said.map((one) => one.type ?? one).join(" OR ");
  return typeof said === "object" ? String(said.type) : String(said);
}

/** `A OR B` where one of them is; `A AND B` where both are. */
function isAllowed(expression, name) {
  const bare = expression.replaceAll(/[()]/g, "");
  return bare
    .split(/ OR /i)
    .some((choice) =>
      choice.split(/ AND /i).every((one) => ALLOWED.has(one.trim()) || ALSO.get(name) === one.trim()),
    );
}
