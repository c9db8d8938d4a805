import type { Command } from "../turns/command.ts";
import { askedMaybe, restoredLeft, restoredOpen } from "./after-restore.ts";
import { again, againAll } from "./again.ts";
import { answered } from "./answered.ts";
import { broadcastPreview, broadcastUnits, checkBroadcastText, makeBroadcast } from "./broadcast-make.ts";
import { broadcastAct, broadcastDecide, broadcastList, broadcastLook } from "./broadcast-manage.ts";
import { morning } from "./morning.ts";

export const reminderCommands: readonly Command[] = [
  morning,
  answered,
  askedMaybe,
  restoredLeft,
  restoredOpen,
  again,
  againAll,
  broadcastUnits,
  broadcastPreview,
  checkBroadcastText,
  makeBroadcast,
  broadcastList,
  broadcastLook,
  broadcastDecide,
  broadcastAct,
];
