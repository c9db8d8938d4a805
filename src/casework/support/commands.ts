import type { Command } from "../../turns/command.ts";
import { confirmLoanTerms, explainLoan, loanProgrammes } from "./explain-loan.ts";
import { loansList, moveLoan, noteLoan, oneLoan, tellOfLoan } from "./loans.ts";
import { answerSupport, closeReferral, supportsList } from "./supports.ts";
import { beginSupport, writeSupport } from "./write-support.ts";

export const supportCommands: readonly Command[] = [
  beginSupport,
  writeSupport,
  supportsList,
  closeReferral,
  answerSupport,
  loanProgrammes,
  explainLoan,
  confirmLoanTerms,
  loansList,
  oneLoan,
  noteLoan,
  moveLoan,
  tellOfLoan,
];
