import { z } from "zod";
import { svgToPng } from "../../documents/pictures/svg-to-png.ts";
import { errand, type ErrandResult } from "../../turns/errand.ts";
import { leaderGlance } from "../glance/leader-glance.ts";
import { provinceGlance } from "../glance/province-glance.ts";
import { sayIn } from "../paper/say.ts";
import { drawProgress } from "../pictures/progress-picture.ts";

/** The leader's answer: three lines, one picture, and what there is to do. `units` where it is about those below. */
export const unitGlance = errand({
  kind: "unit_glance",
  about: z.object({ unit: z.string().optional(), units: z.array(z.string()).optional() }),
  async run({ sql, now, words, locale }, { unit, units }): Promise<ErrandResult> {
    const say = sayIn(words, locale);
    if (unit !== undefined) {
      const glance = await leaderGlance(sql, unit, say, now);
      if (glance === null) return { vars: { level: "none" } };
      return { file: picture(await drawProgress(glance.progress, say)), vars: glance.vars };
    }
    const glance = await provinceGlance(sql, units ?? [], say, now);
    if (glance === null) return { vars: { level: "none" } };
    return { file: picture(await svgToPng(glance.grid.svg, glance.grid.width)), vars: glance.vars };
  },
});

function picture(bytes: Uint8Array): NonNullable<ErrandResult["file"]> {
  return { name: "tinh-hinh.png", mime: "image/png", bytes };
}
