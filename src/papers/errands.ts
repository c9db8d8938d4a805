import { z } from "zod";
import { appendAudit } from "../registry/audit/append.ts";
import { askerOf } from "../registry/errand-asker.ts";
import { errand, type Errand } from "../turns/errand.ts";
import { buildPaper, PAPERS } from "./build-paper.ts";

/** A paper of the office. The right is asked again, since time has passed; what was given out is on record. */
const officePaper = errand({
  kind: "office_paper",
  about: z.object({ paper: z.enum(PAPERS), id: z.string() }),
  async run(context, about) {
    const { sql, now, words, locale, personId } = context;
    const file = await buildPaper(askerOf(context), about, words, locale);
    if (file === null) return { vars: { made: false, paper: about.paper } };
    await appendAudit(
      sql,
      { person: personId, action: "export", object: { kind: about.paper, id: about.id }, road: "export" },
      now,
    );
    return { file, vars: { made: true, paper: about.paper } };
  },
});

export const paperErrands: readonly Errand[] = [officePaper];
