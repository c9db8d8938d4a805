import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest, the longest first. A run is as long as its last file if that one begins last. */
const LONGEST = [
  "transcripts.test.ts",
  "transcripts-other-half.test.ts",
  "reliability/kill.test.ts",
  "reliability/roles.test.ts",
  "web/simulator.test.ts",
  "cli/commands.test.ts",
  "web/reach.test.ts",
  "reliability/start.test.ts",
  "ops/backup.test.ts",
  "casework/commune-by-talk.test.ts",
  "registry/leaks.test.ts",
  "reliability/holds.test.ts",
  "registry/import/refusals.test.ts",
  "reliability/catch-up.test.ts",
];

/**
 * Begins with the longest files, also in a fresh clone, where nothing is known yet of how long each took and vitest would go
 * by size: what takes longest are short files that replay long ones.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- vitest's own, not an array's
    const others = await super.sort(files);
    return others.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = LONGEST.findIndex((name) => moduleId.endsWith(`/tests/${name}`));
  return place === -1 ? LONGEST.length : place;
}
