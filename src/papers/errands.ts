import { z } from "zod";
import { appendAudit } from "../registry/audit/append.ts";
import { errand, type Errand } from "../turns/errand.ts";
import { buildPaper, PAPERS } from "./build-paper.ts";

/** A paper of the office. The right is asked again, since time has passed; what was given out is on record. */
const officePaper = errand({
  kind: "office_paper",
  about: z.object({ paper: z.enum(PAPERS), id: z.string() }),
  async run({ sql, now, words, locale, personId, contactId }, about) {
    const me = { person: personId, name: "", address: "unknown", roles: [], households: [] };
    const file = await buildPaper({ sql, now, me, contactId }, about, words, locale);
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
