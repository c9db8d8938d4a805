import type { Command } from "../../turns/command.ts";
import { confirmLoanTerms, explainLoan, loanProgrammes } from "./explain-loan.ts";
import { loanMeant, loansList, moveLoan, noteLoan, oneLoan, tellOfLoan } from "./loans.ts";
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
  loanMeant,
  loansList,
  oneLoan,
  noteLoan,
  moveLoan,
  tellOfLoan,
];
