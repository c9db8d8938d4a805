import type { Command } from "../../turns/command.ts";
import { moveReturn } from "./move-return.ts";
import { answerNext, chooseNext, noNext, returnCandidates, toReceive } from "./next-household.ts";
import { oneReturn, returnsList } from "./returns-list.ts";

export const returnCommands: readonly Command[] = [
  returnsList,
  oneReturn,
  moveReturn,
  returnCandidates,
  chooseNext,
  noNext,
  toReceive,
  answerNext,
];
