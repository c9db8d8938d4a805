import type { Command } from "../turns/command.ts";
import { absence, absenceTold, beginAbsence, endAbsence } from "./book/absence.ts";
import { answerDecision } from "./plans/answer-decision.ts";
import { bookEntries, bookMonth } from "./book/book-month.ts";
import { canPlan } from "./plans/can-plan.ts";
import { canReport } from "./book/can-report.ts";
import { canWriteBook } from "./book/can-write-book.ts";
import { correctEntry } from "./book/correct-entry.ts";
import { notReported } from "./book/not-reported.ts";
import { decidePlan } from "./plans/decide-plan.ts";
import { figureCommands } from "./figures/commands.ts";
import { latelyWritten } from "./lately-written.ts";
import { takeBack } from "./take-back.ts";
import { helpCommands } from "./help-commands.ts";
import { keepFile } from "./book/keep-file.ts";
import { meetingCommands } from "./meetings/commands.ts";
import { myPlan } from "./plans/my-plan.ts";
import { outreachCommands } from "./outreach/commands.ts";
import { canEndPlan, endPlan } from "./plans/end-plan.ts";
import { orderCard, orderChart } from "./plans/order-pictures.ts";
import { planHistory } from "./plans/plan-history.ts";
import { planToReview } from "./plans/plan-to-review.ts";
import { plansToReview } from "./plans/plans-to-review.ts";
import { proposeSteps } from "./plans/propose-steps.ts";
import { lineMeant } from "./book/line-meant.ts";
import { objectTo, readBack } from "./book/read-back.ts";
import { reportProgress } from "./book/report-progress.ts";
import { stepDone } from "./plans/step-done.ts";
import { stepShown } from "./plans/step-shown.ts";
import { stepsDoneLately, undoStep } from "./plans/undo-step.ts";
import { submitPlan } from "./plans/submit-plan.ts";
import { approvedByMe, undoApproval } from "./plans/undo-approval.ts";
import { usual } from "./plans/usual.ts";
import { revisitCommands } from "./revisits/commands.ts";
import { visitCommands } from "./visits/commands.ts";
import { keepVoiceNote, voiceNotes, writeOutVoice } from "./book/voice-notes.ts";
import { toldBefore } from "./book/told-before.ts";
import { writeBook } from "./book/write-book.ts";

export const caseworkCommands: readonly Command[] = [
  canPlan,
  usual,
  proposeSteps,
  submitPlan,
  myPlan,
  plansToReview,
  planToReview,
  decidePlan,
  approvedByMe,
  undoApproval,
  planHistory,
  answerDecision,
  canReport,
  reportProgress,
  notReported,
  stepDone,
  stepShown,
  stepsDoneLately,
  undoStep,
  orderCard,
  orderChart,
  absence,
  absenceTold,
  beginAbsence,
  endAbsence,
  canEndPlan,
  endPlan,
  bookMonth,
  bookEntries,
  correctEntry,
  lineMeant,
  readBack,
  objectTo,
  keepVoiceNote,
  voiceNotes,
  writeOutVoice,
  keepFile,
  canWriteBook,
  toldBefore,
  writeBook,
  latelyWritten,
  takeBack,
  ...figureCommands,
  ...helpCommands,
  ...meetingCommands,
  ...visitCommands,
  ...revisitCommands,
  ...outreachCommands,
];
