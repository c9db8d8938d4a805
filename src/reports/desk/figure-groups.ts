import { DIRECTION } from "../figures/direction.ts";
import type { Figure } from "../figures/figure.ts";
import { HOUSEHOLDS } from "../figures/households.ts";
import { MEETINGS } from "../figures/meetings.ts";
import { MODELS } from "../figures/models.ts";
import { MONEY } from "../figures/money.ts";
import { PLANS } from "../figures/plans.ts";
import { SERVICE_FIGURES } from "../figures/services.ts";
import { WORK } from "../figures/work.ts";

/** The figures by the part of the report that a person chooses first. */
export const FIGURE_GROUPS: Readonly<Record<string, readonly Figure[]>> = {
  households: HOUSEHOLDS,
  plans: PLANS,
  meetings: MEETINGS,
  money: MONEY,
  work: WORK,
  services: SERVICE_FIGURES,
  models: MODELS,
  direction: DIRECTION,
};
