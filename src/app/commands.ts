import { caseworkCommands } from "../casework/commands.ts";
import { deadlineCommands } from "../deadlines/commands.ts";
import { deskCommands } from "../desk/commands.ts";
import { householdCommands } from "../households/commands.ts";
import { privacyCommands } from "../privacy/commands.ts";
import { registryCommands } from "../registry/commands.ts";
import { reminderCommands } from "../reminders/commands.ts";
import { paperCommands } from "../papers/commands.ts";
import { reportCommands } from "../reports/commands.ts";
import type { Command } from "../turns/command.ts";

/** Every command and query that flows may name. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map(
  [
    ...registryCommands,
    ...householdCommands,
    ...caseworkCommands,
    ...deskCommands,
    ...deadlineCommands,
    ...reminderCommands,
    ...privacyCommands,
    ...reportCommands,
    ...paperCommands,
  ].map((command) => [command.name, command]),
);
