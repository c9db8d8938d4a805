import { theHousehold } from "../../registry/the-household.ts";
import type { CommandContext } from "../../turns/command.ts";
import { keepPhoto } from "./keep-file.ts";
import { keepVoice } from "./voice-notes.ts";

/**
 * Keeps a file that came while something else was asked, with the household that is spoken of: a picture where it has
 * agreed to pictures, a voice note for the officer to write out. Where there is nothing to keep it with, the file alone stays.
 */
export async function keepLoose(
  context: CommandContext,
  code: "loose_photo" | "loose_voice",
  file: string,
): Promise<void> {
  const household = theHousehold(context, null);
  if (code === "loose_voice") await keepVoice(context, file, household);
  else await keepPhoto(context, file, household);
}
