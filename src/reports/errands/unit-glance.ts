import { z } from "zod";
import { addDays, localDateOf } from "../../calendar/local-date.ts";
import { svgToPng } from "../../documents/pictures/svg-to-png.ts";
import { askerOf } from "../../registry/errand-asker.ts";
import { unitsWhere } from "../../registry/rights.ts";
import { errand, type ErrandResult } from "../../turns/errand.ts";
import { isMonthly } from "../desk/monthly.ts";
import { leaderGlance } from "../glance/leader-glance.ts";
import { provinceGlance } from "../glance/province-glance.ts";
import { sayIn } from "../paper/say.ts";
import { drawProgress } from "../pictures/progress-picture.ts";

/** The leader's answer: three lines, one picture, and what there is to do. `units` where it is about those below. */
export const unitGlance = errand({
  kind: "unit_glance",
  about: z.object({
    unit: z.string().optional(),
    units: z.array(z.string()).optional(),
    /** YYYY-MM of a month whose first day it is: how the unit stood when the one before ended. */
    month: z.string().optional(),
  }),
  async run(context, { unit, units, month }): Promise<ErrandResult> {
    const { sql, now, words, locale, personId } = context;
    const say = sayIn(words, locale);
    const monthly = await isMonthly(sql, personId);
    const on = month === undefined ? localDateOf(now) : addDays(`${month}-01`, -1);
    const more = { monthly, past_month: month === undefined ? null : Number(on.slice(5, 7)) };
    const asker = askerOf(context);
    if (unit !== undefined) {
      if (!(await unitsWhere(asker, "lead")).includes(unit))
        return { vars: { level: "not_allowed", ...more } };
      const glance = await leaderGlance(sql, unit, say, now, on);
      if (glance === null) return { vars: { level: "none", ...more } };
      return { file: picture(await drawProgress(glance.progress, say)), vars: { ...glance.vars, ...more } };
    }
    const seen = await unitsWhere(asker, "count");
    const still = (units ?? []).filter((one) => seen.includes(one));
    if (still.length === 0) return { vars: { level: "not_allowed", ...more } };
    const glance = await provinceGlance(sql, still, say, now);
    if (glance === null) return { vars: { level: "none", ...more } };
    return {
      file: picture(await svgToPng(glance.grid.svg, glance.grid.width)),
      vars: { ...glance.vars, ...more },
    };
  },
});

function picture(bytes: Uint8Array): NonNullable<ErrandResult["file"]> {
  return { name: "tinh-hinh.png", mime: "image/png", bytes };
}
