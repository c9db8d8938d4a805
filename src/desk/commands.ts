import type { Command } from "../turns/command.ts";
import { callPerson } from "./call-person.ts";
import { closeTask } from "./close-task.ts";
import { keepFile } from "./keep-file.ts";
import { myTasks } from "./my-tasks.ts";
import { reminders } from "./reminders.ts";
import { task } from "./task.ts";
import { why } from "./why.ts";

export const deskCommands: readonly Command[] = [
  callPerson,
  myTasks,
  task,
  closeTask,
  keepFile,
  reminders,
  why,
];
