import type { Command } from "../turns/command.ts";
import { modelCommands } from "./models/commands.ts";
import { needCommands } from "./needs/commands.ts";
import { offerCommands } from "./offers/commands.ts";
import { returnCommands } from "./returns/commands.ts";
import { shockCommands } from "./shock/commands.ts";
import { supportCommands } from "./support/commands.ts";

/** Needs, support, what comes back of it, loans, offers, shocks, models. */
export const helpCommands: readonly Command[] = [
  ...needCommands,
  ...supportCommands,
  ...returnCommands,
  ...offerCommands,
  ...shockCommands,
  ...modelCommands,
];
