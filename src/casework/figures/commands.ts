import type { Command } from "../../turns/command.ts";
import {
  answerFigure,
  answerOwnFigure,
  askAgain,
  figuresToLookAt,
  figureToLookAt,
  ownFigure,
} from "./figure-questions.ts";

export const figureCommands: readonly Command[] = [
  figuresToLookAt,
  figureToLookAt,
  answerFigure,
  askAgain,
  ownFigure,
  answerOwnFigure,
];
