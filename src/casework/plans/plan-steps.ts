import { z } from "zod";
import type { Value } from "../../domain/value.ts";
import { isLocalDate } from "../../calendar/local-date.ts";
import { PROOFS } from "../templates/template.ts";
import type { PlannedStep } from "../templates/season.ts";

/** The names under which the steps of a plan are handed to texts, in their order. */
const PLACES = ["one", "two", "three", "four", "five", "six"] as const;

const Step = z.object({
  what: z.string().min(1),
  on: z.string().refine(isLocalDate),
  proof: z.enum(PROOFS).nullish(),
});

/** Steps as the talk holds them, `{ one: …, two: … }`, in their order; none where the talk holds none. */
export const GivenSteps = z
  .object(Object.fromEntries(PLACES.map((place) => [place, Step.nullish()])))
  .nullish()
  .transform((given): PlannedStep[] =>
    PLACES.flatMap((place) => {
      const step = given?.[place];
      return step === undefined || step === null
        ? []
        : [{ what: step.what, on: step.on, proof: step.proof ?? null }];
    }),
  );

/** Steps as texts name them: `{proposed.one.what:plan_steps}`. Places that are not needed are null. */
export function stepsByPlace(steps: readonly PlannedStep[]): { [place: string]: Value } {
  return Object.fromEntries(
    PLACES.map((place, index) => {
      const step = steps[index];
      return [place, step === undefined ? null : { what: step.what, on: step.on, proof: step.proof }];
    }),
  );
}
