import type { Command } from "../../turns/command.ts";
import { dayOfVisit, keepVisitPhoto, nextVisit, noteVisit } from "./add-to-visit.ts";
import { inspectedHousehold, inspectionPlaces, inspections, logInspection } from "./inspection.ts";
import { logVisit } from "./log-visit.ts";
import { visitRoute, visitsDue, visitSummary } from "./visits-due.ts";

export const visitCommands: readonly Command[] = [
  visitsDue,
  visitSummary,
  visitRoute,
  logVisit,
  noteVisit,
  keepVisitPhoto,
  nextVisit,
  dayOfVisit,
  inspectionPlaces,
  logInspection,
  inspectedHousehold,
  inspections,
];
