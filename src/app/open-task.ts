import { keepLoose } from "../casework/book/keep-loose.ts";
import { taskForTalk } from "../desk/task-for-talk.ts";
import type { CommandContext } from "../turns/command.ts";

/** What a talk could not deal with: a picture or voice note goes into the book, the rest onto somebody's list. */
export async function openTask(context: CommandContext, code: string, note: string): Promise<void> {
  if (code === "loose_photo" || code === "loose_voice") await keepLoose(context, code, note);
  else await taskForTalk(context, code, note);
}
