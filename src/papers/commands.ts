import { z } from "zod";
import { meetingInReach } from "../casework/meetings/meeting-rows.ts";
import { unitsWhere } from "../registry/rights.ts";
import { ChoiceId, RecordId } from "../turns/choice-id.ts";
import { command, type Command } from "../turns/command.ts";
import { handoverOnPaper } from "./households-rows.ts";

/** Asks for a paper of a meeting: its minutes, the list to be signed, the invitation. */
const askMeetingPaper = command({
  name: "papers.ask_meeting",
  takes: z.object({
    meeting: ChoiceId,
    paper: ChoiceId.pipe(z.enum(["minutes", "participants", "invitation"])),
  }),
  codes: ["not_allowed"],
  async run(context, { meeting: id, paper }) {
    const meeting = await meetingInReach(context, id);
    if (meeting === null) return { code: "not_allowed" };
    await context.errand({ kind: "office_paper", about: { paper, id: meeting.id }, flow: "paper_ready" });
    return { code: "ok" };
  },
});

/** Asks for the list of a unit's households on paper. */
const askHouseholdsPaper = command({
  name: "papers.ask_households",
  takes: z.object({ unit: RecordId }),
  codes: ["not_allowed"],
  async run(context, { unit }) {
    if (unit === null || !(await unitsWhere(context, "register")).includes(unit))
      return { code: "not_allowed" };
    await context.errand({
      kind: "office_paper",
      about: { paper: "households", id: unit },
      flow: "paper_ready",
    });
    return { code: "ok" };
  },
});

/** Asks for the list of a handover, to be signed by both; `not_allowed` once the person looks after none of them. */
const askHandoverPaper = command({
  name: "papers.ask_handover",
  takes: z.object({ handover: RecordId }),
  codes: ["not_allowed"],
  async run(context, { handover: id }) {
    if (id === null || (await handoverOnPaper(context, id)) === null) return { code: "not_allowed" };
    await context.errand({ kind: "office_paper", about: { paper: "handover", id }, flow: "paper_ready" });
    return { code: "ok" };
  },
});

export const paperCommands: readonly Command[] = [askMeetingPaper, askHouseholdsPaper, askHandoverPaper];
