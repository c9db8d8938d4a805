import { describe, expect, it } from "vitest";
import { ROLES } from "../../src/domain/roles.ts";
import { ACTS, may, relationByRole, rolesThatMay, type Relation } from "../../src/domain/scope.ts";

const RELATIONS: readonly Relation[] = ["own", "in_charge", "leads", "oversees", "views"];

describe("rights", () => {
  it.each([
    ["see", ["own", "in_charge", "leads", "oversees"]],
    ["act_for", ["own", "in_charge", "leads"]],
    ["consent", ["own", "in_charge", "leads"]],
    ["decide", ["in_charge", "leads"]],
    ["manage", ["in_charge", "leads"]],
    ["answer", ["own", "in_charge", "leads"]],
  ] as const)("to %s are with %j", (act, expected) => {
    expect(RELATIONS.filter((relation) => may([relation], act))).toEqual(expected);
  });

  it("are none without a relation", () => {
    expect(ACTS.filter((act) => may([], act))).toEqual([]);
  });

  it("never include deciding for one's own household", () => {
    expect(may(["own", "in_charge", "leads"], "decide")).toBe(false);
  });

  it("come from few roles alone", () => {
    expect(ROLES.filter((role) => relationByRole(role) !== null)).toEqual(["leader", "province", "viewer"]);
    expect(rolesThatMay("register")).toEqual(["officer", "leader"]);
  });
});
