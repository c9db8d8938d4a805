import type { Effect } from "./effects.ts";
import type { SentFile } from "./file-words.ts";

/** A picture or voice note that the question has no use for is not lost: it goes to whoever looks after this person. */
export function keepAside({ file, id }: SentFile): Effect[] {
  if (id === undefined || (file !== "photo" && file !== "voice")) return [];
  return [{ kind: "task", code: `loose_${file}`, note: id }];
}
