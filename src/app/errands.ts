import { bookChart, planCard } from "../casework/pictures/plan-card.ts";
import { householdErrands } from "../households/errands.ts";
import { paperErrands } from "../papers/errands.ts";
import { privacyErrands } from "../privacy/commands.ts";
import { reportErrands } from "../reports/errands/all.ts";
import type { Errand } from "../turns/errand.ts";

/** Everything that may be asked for and is done outside a turn. */
export const ERRANDS: ReadonlyMap<string, Errand> = new Map(
  [...householdErrands, ...privacyErrands, ...reportErrands, ...paperErrands, planCard, bookChart].map(
    (errand) => [errand.kind, errand],
  ),
);
