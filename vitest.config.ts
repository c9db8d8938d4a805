import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/support/longest-first.ts";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: ["tests/support/global-setup.ts"],
    // Each worker reads the program once for all its files: a third of the time of a run. What a test changes it puts back.
    isolate: false,
    // How long to look for what happens beside the test; on a busy machine a second is too short.
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // One a core: its own default leaves a core free, which on two cores means that nothing runs side by side.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: LongestFirst },
  },
});
