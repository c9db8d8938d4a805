import type { Command } from "../../turns/command.ts";
import { answerOffer, lookAtOffer, openOffers } from "./answer-offer.ts";
import { toldAtOnce } from "./told-at-once.ts";
import { makeOffer, offerUnits, previewOffer, sendOffer } from "./make-offer.ts";
import { reachOfOffer } from "./reach-of-offer.ts";
import { cancelOffer, interestedHouseholds, manageOffer, offerResult, offersList } from "./manage-offers.ts";
import { beginFoundWork, foundWork, knownWork, stillWorks } from "./found-work.ts";
import { endPartner, notePartner, partnersList } from "./partners.ts";

export const offerCommands: readonly Command[] = [
  offerUnits,
  toldAtOnce,
  makeOffer,
  previewOffer,
  reachOfOffer,
  sendOffer,
  openOffers,
  lookAtOffer,
  answerOffer,
  offersList,
  manageOffer,
  interestedHouseholds,
  offerResult,
  cancelOffer,
  partnersList,
  notePartner,
  endPartner,
  beginFoundWork,
  foundWork,
  knownWork,
  stillWorks,
];
