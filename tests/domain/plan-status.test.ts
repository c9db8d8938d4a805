import { describe, expect, it } from "vitest";
import {
  isClosed,
  isRunning,
  nextStatus,
  PLAN_ACTS,
  PLAN_STATUSES,
  statusesWhere,
} from "../../src/domain/plan-status.ts";

describe("a plan's state", () => {
  it("moves only along these ways", () => {
    const ways = PLAN_STATUSES.flatMap((from) =>
      PLAN_ACTS.flatMap((act) => {
        const to = nextStatus(from, act);
        return to === null ? [] : [`${from} -${act}-> ${to}`];
      }),
    );
    expect(ways).toEqual([
      "draft -submit-> submitted",
      "draft -end_early-> ended_early",
      "submitted -approve-> approved",
      "submitted -ask_changes-> changes_asked",
      "submitted -refuse-> refused",
      "submitted -end_early-> ended_early",
      "changes_asked -submit-> submitted",
      "changes_asked -end_early-> ended_early",
      "approved -report-> under_way",
      "approved -unapprove-> submitted",
      "approved -achieve-> achieved",
      "approved -end_early-> ended_early",
      "under_way -report-> under_way",
      "under_way -take_back-> approved",
      "under_way -achieve-> achieved",
      "under_way -end_early-> ended_early",
    ]);
  });

  it("is closed or being carried out", () => {
    expect(statusesWhere(isClosed)).toEqual(["refused", "achieved", "ended_early"]);
    expect(statusesWhere(isRunning)).toEqual(["approved", "under_way"]);
  });
});
