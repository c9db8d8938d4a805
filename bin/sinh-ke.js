#!/usr/bin/env node
import { existsSync } from "node:fs";

const program = new URL("../dist/cli/main.js", import.meta.url);
if (existsSync(program)) await import(program.href);
else {
  process.stderr.write("The program is not built yet: run `npm ci` (or `npm run build`) first.\n");
  process.exit(2);
}
