import type { Command } from "../turns/command.ts";
import { addHelper, endHelper, helpers, officers } from "./assign.ts";
import { assignHamlet, assignOfficer, hamletsWithout } from "./assign-officer.ts";
import { householdCard } from "./card.ts";
import { requestCard, requestChange, requests } from "./change-requests.ts";
import { classify } from "./classify.ts";
import { decideRequest } from "./decide-request.ts";
import { duplicates, merge, merges, pair, tellApart, undo } from "./duplicates.ts";
import { editHousehold } from "./edit.ts";
import { enrol, enrolment } from "./enrol.ts";
import { followUp } from "./follow-up.ts";
import { bringBack, standIn, stayAway, takeBack } from "./bring-back.ts";
import { agreeHandover, askHandover, handoverCard, planHandover } from "./handover.ts";
import { checkIndicators, lastCheck } from "./indicators.ts";
import { askForCards, askForList } from "./lists/give-out.ts";
import { beginImport, correctImport, importColumns, writeImport } from "./lists/import-commands.ts";
import { listUnits } from "./lists/units.ts";
import { addMember, endMember, makeHead, members } from "./members.ts";
import { move, places } from "./move.ts";
import { needGroups, turnNeed } from "./needs.ts";
import { endStaff, inviteStaff, staffMember } from "./staff.ts";
import { setEnrolmentQuota, unitsLed } from "./quota.ts";

export const householdCommands: readonly Command[] = [
  householdCard,
  editHousehold,
  members,
  addMember,
  endMember,
  makeHead,
  move,
  places,
  classify,
  checkIndicators,
  lastCheck,
  needGroups,
  turnNeed,
  enrolment,
  enrol,
  followUp,
  unitsLed,
  staffMember,
  inviteStaff,
  endStaff,
  setEnrolmentQuota,
  officers,
  addHelper,
  helpers,
  endHelper,
  assignOfficer,
  hamletsWithout,
  assignHamlet,
  planHandover,
  handoverCard,
  bringBack,
  standIn,
  takeBack,
  stayAway,
  agreeHandover,
  askHandover,
  requestChange,
  requests,
  requestCard,
  decideRequest,
  duplicates,
  pair,
  tellApart,
  merge,
  merges,
  undo,
  listUnits,
  askForList,
  askForCards,
  beginImport,
  importColumns,
  correctImport,
  writeImport,
];
