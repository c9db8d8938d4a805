import type { Command } from "../turns/command.ts";
import { absence, beginAbsence, endAbsence } from "./absence.ts";
import { answerDecision } from "./answer-decision.ts";
import { bookEntries, bookMonth } from "./book-month.ts";
import { canPlan } from "./can-plan.ts";
import { canReport } from "./can-report.ts";
import { canWriteBook } from "./can-write-book.ts";
import { correctEntry } from "./correct-entry.ts";
import { decidePlan } from "./decide-plan.ts";
import { helpCommands } from "./help-commands.ts";
import { keepFile } from "./keep-file.ts";
import { meetingCommands } from "./meetings/commands.ts";
import { myPlan } from "./my-plan.ts";
import { outreachCommands } from "./outreach/commands.ts";
import { canEndPlan, endPlan } from "./end-plan.ts";
import { orderCard, orderChart } from "./order-pictures.ts";
import { planToReview } from "./plan-to-review.ts";
import { plansToReview } from "./plans-to-review.ts";
import { proposeSteps } from "./propose-steps.ts";
import { objectTo, readBack } from "./read-back.ts";
import { reportProgress } from "./report-progress.ts";
import { stepDone } from "./step-done.ts";
import { stepShown } from "./step-shown.ts";
import { submitPlan } from "./submit-plan.ts";
import { usual } from "./usual.ts";
import { visitCommands } from "./visits/commands.ts";
import { keepVoiceNote, voiceNotes, writeOutVoice } from "./voice-notes.ts";
import { writeBook } from "./write-book.ts";

export const caseworkCommands: readonly Command[] = [
  canPlan,
  usual,
  proposeSteps,
  submitPlan,
  myPlan,
  plansToReview,
  planToReview,
  decidePlan,
  answerDecision,
  canReport,
  reportProgress,
  stepDone,
  stepShown,
  orderCard,
  orderChart,
  absence,
  beginAbsence,
  endAbsence,
  canEndPlan,
  endPlan,
  bookMonth,
  bookEntries,
  correctEntry,
  readBack,
  objectTo,
  keepVoiceNote,
  voiceNotes,
  writeOutVoice,
  keepFile,
  canWriteBook,
  writeBook,
  ...helpCommands,
  ...meetingCommands,
  ...visitCommands,
  ...outreachCommands,
];
