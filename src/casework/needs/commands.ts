import type { Command } from "../../turns/command.ts";
import { answerNeed } from "./answer-need.ts";
import { beginNeed } from "./begin.ts";
import {
  exitsList,
  exitsOfUnits,
  exitYears,
  lookAtExit,
  registerExit,
  signExits,
  withdrawExit,
} from "./exits.ts";
import { moveNeed } from "./move-need.ts";
import { needsCount } from "./needs-count.ts";
import { myNeeds, needCategories, needsList, needStates, oneNeed } from "./needs-lists.ts";
import { noteNeed } from "./note-need.ts";
import { sameNeed } from "./same-need.ts";

export const needCommands: readonly Command[] = [
  beginNeed,
  sameNeed,
  noteNeed,
  myNeeds,
  oneNeed,
  needStates,
  needsList,
  needCategories,
  needsCount,
  moveNeed,
  answerNeed,
  exitYears,
  registerExit,
  lookAtExit,
  exitsList,
  withdrawExit,
  exitsOfUnits,
  signExits,
];
