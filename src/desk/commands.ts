import type { Command } from "../turns/command.ts";
import { agree } from "./agree.ts";
import { agreedResult } from "./agreed-result.ts";
import { askToJoin } from "./ask-to-join.ts";
import { callPerson } from "./call-person.ts";
import { inCharge } from "./in-charge.ts";
import { closeTask } from "./close-task.ts";
import { fileLost } from "./file-lost.ts";
import { giveTask } from "./give-task.ts";
import { lately } from "./lately.ts";
import { myTasks } from "./my-tasks.ts";
import { colleagueNamed, colleagues, keepers, orderTask } from "./order-task.ts";
import { postponeTask } from "./postpone-task.ts";
import { keepPromise, promise } from "./promise.ts";
import { reminders } from "./reminders.ts";
import { task } from "./task.ts";
import { taskOwners } from "./task-owners.ts";
import { taskTakers } from "./task-takers.ts";
import { team, teamNamed, teamTasks } from "./team.ts";
import { why } from "./why.ts";

export const deskCommands: readonly Command[] = [
  askToJoin,
  fileLost,
  callPerson,
  inCharge,
  myTasks,
  task,
  closeTask,
  postponeTask,
  taskTakers,
  giveTask,
  colleagues,
  colleagueNamed,
  keepers,
  orderTask,
  lately,
  team,
  teamNamed,
  teamTasks,
  agree,
  taskOwners,
  agreedResult,
  promise,
  keepPromise,
  reminders,
  why,
];
