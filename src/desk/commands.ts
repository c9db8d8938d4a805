import type { Command } from "../turns/command.ts";
import { askToJoin } from "./ask-to-join.ts";
import { callPerson } from "./call-person.ts";
import { closeTask } from "./close-task.ts";
import { myTasks } from "./my-tasks.ts";
import { reminders } from "./reminders.ts";
import { task } from "./task.ts";
import { why } from "./why.ts";

export const deskCommands: readonly Command[] = [
  askToJoin,
  callPerson,
  myTasks,
  task,
  closeTask,
  reminders,
  why,
];
