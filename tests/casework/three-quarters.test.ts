import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { planDuties } from "../../src/casework/plan-duties.ts";
import { meetingMinutes } from "../../src/casework/meetings/minutes.ts";
import { found, labels, openStage, type Stage } from "../registry/stage.ts";

/** A commune with a leader, three officers and forty households, over three quarters, by the commands that talks use. */
const QUARTERS = [
  { day: "2026-02-20", beforeDuty: "2026-02-27", dutyDay: "2026-03-05", end: "2026-03-31" },
  { day: "2026-05-20", beforeDuty: "2026-05-28", dutyDay: "2026-06-03", end: "2026-06-30" },
  { day: "2026-08-20", beforeDuty: "2026-08-28", dutyDay: "2026-09-03", end: "2026-09-30" },
];
const HOUSEHOLDS = 40;
const at = (day: string, time = "09:00:00"): string => `${day}T${time}+07:00`;
const Count = z.object({ n: z.int() });
const Id = z.object({ id: z.string() });

let stage: Stage;
let commune: string;
const hamlets: string[] = [];
const officers: { person: string; phone: string; households: string[] }[] = [];
const phones: string[] = [];
let leader: { person: string; phone: string };

beforeAll(async () => {
  stage = await openStage(at("2026-01-05"));
  const province = await stage.unit("Vĩnh Long", "tinh", null);
  commune = await stage.unit("Bình Phú Đông", "xa", province);
  for (const name of ["Ấp 1", "Ấp 2", "Ấp 3"]) hamlets.push(await stage.unit(name, "ap", commune));
  const hanh = await stage.person("Lê Thị Mỹ Hạnh");
  leader = { person: hanh, phone: await stage.contact(hanh) };
  await stage.role(hanh, "leader", commune);
  for (const name of ["Trần Văn Minh", "Sơn Thị Na Ri", "Võ Văn Tài"]) {
    const person = await stage.person(name);
    officers.push({ person, phone: await stage.contact(person), households: [] });
    await stage.role(person, "officer", commune);
  }
  for (let n = 0; n < HOUSEHOLDS; n++) {
    const household = await stage.household(
      `Nguyễn Văn Hộ ${String(n + 1).padStart(2, "0")}`,
      hamlets[n % 3] ?? "",
    );
    const officer = officers[n % 3];
    if (officer === undefined) throw new Error("three officers");
    await stage.assign(household, officer.person);
    officer.households.push(household);
    await stage.agree(household);
    const phone = await stage.contact(null);
    phones.push(phone);
    await stage.phoneOf(household, phone);
  }
});
afterAll(async () => stage.close());

const count = async (statement: string, params: readonly unknown[] = []): Promise<number> =>
  (await stage.sql.rows(Count, `SELECT count(*)::int AS n FROM ${statement}`, params))[0]?.n ?? -1;
const dayOver = async (day: string): Promise<void> => {
  stage.at(at(day));
  const now = new Date(at(day));
  await planDuties(stage.sql, now);
};
const openTasks = (kind: string): Promise<number> =>
  count("tasks WHERE kind = $1 AND done_at IS NULL", [kind]);

describe("three quarters of a commune", () => {
  it("leaves a record of every meeting, visit and word over the loudspeaker, and closes each duty by it", async () => {
    for (const [nth, { day, beforeDuty, dutyDay, end }] of QUARTERS.entries()) {
      await dayOver(day);
      // Each officer plans the meeting of a hamlet, one after the other; the first does without.
      if (nth > 0) await holdPlanned(nth, day);
      await dayOver(beforeDuty);
      expect(await openTasks("meeting_due")).toBe(0);
      await dayOver(dutyDay);
      // Where nobody met, the duty has become the leader's task, once.
      await dayOver(dutyDay);
      expect(await openTasks("meeting_due")).toBe(nth === 0 ? 1 : 0);
      if (nth === 0) await logUnplanned(dutyDay);
      await visitEverybody();
      await readOut(dutyDay);
      await dayOver(end);
    }
    await dayOver("2026-10-01");

    // Y18: three quarters, each with a meeting; the tasks that were opened were closed by the meeting itself.
    expect(await count("meetings WHERE status = 'held' AND kind = 'dialogue'")).toBe(3);
    expect(
      await stage.sql.rows(
        z.object({ outcome: z.string() }),
        "SELECT outcome FROM tasks WHERE kind = 'meeting_due'",
      ),
    ).toEqual([{ outcome: "by_itself" }]);
    // Y19: every household was visited in every quarter, each visit by the officer in charge.
    expect(
      await count(
        "(SELECT DISTINCT household_id, date_trunc('quarter', visited_on) FROM visits WHERE met = 'household') v",
      ),
    ).toBe(3 * HOUSEHOLDS);
    expect(
      await count(
        "visits v WHERE NOT EXISTS (SELECT FROM assignments a WHERE a.household_id = v.household_id AND a.person_id = v.visitor_id)",
      ),
    ).toBe(0);
    // Y1: something was read out each time; the months between were missed, and are on record as missed.
    expect(await count("communications WHERE form = 'loudspeaker' AND reached > 0")).toBe(3);
    expect(await count("tasks WHERE kind = 'bulletin_due' AND outcome = 'missed'")).toBeGreaterThan(0);
    expect(await openTasks("bulletin_due")).toBe(0);
  });

  it("lets each number be followed back to who said it, and shows nobody another officer's households", async () => {
    const [meeting] = await stage.sql.rows(
      Id,
      "SELECT id FROM meetings WHERE unit_id = $1 ORDER BY meets_on LIMIT 1",
      [commune],
    );
    const asking = (who: { person: string; phone: string }) => ({
      sql: stage.sql,
      now: new Date(at("2026-10-01")),
      contactId: who.phone,
      me: { person: who.person, name: "", address: "", roles: [], households: [] },
    });
    const all = await meetingMinutes(asking(leader), meeting?.id ?? "");
    expect(all?.attendance).toMatchObject({ came: 38 });
    expect(all?.decisions).toEqual([
      {
        household: null,
        text: "mời thú y xuống ấp",
        owner: "Trần Văn Minh",
        due_on: "2026-03-12",
        done: true,
      },
    ]);
    expect(all?.statements).toMatchObject([{ household: "Nguyễn Văn Hộ 02", answered: false }]);
    // The household that spoke is in the charge of another: Tài reads the minutes without it.
    const [, , tai] = officers;
    if (tai === undefined) throw new Error("three officers");
    expect((await meetingMinutes(asking(tai), meeting?.id ?? ""))?.statements).toEqual([]);
    const marked = await stage.sql.rows(
      z.object({ name: z.string(), n: z.int() }),
      `SELECT p.name, count(*)::int AS n FROM meeting_households mh JOIN people p ON p.id = mh.marked_by
       WHERE mh.meeting_id = $1 GROUP BY p.name`,
      [meeting?.id],
    );
    expect(marked).toEqual([{ name: "Lê Thị Mỹ Hạnh", n: HOUSEHOLDS }]);
    expect(
      (await stage.run(tai.phone, "casework.minutes", { meeting: "00000000-0000-4000-8000-000000000000" }))
        .code,
    ).toBe("not_allowed");
  });

  it("knows what is due again in the next quarter, what is urgent first", async () => {
    stage.at(at("2026-10-05"));
    const [minh] = officers;
    if (minh === undefined) throw new Error("three officers");
    const [first, second] = minh.households;
    await stage.run(minh.phone, "casework.log_visit", {
      household: first ?? "",
      how: "trouble",
      trouble: "heo bệnh",
    });
    expect(found(await stage.run(minh.phone, "casework.visit_summary"))).toMatchObject({
      quarter: 4,
      total: minh.households.length,
      visited: 1,
      left: minh.households.length - 1,
      urgent: 0,
    });
    // Nobody at home answers nothing; a difficulty that the household reports afterwards comes first.
    await stage.run(minh.phone, "casework.log_visit", { household: second ?? "", how: "not_home" });
    await stage.sql.run(
      `INSERT INTO diary_entries (id, household_id, kind, period, text, happened_on, created_at)
       VALUES (gen_random_uuid(), $1, 'difficulty', '2026-10', 'nước ngập chuồng', '2026-10-05', $2)`,
      [second, new Date(at("2026-10-05", "10:00:00"))],
    );
    const due = z
      .array(z.object({ id: z.string(), reason: z.string() }))
      .parse((await stage.run(minh.phone, "casework.visits_due")).value);
    expect(due[0]).toEqual({ ...due[0], id: second, reason: "difficulty" });
    expect(due.map(({ id }) => id)).not.toContain(first);
    expect(due).toHaveLength(minh.households.length - 1);
  });
});

/** The leader logs a meeting of the whole commune that nobody had planned, with its roll, a statement and a decision. */
async function logUnplanned(day: string): Promise<void> {
  const [minh] = officers;
  expect(labels(await stage.run(leader.phone, "desk.my_tasks"))).toEqual(["Bình Phú Đông"]);
  const opened = found(
    await stage.run(leader.phone, "casework.begin_log", {
      kind: "dialogue",
      unit: commune,
      day: "today",
      place: "Ủy ban xã",
    }),
  );
  const meeting = opened["id"] ?? null;
  expect(opened).toMatchObject({ households: HOUSEHOLDS, again: false, date: day });
  const marked = await stage.run(leader.phone, "casework.mark_roll", {
    meeting,
    marks: { kind: "except", lines: [39, 40] },
    from: 1,
    to: 40,
  });
  expect(marked.value).toEqual({ came: 38, total: 40, away: "Nguyễn Văn Hộ 36, Nguyễn Văn Hộ 39" });
  const onRoll = z
    .array(z.object({ id: z.string(), name: z.string() }))
    .parse((await stage.run(leader.phone, "casework.roll_came", { meeting })).value);
  const second = onRoll.find(({ name }) => name === "Nguyễn Văn Hộ 02");
  await stage.run(leader.phone, "casework.meeting_said", {
    meeting,
    household: second?.id ?? null,
    text: "thiếu vốn",
    answered: "still_open",
  });
  await stage.run(leader.phone, "desk.agree", {
    meeting,
    text: "mời thú y xuống ấp",
    owner: minh?.person ?? null,
    due: "week",
    tell: "later",
  });
  const finished = found(
    await stage.run(leader.phone, "casework.finish_meeting", { meeting, people: 45, topics: "phòng bệnh" }),
  );
  expect(finished).toMatchObject({ came: 38, told: 38 });
  expect(await openTasks("meeting_due")).toBe(0);
  // Logged a second time it is the same meeting.
  expect(
    found(
      await stage.run(leader.phone, "casework.begin_log", { kind: "dialogue", unit: commune, day: "today" }),
    ),
  ).toMatchObject({ id: meeting, again: true, came: 38 });
  const [task] = z
    .array(z.object({ id: z.string() }))
    .parse((await stage.run(minh?.phone ?? "", "desk.my_tasks")).value);
  expect(
    (await stage.run(minh?.phone ?? "", "desk.close_task", { task: task?.id ?? "", note: "đã chích 30 con" }))
      .code,
  ).toBe("ok");
}

/** An officer plans a meeting of his hamlet; households answer, come, and send the code. */
async function holdPlanned(nth: number, day: string): Promise<void> {
  const officer = officers[nth];
  const unit = hamlets[nth] ?? "";
  if (officer === undefined) throw new Error("three officers");
  const planned = found(
    await stage.run(officer.phone, "casework.plan_meeting", {
      kind: "dialogue",
      unit,
      date: day,
      time: "7:30",
      place: "Nhà văn hóa",
    }),
  );
  expect(planned).toMatchObject({ unreached: 0, reached: 13 });
  expect(
    (
      await stage.run(officer.phone, "casework.plan_meeting", {
        kind: "dialogue",
        unit,
        date: day,
        time: null,
      })
    ).code,
  ).toBe("already");
  const meeting = planned["meeting"] ?? null;
  // The phone of household `n` is phones[n]; those of this hamlet are every third.
  const phone = phones[nth] ?? "";
  const household = officer.households[0] ?? "";
  expect(
    (await stage.run(phone, "casework.answer_invitation", { meeting, household, answer: "coming" })).code,
  ).toBe("ok");
  const stranger = phones[nth + 1] ?? "";
  expect(
    (await stage.run(stranger, "casework.answer_invitation", { meeting, household, answer: "cannot" })).code,
  ).toBe("gone");
  const code = planned["code"] ?? null;
  expect((await stage.run(phone, "casework.mark_by_code", { code, household: null })).code).toBe("ok");
  expect((await stage.run(stranger, "casework.mark_by_code", { code, household: null })).code).toBe("none");
  const opened = found(await stage.run(officer.phone, "casework.begin_log", { meeting }));
  expect(opened).toMatchObject({ came: 1, households: 13 });
  await stage.run(officer.phone, "casework.mark_roll", {
    meeting,
    marks: { kind: "only", lines: [2, 3] },
    from: 1,
    to: 13,
  });
  expect(found(await stage.run(officer.phone, "casework.finish_meeting", { meeting }))).toMatchObject({
    came: 3,
    total: 13,
  });
}

async function visitEverybody(): Promise<void> {
  for (const { phone, households } of officers)
    for (const household of households) {
      expect((await stage.run(phone, "casework.log_visit", { household, how: "fine" })).code).toBe("ok");
    }
  const [minh, naRi] = officers;
  expect(
    (
      await stage.run(minh?.phone ?? "", "casework.log_visit", {
        household: naRi?.households[0] ?? "",
        how: "fine",
      })
    ).code,
  ).toBe("not_allowed");
}

async function readOut(day: string): Promise<void> {
  const kept = found(
    await stage.run(
      leader.phone,
      "casework.keep_bulletin",
      { unit: commune },
      { lastAnswer: { asked: "Kính thưa bà con!", typed: "1" } },
    ),
  );
  expect(kept).toMatchObject({ approved: true, text: "Kính thưa bà con!" });
  expect(
    (
      await stage.run(leader.phone, "casework.log_outreach", {
        unit: commune,
        form: "loudspeaker",
        day: "today",
        topic: "làm ăn",
        reached: 300,
      })
    ).code,
  ).toBe("ok");
  expect(await count("communications WHERE done_on = $1 AND bulletin_id IS NOT NULL", [day])).toBe(1);
}
