import type { Command } from "../../turns/command.ts";
import { logRevisit, myRevisits } from "./my-revisits.ts";

export const revisitCommands: readonly Command[] = [myRevisits, logRevisit];
