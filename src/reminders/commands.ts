import type { Command } from "../turns/command.ts";
import { answered } from "./answered.ts";
import { broadcastPreview, broadcastUnits, checkBroadcastText, makeBroadcast } from "./broadcast-make.ts";
import { broadcastAct, broadcastDecide, broadcastList, broadcastLook } from "./broadcast-manage.ts";
import { morning } from "./morning.ts";

export const reminderCommands: readonly Command[] = [
  morning,
  answered,
  broadcastUnits,
  broadcastPreview,
  checkBroadcastText,
  makeBroadcast,
  broadcastList,
  broadcastLook,
  broadcastDecide,
  broadcastAct,
];
