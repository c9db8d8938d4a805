import type { Command } from "../../turns/command.ts";
import { bulletinFacts } from "./bulletin-facts.ts";
import { addCommitteeMember, committee, endCommitteeMember } from "./committee.ts";
import {
  approveBulletin,
  bulletin,
  bulletinsWaiting,
  draftsOfBulletins,
  keepBulletin,
} from "./keep-bulletin.ts";
import { logOutreach, outreachLog } from "./log-outreach.ts";

export const outreachCommands: readonly Command[] = [
  bulletinFacts,
  keepBulletin,
  bulletin,
  bulletinsWaiting,
  draftsOfBulletins,
  approveBulletin,
  logOutreach,
  outreachLog,
  committee,
  addCommitteeMember,
  endCommitteeMember,
];
