import { bookChart, planCard } from "../casework/pictures/plan-card.ts";
import { householdErrands } from "../households/errands.ts";
import type { Words } from "../i18n/words.ts";
import { privacyErrands } from "../privacy/commands.ts";
import { reportErrands } from "../reports/errands/all.ts";
import type { Errand } from "../turns/errand.ts";

/** Everything that may be asked for and is done outside a turn; pictures say what they show in these words. */
export function errandsWith(words: Words): ReadonlyMap<string, Errand> {
  return new Map(
    [...householdErrands, ...privacyErrands, ...reportErrands, planCard(words), bookChart(words)].map(
      (errand) => [errand.kind, errand],
    ),
  );
}
