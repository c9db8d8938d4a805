import type { Command } from "../turns/command.ts";
import { acting } from "./acting.ts";
import { findHouseholds } from "./find-households.ts";
import { householdNamed, householdsNamed } from "./household-named.ts";
import { linesForEach } from "./line-for-each.ts";
import { invite } from "./invite.ts";
import { join } from "./join.ts";
import { consentRefused } from "./consent-refused.ts";
import { myConsents } from "./my-consents.ts";
import { myHamlets } from "./my-hamlets.ts";
import { myHouseholds } from "./my-households.ts";
import { recordConsent } from "./record-consent.ts";
import { registerHousehold } from "./register-household.ts";
import { revokeCode } from "./revoke-code.ts";
import { choiceCommands } from "./manage/choices.ts";
import { endPlace } from "./manage/end.ts";
import { split, splitLook } from "./manage/split.ts";
import { unitCommands } from "./manage/units.ts";
import { sensitiveCommands } from "./sensitive/commands.ts";
import { setAddress } from "./set-address.ts";
import { similarHouseholds } from "./similar-households.ts";
import { withdrawConsent } from "./withdraw-consent.ts";

export const registryCommands: readonly Command[] = [
  join,
  setAddress,
  recordConsent,
  consentRefused,
  myConsents,
  withdrawConsent,
  acting,
  myHouseholds,
  findHouseholds,
  householdNamed,
  householdsNamed,
  linesForEach,
  myHamlets,
  similarHouseholds,
  registerHousehold,
  invite,
  revokeCode,
  ...sensitiveCommands,
  ...unitCommands,
  endPlace,
  splitLook,
  split,
  ...choiceCommands,
];
