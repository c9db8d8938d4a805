import { z } from "zod";
import { localDateOf } from "../../calendar/local-date.ts";
import { periodOf } from "../../calendar/periods.ts";
import { askerOf } from "../../registry/errand-asker.ts";
import { unitsWhere } from "../../registry/rights.ts";
import { errand } from "../../turns/errand.ts";
import { insideOn } from "../inside.ts";
import { quarterLabel } from "../quarter-words.ts";
import { sourcesOf } from "../lists.ts";
import { sayIn } from "../paper/say.ts";
import { drawMeetings } from "../pictures/meetings-picture.ts";
import { drawSources } from "../pictures/progress-picture.ts";
import { quartersOf } from "../quarters.ts";
import { spanOf } from "../span.ts";

const SIZE = { width: 540, height: 400 } as const;

/** Another picture of a unit in the report year that runs: meetings by quarter, or money by source, with its numbers as text. */
export const unitPicture = errand({
  kind: "unit_picture",
  about: z.object({ unit: z.string(), picture: z.enum(["meetings", "money"]) }),
  async run(context, { unit, picture }) {
    const { sql, now, words, locale } = context;
    if (!(await unitsWhere(askerOf(context), "lead")).includes(unit)) return { vars: { allowed: false } };
    const say = sayIn(words, locale);
    const today = localDateOf(now);
    const span = spanOf(periodOf("report_year", today), today);
    const inside = await insideOn(sql, unit, span.to);
    const made = (bytes: Uint8Array): { name: string; mime: string; bytes: Uint8Array } => ({
      name: `${picture}.png`,
      mime: "image/png",
      bytes,
    });
    if (inside === null) return { vars: { empty: true } };
    if (picture === "meetings") {
      const quarters = await quartersOf(sql, inside, span);
      const lines = quarters.map(
        ({ id, meetings, met, not_met }) =>
          `${quarterLabel(id, say)}: ${say.number(meetings)} (${met.length}/${met.length + not_met.length})`,
      );
      if (quarters.every(({ meetings }) => meetings === 0)) return { vars: { empty: true, picture } };
      return {
        file: made(await drawMeetings(quarters, say, SIZE)),
        vars: { empty: false, picture, lines: lines.join("\n") },
      };
    }
    const sources = await sourcesOf(sql, unit, span);
    if (sources.length === 0) return { vars: { empty: true, picture } };
    const lines = sources.map(
      ({ source, amount }) =>
        `${say.term("sources", source)}: ${say.number(amount)} ${say("measures.money")}`,
    );
    return {
      file: made(await drawSources(sources, say)),
      vars: { empty: false, picture, lines: lines.join("\n") },
    };
  },
});
