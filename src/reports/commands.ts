import type { Command } from "../turns/command.ts";
import { check, decide, toCheck } from "./desk/check.ts";
import { accepted, reopen } from "./desk/reopen.ts";
import { askList, figure, figures } from "./desk/figures.ts";
import { askGlance, askPicture } from "./desk/glance.ts";
import { toTrace } from "./desk/to-trace.ts";
import { askPlaceGlance } from "./desk/place-glance.ts";
import { handIn } from "./desk/hand-in.ts";
import { askMonthly, setMonthly } from "./desk/monthly.ts";
import { mine } from "./desk/mine.ts";
import { writeNumber } from "./desk/number.ts";
import { part, parts } from "./desk/parts.ts";
import { askAnnexes, askDraft, takeWord } from "./desk/word.ts";
import { askRollup } from "./desk/rollup.ts";
import {
  dropTarget,
  keepReached,
  keepTarget,
  targetFigures,
  targets,
  targetUnit,
  targetUnits,
} from "./desk/targets.ts";
import { writePart } from "./desk/write-part.ts";

export const reportCommands: readonly Command[] = [
  mine,
  part,
  parts,
  writePart,
  writeNumber,
  askDraft,
  askAnnexes,
  takeWord,
  handIn,
  toCheck,
  check,
  decide,
  accepted,
  reopen,
  askRollup,
  figures,
  figure,
  askList,
  askGlance,
  askPlaceGlance,
  toTrace,
  askPicture,
  setMonthly,
  askMonthly,
  targetUnit,
  targetUnits,
  targets,
  targetFigures,
  keepTarget,
  keepReached,
  dropTarget,
];
