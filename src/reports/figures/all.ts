import { DIRECTION } from "./direction.ts";
import type { Figure } from "./figure.ts";
import { HOUSEHOLDS } from "./households.ts";
import { MEETINGS } from "./meetings.ts";
import { MODELS } from "./models.ts";
import { MONEY } from "./money.ts";
import { PLANS } from "./plans.ts";
import { SERVICE_FIGURES } from "./services.ts";
import { WORK } from "./work.ts";

/** Every figure of the thematic report (domain: the report of 30/5 and 30/11), in the order of its parts. */
export const FIGURES: readonly Figure[] = [
  ...DIRECTION,
  ...HOUSEHOLDS,
  ...PLANS,
  ...SERVICE_FIGURES,
  ...MONEY,
  ...WORK,
  ...MODELS,
  ...MEETINGS,
];

/** The figure of this code; null where there is none. */
export function figureOf(code: string): Figure | null {
  return FIGURES.find((figure) => figure.code === code) ?? null;
}
