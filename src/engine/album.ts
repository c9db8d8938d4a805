import type { EngineInput } from "./effects.ts";
import { isOfPapers } from "./papers.ts";
import type { Run } from "./run.ts";

/**
 * One more picture of several that were sent at once: it stands beside the first, which was answered, and nothing is said
 * to it. Where that one was refused as an identity paper this one is not kept either. False where it is more than that.
 */
export function joinAlbum(run: Run, input: EngineInput): boolean {
  if (input.kind !== "file" || input.joins === undefined) return false;
  if (input.joins === "refused") run.effects.push({ kind: "forget", file: input.id ?? null });
  else if (isOfPapers(run, input.caption)) return false;
  run.session.last_at = run.now.toISOString();
  return true;
}
