import { z } from "zod";
import { command } from "../turns/command.ts";
import { taskForTalk } from "./task-for-talk.ts";

/** A picture or document that a person sent could not be brought: a line for the officer, beside what the person is told. */
export const fileLost = command({
  name: "desk.file_lost",
  takes: z.object({ what: z.string() }),
  async run(context, { what }) {
    await taskForTalk(context, "file_lost", context.term("file_kinds", what));
    return { code: "ok" };
  },
});
