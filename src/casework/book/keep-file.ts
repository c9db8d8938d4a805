import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { may } from "../../domain/scope.ts";
import { consentsOf } from "../../registry/consent.ts";
import { relationsTo } from "../../registry/rights.ts";
import { theHousehold } from "../../registry/the-household.ts";
import { OptionalChoiceId, OptionalText } from "../../turns/choice-id.ts";
import { command, type CommandContext } from "../../turns/command.ts";
import { writeEntry } from "./book.ts";
import { OptionalFile } from "../given.ts";

/** Puts a picture that came out of the blue into the household's book; see `keepPhoto`. */
export const keepFile = command({
  name: "desk.keep_file",
  takes: z.object({ file: OptionalFile, household: OptionalChoiceId, words: OptionalText }),
  async run(context, { file, household, words }) {
    const kept = file !== null && (await keepPhoto(context, file, theHousehold(context, household), words));
    return { code: "ok", value: { kept } };
  },
});

/**
 * Keeps a picture in a household's book, with the words under it. False where there is no household to keep it for, or it has not agreed to
 * photos; the file itself is not lost by that.
 */
export async function keepPhoto(
  context: CommandContext,
  file: string,
  household: string | null,
  words: string | null = null,
): Promise<boolean> {
  const { sql, now, me } = context;
  const relations = household === null ? [] : await relationsTo(context, household);
  if (household === null || !may(relations, "act_for")) return false;
  const consents = await consentsOf(sql, household);
  if (!consents.has("register") || !consents.has("photos")) return false;
  const on = localDateOf(now);
  const entry = {
    household,
    plan: null,
    kind: "photo" as const,
    period: on.slice(0, 7),
    amount: null,
    text: words,
  };
  const who = { enteredBy: me.person, onBehalf: !relations.includes("own") };
  await writeEntry(sql, { ...entry, ...who, file, on, source: "loose" }, now);
  return true;
}
