import type { Command } from "../turns/command.ts";
import { answered } from "./answered.ts";
import { morning } from "./morning.ts";

export const reminderCommands: readonly Command[] = [morning, answered];
