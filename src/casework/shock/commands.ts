import type { Command } from "../../turns/command.ts";
import { closePlace, struckPlace } from "./struck-place.ts";
import { reportPlace } from "./report-place.ts";
import { addDetail, beginShock, reportShock } from "./report-shock.ts";
import { closeShock, oneShock, openShocks, struckHouseholds } from "./shocks.ts";
import { tellOfNeighbour } from "./tell-of-neighbour.ts";
import { whoHasTold } from "./who-has-told.ts";

export const shockCommands: readonly Command[] = [
  beginShock,
  reportShock,
  addDetail,
  openShocks,
  struckHouseholds,
  oneShock,
  closeShock,
  tellOfNeighbour,
  reportPlace,
  struckPlace,
  closePlace,
  whoHasTold,
];
