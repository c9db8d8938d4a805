import type { Command } from "../turns/command.ts";
import { check, decide, toCheck } from "./desk/check.ts";
import { askList, figure, figures } from "./desk/figures.ts";
import { askGlance, askPicture } from "./desk/glance.ts";
import { handIn } from "./desk/hand-in.ts";
import { mine } from "./desk/mine.ts";
import { part, parts } from "./desk/parts.ts";
import { askDraft, takeWord } from "./desk/word.ts";
import { askRollup } from "./desk/rollup.ts";
import { writePart } from "./desk/write-part.ts";

export const reportCommands: readonly Command[] = [
  mine,
  part,
  parts,
  writePart,
  askDraft,
  takeWord,
  handIn,
  toCheck,
  check,
  decide,
  askRollup,
  figures,
  figure,
  askList,
  askGlance,
  askPicture,
];
