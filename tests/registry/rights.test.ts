import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Values } from "../../src/domain/value.ts";
import { found, openCommune, type Commune } from "./stage.ts";

const ACTORS = [
  "own",
  "in_charge",
  "leader",
  "province",
  "viewer",
  "administrator",
  "helper",
  "officer_of_others",
  "officer_whose_role_ended",
  "officer_whose_assignment_ended",
  "leader_whose_role_ended",
  "leader_to_come",
  "leader_of_another_hamlet",
  "leader_of_another_commune",
  "officer_of_another_commune",
  "phone_of_yesterday",
  "stranger",
] as const;
type Actor = (typeof ACTORS)[number];

const OFFICIALS: readonly Actor[] = ["in_charge", "leader"];
const HANDS: readonly Actor[] = ["own", ...OFFICIALS];
const EYES: readonly Actor[] = [...HANDS, "province"];

/** What each command is tried with, who may, and what everybody else hears. */
const COMMANDS: readonly {
  name: string;
  may: readonly Actor[];
  refused: string;
  handed: (ids: Ids) => Values;
}[] = [
  { name: "casework.my_plan", may: EYES, refused: "not_allowed", handed: ({ sau }) => ({ household: sau }) },
  {
    name: "casework.can_plan",
    may: HANDS,
    refused: "not_allowed",
    handed: ({ new_one }) => ({ household: new_one }),
  },
  {
    name: "casework.submit_plan",
    may: HANDS,
    refused: "not_allowed",
    handed: ({ new_one }) => ({ household: new_one, livelihood: "cow", committed: true }),
  },
  {
    name: "casework.plan_to_review",
    may: OFFICIALS,
    refused: "not_allowed",
    handed: ({ plan }) => ({ plan }),
  },
  {
    name: "casework.decide_plan",
    may: OFFICIALS,
    refused: "not_allowed",
    handed: ({ plan }) => ({ plan, decision: "approve" }),
  },
  {
    name: "casework.answer_decision",
    may: HANDS,
    refused: "gone",
    handed: ({ plan }) => ({ plan, text: "dạ" }),
  },
  {
    name: "casework.can_report",
    may: HANDS,
    refused: "not_allowed",
    handed: ({ ben }) => ({ household: ben }),
  },
  {
    name: "casework.report_progress",
    may: HANDS,
    refused: "not_allowed",
    handed: ({ ben }) => ({ household: ben, how: "good" }),
  },
  {
    name: "casework.step_done",
    may: HANDS,
    refused: "gone",
    handed: ({ running, step }) => ({ plan: running, step, done: "done" }),
  },
  {
    name: "registry.invite",
    may: OFFICIALS,
    refused: "not_allowed",
    handed: ({ sau }) => ({ household: sau }),
  },
  { name: "desk.task", may: OFFICIALS, refused: "gone", handed: ({ task }) => ({ task }) },
  { name: "desk.close_task", may: OFFICIALS, refused: "not_allowed", handed: ({ task }) => ({ task }) },
  {
    name: "registry.register_household",
    may: ["in_charge", "leader", "officer_of_others", "officer_whose_assignment_ended"],
    refused: "not_allowed",
    handed: ({ hamlet }) => ({ name: "Lê Thị Bảy", unit: hamlet }),
  },
  { name: "households.card", may: EYES, refused: "not_allowed", handed: ({ sau }) => ({ household: sau }) },
  {
    name: "households.edit",
    may: OFFICIALS,
    refused: "not_allowed",
    handed: ({ sau }) => ({ household: sau, address: "tổ 4" }),
  },
  {
    name: "households.move",
    may: OFFICIALS,
    refused: "not_allowed",
    handed: ({ sau, other_hamlet }) => ({ household: sau, unit: other_hamlet, day: "2026-11-22" }),
  },
  {
    name: "households.add_member",
    may: OFFICIALS,
    refused: "not_allowed",
    handed: ({ sau }) => ({ household: sau, name: "Lê Văn Tí", relation: "child" }),
  },
  {
    name: "households.classify",
    may: OFFICIALS,
    refused: "not_allowed",
    handed: ({ sau }) => ({ household: sau, status: "near_poor", from: "2026-11-01" }),
  },
  {
    name: "households.check_indicators",
    may: OFFICIALS,
    refused: "not_allowed",
    handed: ({ sau }) => ({ household: sau, water: "both" }),
  },
  {
    name: "households.turn_need",
    may: OFFICIALS,
    refused: "not_allowed",
    handed: ({ sau }) => ({ household: sau, need: "care" }),
  },
  {
    name: "households.enrolment",
    may: OFFICIALS,
    refused: "not_allowed",
    handed: ({ sau }) => ({ household: sau }),
  },
  {
    name: "households.enrol",
    may: OFFICIALS,
    refused: "not_allowed",
    handed: ({ sau }) => ({ household: sau, act: "propose" }),
  },
  {
    name: "households.add_helper",
    may: OFFICIALS,
    refused: "not_allowed",
    handed: ({ sau }) => ({ household: sau, kind: "helper", name: "Hộ ông Tám" }),
  },
  {
    name: "households.request_change",
    may: HANDS,
    refused: "not_allowed",
    handed: ({ sau }) => ({ household: sau, kind: "moved", text: "tổ 4" }),
  },
  {
    name: "households.pair",
    may: OFFICIALS,
    refused: "not_allowed",
    handed: ({ sau, ben }) => ({ pair: `${sau}+${ben}` }),
  },
  {
    name: "households.merge",
    may: OFFICIALS,
    refused: "not_allowed",
    handed: ({ sau, ben }) => ({ keep: sau, gone: ben }),
  },
];

type Ids = Record<
  "sau" | "ben" | "new_one" | "plan" | "running" | "step" | "task" | "hamlet" | "other_hamlet",
  string
>;

let commune: Commune;
let ids: Ids;
let phones: Record<Actor, string>;

beforeAll(async () => {
  commune = await openCommune();
  const { people, units, sau } = commune;
  const official = async (name: string, role: string, unit: string, from?: string, to?: string) => {
    const person = await commune.person(name);
    await commune.role(person, role, unit, from, to);
    return { person, phone: await commune.contact(person) };
  };
  const roleEnded = await official("Một", "officer", units.commune, "2025-07-01", "2026-11-22");
  const assignmentEnded = await official("Hai", "officer", units.commune);
  const yesterday = await commune.contact(null);
  const ben = await commune.household("Lê Văn Bền", units.hamlet);
  const new_one = await commune.household("Danh Thị Hồng", units.hamlet);
  await commune.assign(ben, people.minh);
  await commune.assign(new_one, people.minh);
  for (const household of [sau, ben, new_one]) {
    await commune.agree(household);
    if (household !== sau) await commune.phoneOf(household, commune.phones.sau);
    await commune.phoneOf(household, yesterday, "2026-11-22");
    // One officer at a time: this one was to follow, and has lost her role since.
    await commune.assign(household, roleEnded.person, "2027-12-31");
    await commune.assign(household, assignmentEnded.person, "2026-11-22");
  }
  phones = {
    own: commune.phones.sau,
    in_charge: commune.phones.minh,
    leader: commune.phones.hanh,
    province: commune.phones.khoa,
    viewer: (await official("Ba", "viewer", units.province)).phone,
    administrator: (await official("Bốn", "administrator", units.province)).phone,
    helper: (await official("Năm", "helper", units.hamlet)).phone,
    officer_of_others: (await official("Sáu", "officer", units.commune)).phone,
    officer_whose_role_ended: roleEnded.phone,
    officer_whose_assignment_ended: assignmentEnded.phone,
    leader_whose_role_ended: (await official("Bảy", "leader", units.commune, "2025-07-01", "2026-11-22"))
      .phone,
    leader_to_come: (await official("Tám", "leader", units.commune, "2026-11-23")).phone,
    leader_of_another_hamlet: (await official("Chín", "leader", units.otherHamlet)).phone,
    leader_of_another_commune: (await official("Mười", "leader", units.otherCommune)).phone,
    officer_of_another_commune: (await official("Mười Một", "officer", units.otherCommune)).phone,
    phone_of_yesterday: yesterday,
    stranger: commune.phones.stranger,
  };
  const submit = async (household: string) =>
    z.string().parse(
      found(
        await commune.run(phones.own, "casework.submit_plan", {
          household,
          livelihood: "cow",
          first_step: "sửa chuồng",
          starts_on: "2026-12-05",
          committed: true,
        }),
      )["plan"],
    );
  const plan = await submit(sau);
  const running = await submit(ben);
  await commune.run(phones.in_charge, "casework.decide_plan", { plan: running, decision: "approve" });
  const [step] = await commune.sql.rows(
    z.object({ id: z.string() }),
    "SELECT s.id FROM plan_steps s JOIN plan_versions v ON v.id = s.plan_version_id WHERE v.plan_id = $1",
    [running],
  );
  const [task] = await commune.sql.rows(
    z.object({ id: z.string() }),
    `INSERT INTO tasks (id, kind, household_id, person_id, created_at)
     VALUES (gen_random_uuid(), 'call', $1, $2, now()) RETURNING id`,
    [sau, people.minh],
  );
  ids = {
    sau,
    ben,
    new_one,
    plan,
    running,
    step: step?.id ?? "",
    task: task?.id ?? "",
    hamlet: units.hamlet,
    other_hamlet: units.otherHamlet,
  };
});
afterAll(async () => commune.close());

describe.each(COMMANDS)("$name", ({ name, may, refused, handed }) => {
  it.each(ACTORS)("by %s", async (actor) => {
    const result = await commune.attempt(phones[actor], name, handed(ids));
    // To who may not: nothing but the code, not a name, not a count, not whether it exists.
    expect(result.code === "ok" ? { code: "ok" } : result).toEqual({
      code: may.includes(actor) ? "ok" : refused,
    });
  });

  it("answers the same to ids that do not exist", async () => {
    const guessed: Ids = { ...ids };
    const broken: Ids = { ...ids };
    for (const key of [
      "sau",
      "ben",
      "new_one",
      "plan",
      "running",
      "task",
      "hamlet",
      "other_hamlet",
    ] as const) {
      guessed[key] = randomUUID();
      broken[key] = "1 OR true";
    }
    expect(await commune.attempt(phones.in_charge, name, handed(guessed))).toEqual({ code: refused });
    expect(await commune.attempt(phones.in_charge, name, handed(broken))).toEqual({ code: refused });
  });
});

describe.each([
  {
    query: "registry.find_households",
    handed: { text: "nguyen thi sau" },
    sees: ["in_charge", "leader", "province"],
  },
  { query: "registry.my_households", handed: {}, sees: ["own", "in_charge"] },
  { query: "casework.plans_to_review", handed: {}, sees: ["in_charge", "leader"] },
  { query: "desk.my_tasks", handed: {}, sees: ["in_charge"] },
  {
    query: "registry.similar_households",
    handed: { name: "Nguyễn Thị Sáu" },
    sees: ["in_charge", "leader", "officer_of_others", "officer_whose_assignment_ended"],
  },
])("$query shows cô Sáu", ({ query, handed, sees }) => {
  it.each(ACTORS)("to %s", async (actor) => {
    const { value } = await commune.attempt(phones[actor], query, handed);
    expect(JSON.stringify(value).includes("Nguyễn Thị Sáu")).toBe(sees.includes(actor));
  });
});

describe("what units owe", () => {
  const looksOn: readonly Actor[] = [
    "leader",
    "province",
    "viewer",
    "leader_of_another_hamlet",
    "leader_of_another_commune",
  ];
  it.each(ACTORS)("is for %s only where she leads or oversees one", async (actor) => {
    const { code } = await commune.attempt(phones[actor], "deadlines.mine");
    expect(code).toBe(looksOn.includes(actor) ? "ok" : "none");
  });
});
