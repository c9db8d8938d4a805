/*
 * Starts the fakes in a process of their own, for kill tests and benchmarks:
 *   node tests/fakes/run-fakes.mjs '{"telegram": {"port": 4001}, "zalo": {"oaType": 2}, "zaloBot": {}}'
 * The oldest Node that must work cannot run TypeScript, so the loader that comes with the test runner does it.
 */
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

await runnerImport(fileURLToPath(new URL("run-fakes.ts", import.meta.url)));
