import type { Errand } from "../../turns/errand.ts";
import { figureList } from "./figure-list.ts";
import { readWord } from "./read-word.ts";
import { reportAnnexes } from "./report-annexes.ts";
import { reportDraft } from "./report-draft.ts";
import { unitGlance } from "./unit-glance.ts";
import { unitPicture } from "./unit-picture.ts";

export const reportErrands: readonly Errand[] = [
  reportDraft,
  reportAnnexes,
  readWord,
  figureList,
  unitGlance,
  unitPicture,
];
