import type { NeedCategory } from "../needs/need-categories.ts";

/** What can be offered: a course, a job, work abroad by contract, a job fair, a buyer for the produce. */
export const OFFER_KINDS = ["training", "job", "abroad", "fair", "buyer"] as const;
export type OfferKind = (typeof OFFER_KINDS)[number];

/** The needs that an offer answers to. */
export const ANSWERS_TO: Readonly<Record<OfferKind, readonly NeedCategory[]>> = {
  training: ["training"],
  job: ["job"],
  abroad: ["abroad"],
  fair: ["job", "abroad"],
  buyer: ["market"],
};

/** What is counted when somebody took it up; a fair and a buyer are not counted as work. */
export const COUNTS_AS: Readonly<Record<OfferKind, "training" | "job" | "abroad" | null>> = {
  training: "training",
  job: "job",
  abroad: "abroad",
  fair: null,
  buyer: null,
};
