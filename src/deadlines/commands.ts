import type { Command } from "../turns/command.ts";
import { mine } from "./mine.ts";
import { restUnit, unitsToRest, wakeUnits } from "./pause-unit.ts";
import { extend, handInFor, lookAtOverdue, overdue, reopen } from "./supervise.ts";

export const deadlineCommands: readonly Command[] = [
  mine,
  overdue,
  lookAtOverdue,
  extend,
  reopen,
  handInFor,
  unitsToRest,
  restUnit,
  wakeUnits,
];
