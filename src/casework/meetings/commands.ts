import type { Command } from "../../turns/command.ts";
import { finishMeeting, keepMeetingFile } from "./add-to-meeting.ts";
import { proposeAgenda } from "./agenda.ts";
import { beginLog } from "./begin-log.ts";
import { answerInvitation, invitation } from "./invitation.ts";
import { codeHouseholds, markByCode } from "./mark-by-code.ts";
import { markAll, markRoll, roll } from "./mark-roll.ts";
import { decisionTold } from "./decision-told.ts";
import { heldMeetings, meetingStatus, plannedMeetings } from "./meeting-lists.ts";
import { meetingPlaces } from "./meeting-places.ts";
import { meetingSaid } from "./meeting-said.ts";
import { minutes } from "./minutes.ts";
import { cancelMeeting, moveMeeting } from "./move-meeting.ts";
import { nextMeeting } from "./next-meeting.ts";
import { planMeeting } from "./plan-meeting.ts";
import { closeRoll, markOne, rollCame, rollLeft } from "./tap-roll.ts";

export const meetingCommands: readonly Command[] = [
  meetingPlaces,
  meetingStatus,
  plannedMeetings,
  heldMeetings,
  proposeAgenda,
  planMeeting,
  moveMeeting,
  cancelMeeting,
  invitation,
  answerInvitation,
  nextMeeting,
  beginLog,
  roll,
  markRoll,
  markAll,
  rollLeft,
  rollCame,
  markOne,
  closeRoll,
  markByCode,
  codeHouseholds,
  meetingSaid,
  decisionTold,
  keepMeetingFile,
  finishMeeting,
  minutes,
];
