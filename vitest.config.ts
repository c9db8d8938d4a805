import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: ["tests/support/global-setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // One a core: its own default leaves a core free, which on two cores means that nothing runs side by side.
    maxWorkers: availableParallelism(),
  },
});
