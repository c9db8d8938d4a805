import { z } from "zod";
import { localDateOf } from "../calendar/local-date.ts";
import { may } from "../domain/scope.ts";
import { consentsOf } from "../registry/consent.ts";
import { relationsTo } from "../registry/rights.ts";
import { theHousehold } from "../registry/the-household.ts";
import { OptionalChoiceId } from "../turns/choice-id.ts";
import { command, type CommandContext } from "../turns/command.ts";
import { writeEntry } from "./book.ts";
import { OptionalFile } from "./given.ts";

const KindRow = z.object({ kind: z.string() });

/**
 * Puts a picture that came out of the blue into the household's book. `kept` is false where there is no household to keep
 * it for, or the household has not agreed to photos; the file itself is not lost by that.
 */
export const keepFile = command({
  name: "desk.keep_file",
  takes: z.object({ file: OptionalFile, household: OptionalChoiceId }),
  async run(context, { file, household: handed }) {
    const { sql, now, me } = context;
    const household = theHousehold(context, handed);
    const relations = household === null ? [] : await relationsTo(context, household);
    if (household === null || file === null || !may(relations, "act_for"))
      return { code: "ok", value: { kept: false } };
    const consents = await consentsOf(sql, household);
    const purpose = await purposeOf(context, file);
    if (!consents.has("register") || !consents.has(purpose)) return { code: "ok", value: { kept: false } };
    const on = localDateOf(now);
    await writeEntry(
      sql,
      {
        household,
        plan: null,
        kind: "photo",
        period: on.slice(0, 7),
        amount: null,
        text: null,
        file,
        on,
        enteredBy: me.person,
        onBehalf: !relations.includes("own"),
        source: "loose",
      },
      now,
    );
    return { code: "ok", value: { kept: true } };
  },
});

/** Voice messages are a purpose of their own; everything else that is sent counts as a picture. */
async function purposeOf({ sql }: CommandContext, file: string): Promise<"photos" | "voice"> {
  const [row] = await sql.rows(KindRow, "SELECT kind FROM files WHERE id = $1", [file]);
  return row?.kind === "voice" ? "voice" : "photos";
}
