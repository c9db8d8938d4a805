import type { Command } from "../../turns/command.ts";
import { evaluateModel, joinModel, makeModel, modelsList } from "./models.ts";
import { askStory, decideStory, reachOfStory, shareStory, storiesToShare } from "./stories.ts";

export const modelCommands: readonly Command[] = [
  modelsList,
  makeModel,
  joinModel,
  evaluateModel,
  askStory,
  decideStory,
  storiesToShare,
  reachOfStory,
  shareStory,
];
