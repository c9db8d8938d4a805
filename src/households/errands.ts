import type { Errand } from "../turns/errand.ts";
import { householdList, invitationCards } from "./lists/give-out.ts";
import { householdImport } from "./lists/take-in.ts";

export const householdErrands: readonly Errand[] = [householdList, invitationCards, householdImport];
