import type { Command } from "../turns/command.ts";
import { mine } from "./mine.ts";
import { unitStatus } from "./unit-status.ts";

export const deadlineCommands: readonly Command[] = [mine, unitStatus];
