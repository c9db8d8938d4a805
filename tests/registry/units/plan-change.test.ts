import { describe, expect, it } from "vitest";
import { planChange } from "../../../src/registry/units/plan-change.ts";
import type { UnitMap, UnitVersion } from "../../../src/registry/units/unit-map.ts";

const BEFORE = "2020-01-01";
const DECISION = { on: "2025-07-01", document: "1687/NQ-UBTVQH15" };

function version(
  unit: string,
  parent: string | null,
  name: string,
  type: string,
  from = BEFORE,
): UnitVersion {
  return { unit, parent, name, type, from, to: null, document: null };
}

/** A district with two communes of two hamlets each; both call their first one Ấp 1. */
const MAP: UnitMap = {
  versions: [
    version("province", null, "Bến Tre", "tinh"),
    version("district", "province", "Ba Tri", "huyen"),
    version("mh", "district", "Mỹ Hòa", "xa"),
    version("mn", "district", "Mỹ Nhơn", "xa"),
    version("mh1", "mh", "Ấp 1", "ap"),
    version("mh2", "mh", "Ấp Giồng", "ap"),
    version("mn1", "mn", "Ấp 1", "ap"),
    version("mn2", "mn", "Ấp 2", "ap"),
  ],
  successions: [],
};
const NEW = { id: "new", code: "29122", name: "Mỹ Chánh Hòa", type: "xa" };

function names(plan: { begins: readonly UnitVersion[] }): Record<string, string> {
  return Object.fromEntries(plan.begins.map(({ unit, name }) => [unit, name]));
}

describe("a merge", () => {
  it("makes a new unit, moves what lay below, and tells hamlets of one name apart", () => {
    const plan = planChange(MAP, { kind: "merge", from: ["mh", "mn"], into: NEW }, DECISION);
    expect(names(plan)).toEqual({
      new: "Mỹ Chánh Hòa",
      mh1: "Ấp 1 (Mỹ Hòa cũ)",
      mh2: "Ấp Giồng",
      mn1: "Ấp 1 (Mỹ Nhơn cũ)",
      mn2: "Ấp 2",
    });
    expect(
      plan.begins.every(({ from, document }) => from === DECISION.on && document === DECISION.document),
    ).toBe(true);
    expect(plan.begins.filter(({ unit }) => unit !== "new").map(({ parent }) => parent)).toEqual(
      Array.from({ length: 4 }, () => "new"),
    );
    expect(plan.ends).toEqual(["mh", "mn", "mh1", "mh2", "mn1", "mn2"]);
    expect(plan.successions).toEqual([
      { predecessor: "mh", successor: "new" },
      { predecessor: "mn", successor: "new" },
    ]);
  });

  it("into one of them leaves that one and its hamlets as they are", () => {
    const plan = planChange(MAP, { kind: "merge", from: ["mh", "mn"], into: "mh" }, DECISION);
    expect(names(plan)).toEqual({ mn1: "Ấp 1 (Mỹ Nhơn cũ)", mn2: "Ấp 2" });
    expect(plan.ends).toEqual(["mn", "mn1", "mn2"]);
    expect(plan.homes).toEqual([{ from: "mn", to: "mh", households: "all" }]);
  });

  it("changes nothing the second time", () => {
    const merged: UnitMap = {
      versions: MAP.versions.map((one) => (one.unit === "mn" ? { ...one, to: DECISION.on } : one)),
      successions: [{ predecessor: "mn", successor: "mh", on: DECISION.on }],
    };
    const plan = planChange(merged, { kind: "merge", from: ["mn"], into: "mh" }, DECISION);
    expect(plan).toMatchObject({ ends: [], begins: [], successions: [], homes: [] });
  });

  it.each([
    ["of a hamlet and a commune", ["mh1"], "mn", "other_level"],
    ["of a unit that is not there", ["nowhere"], "mn", "no_unit"],
    ["of a unit with itself", ["mn"], "mn", "nothing_to_merge"],
  ])("%s is refused", (_, from, into, code) => {
    expect(() => planChange(MAP, { kind: "merge", from, into }, DECISION)).toThrow(
      expect.objectContaining({ code, exit: 1 }),
    );
  });

  it("is refused before a change that was entered already", () => {
    const later: UnitMap = {
      ...MAP,
      versions: [
        ...MAP.versions.filter(({ unit }) => unit !== "mn"),
        { ...version("mn", "district", "Mỹ Nhơn", "xa"), to: "2026-06-09" },
        version("mn", "district", "Mỹ Nhơn", "phuong", "2026-06-09"),
      ],
    };
    expect(() => planChange(later, { kind: "merge", from: ["mn"], into: "mh" }, DECISION)).toThrow(
      "Mỹ Nhơn has a later change, of 2026-06-09",
    );
  });
});

describe("another name, type or place", () => {
  it("keeps the unit and what lies in it", () => {
    const plan = planChange(MAP, { kind: "alter", unit: "mh", name: "Vũng Liêm", type: "phuong" }, DECISION);
    expect(plan.begins).toEqual([
      {
        unit: "mh",
        parent: "district",
        name: "Vũng Liêm",
        type: "phuong",
        from: DECISION.on,
        to: null,
        document: DECISION.document,
      },
    ]);
    expect([plan.ends, plan.homes, plan.successions]).toEqual([["mh"], [], []]);
  });

  it("tells a hamlet apart where its name is taken in its new place", () => {
    const plan = planChange(MAP, { kind: "alter", unit: "mn1", parent: "mh" }, DECISION);
    expect(names(plan)).toEqual({ mn1: "Ấp 1 (Mỹ Nhơn cũ)" });
  });

  it("changes nothing where all is so already", () => {
    expect(planChange(MAP, { kind: "alter", unit: "mh", name: "Mỹ Hòa", type: "xa" }, DECISION).ends).toEqual(
      [],
    );
  });

  it("refuses a name that a neighbour has, with diacritics or without", () => {
    expect(() => planChange(MAP, { kind: "alter", unit: "mh", name: "my nhon" }, DECISION)).toThrow(
      "There is another Mỹ Nhơn",
    );
  });

  it("refuses a place inside itself, and one that is not there", () => {
    expect(() => planChange(MAP, { kind: "alter", unit: "district", parent: "mh" }, DECISION)).toThrow(
      expect.objectContaining({ code: "inside_itself" }),
    );
    expect(() => planChange(MAP, { kind: "alter", unit: "mh", parent: "nowhere" }, DECISION)).toThrow(
      expect.objectContaining({ code: "no_parent" }),
    );
  });
});

describe("a split", () => {
  const NORTH = { id: "north", code: null, name: "Mỹ Hòa Bắc", type: "xa" };
  const split = (children: string[], households: string[] = []) =>
    planChange(
      MAP,
      {
        kind: "split",
        unit: "mh",
        into: [
          { unit: NORTH, children, households },
          { unit: "mh", children: [], households: [] },
        ],
        rest: 1,
      },
      DECISION,
    );

  it("gives each part the hamlets and households that it names, and the rest to the one that is left", () => {
    const plan = split(["mh1"], ["household"]);
    expect(plan.begins.map(({ unit, parent }) => [unit, parent])).toEqual([
      ["north", "district"],
      ["mh1", "north"],
    ]);
    expect(plan.ends).toEqual(["mh1"]);
    expect(plan.homes).toEqual([{ from: "mh", to: "north", households: ["household"] }]);
  });

  it("refuses a hamlet of somewhere else", () => {
    expect(() => split(["mn1"])).toThrow(expect.objectContaining({ code: "strange_child" }));
  });
});
