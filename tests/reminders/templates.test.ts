import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { submissionsOf } from "../../src/deadlines/submission.ts";
import { knockBy } from "../../src/reminders/knock.ts";
import { patienceOf } from "../../src/reminders/patience.ts";
import { fireTimers } from "../../src/store/fire-timers.ts";
import { keepTemplate } from "../../src/turns/message-templates.ts";
import { found, openCommune, type Commune } from "../registry/stage.ts";
import { at, fire, plan } from "./ledger.ts";
import { shippedLibrary } from "../support/library.ts";

let commune: Commune;
beforeAll(async () => {
  commune = await openCommune("2026-10-01T03:00:00Z");
  await commune.contact(commune.people.khoa);
  await commune.sql.run(
    "UPDATE contacts SET channel = 'zalo-oa', last_interaction_at = $2 WHERE id = ANY ($1::uuid[])",
    [[commune.phones.hanh, commune.phones.sau], at("2026-11-01")],
  );
});
afterAll(async () => commune.close());

const LineRow = z.object({
  rung: z.string(),
  state: z.string(),
  road: z.string().nullable(),
  price: z.int().nullable(),
});
const decided = async (): Promise<z.infer<typeof LineRow>[]> =>
  commune.sql.rows(
    LineRow,
    `SELECT r.rung, r.state, r.road, r.price FROM reminders r JOIN submissions s ON s.id = r.submission_id
     WHERE r.person_id = $1 AND s.period = '2026-Y' AND r.decided_at IS NOT NULL AND r.state <> 'left_out' ORDER BY r.planned_on`,
    [commune.people.hanh],
  );
const LeftRow = z.object({ contact_id: z.string(), payload: z.object({ template: z.unknown() }).loose() });
const left = async (contact: string) =>
  (await commune.sql.rows(LeftRow, "SELECT contact_id, payload FROM outbox ORDER BY id"))
    .filter(({ contact_id }) => contact_id === contact)
    .map(({ payload }) => payload.template);
const param = (name: string, max = 30, required = true) =>
  ({ name, type: "text", required, min: 0, max }) as const;
const setUp = async (name: string, params: ReturnType<typeof param>[], status = "ENABLE"): Promise<void> =>
  keepTemplate(commune.sql, {
    name,
    vendorId: "101",
    kind: "transaction",
    status,
    params,
    priceUser: 120,
    pricePhone: 200,
    checkedAt: at("2026-11-01"),
  });

it("what can wait is held for the next word, what cannot needs a template; without one the level above sees it", async () => {
  await plan(commune, at("2026-11-17", 0, 10));
  expect(await fire(commune, at("2026-11-17", 8))).toEqual([]);
  expect(await decided()).toEqual([{ rung: "T-7", state: "needs_template", road: "template", price: null }]);
  expect(await left(commune.phones.hanh)).toEqual([]);
});

it("comes with the next word where it can wait", async () => {
  const day = "2026-11-19";
  await plan(commune, at(day, 0, 10));
  await fire(commune, at(day, 8));
  expect(
    (
      await commune.sql.rows(
        z.object({ state: z.string(), rung: z.string() }),
        "SELECT r.state, r.rung FROM reminders r JOIN submissions s ON s.id = r.submission_id WHERE s.obligation = 'meeting_quarter' AND r.state = 'held'",
      )
    ).length,
  ).toBe(1);
  const held = await commune.sql.rows(
    z.object({ contact_id: z.string(), held: z.boolean() }),
    "SELECT contact_id, held FROM timers WHERE held",
  );
  expect(held).toEqual([{ contact_id: commune.phones.hanh, held: true }]);
});

it("goes as an approved template that is filled, cut and paid for once, and is not said again", async () => {
  await setUp("deadline", [param("ten", 8), param("viec"), param("han"), param("them", 5, false)]);
  await plan(commune, at("2026-11-23", 0, 10));
  // The morning of a full moon belongs to the altar.
  expect(await fire(commune, at("2026-11-23", 12))).toEqual([]);
  await plan(commune, at("2026-11-23", 12, 10));
  expect(await fire(commune, at("2026-11-23", 13))).toEqual([]);
  expect((await decided()).at(-1)).toEqual({ rung: "T-3", state: "told", road: "template", price: 120 });
  const [sent, ...more] = await left(commune.phones.hanh);
  expect(more).toEqual([]);
  expect(sent).toEqual({
    name: "deadline",
    params: { ten: "Lê Thị…", viec: "common.template_debt", han: "common.template_day" },
  });
});

it("shows the level above what became of it, by the receipts, and what it cost", async () => {
  const [owed] = await submissionsOf(commune.sql, [commune.units.commune], at("2026-11-23"), {
    period: "2026-Y",
  });
  const look = async () =>
    found(await commune.run(commune.phones.khoa, "deadlines.look", { submission: owed?.id ?? "" }));
  await commune.sql.run(
    "UPDATE reminders SET inbox_id = 7 WHERE state = 'told' AND road = 'template' AND price > 0",
  );
  await commune.sql.run(
    "UPDATE outbox SET inbox_id = 7, status = 'sent', sent_at = created_at, price = 100, delivered_at = created_at WHERE contact_id = $1",
    [commune.phones.hanh],
  );
  expect(await look()).toMatchObject({
    cost: 100,
    lines: [{ state: "delivered" }, { state: "needs_template" }],
  });
  await commune.sql.run("UPDATE outbox SET read_at = created_at");
  expect(await look()).toMatchObject({ lines: [{ state: "read", road: "template" }, {}] });
});

it("does not go where the vendor asks for something that we do not know, or has not approved it", async () => {
  await setUp("deadline", [param("ma_don_hang")]);
  await plan(commune, at("2026-11-26", 0, 10));
  await fire(commune, at("2026-11-26", 8));
  await setUp("deadline", [param("ten")], "PENDING_REVIEW");
  await plan(commune, at("2026-11-27", 0, 10));
  await fire(commune, at("2026-11-27", 8));
  expect((await decided()).slice(-2).map(({ rung, state }) => `${rung} ${state}`)).toEqual([
    "T-1 needs_template",
    "T needs_template",
  ]);
});

it("knocks for a household once a week where the day would be over, and else puts a line on the officer's list", async () => {
  await setUp("household", [param("ten"), param("viec", 60)]);
  const { words } = shippedLibrary();
  const wait = async (kind: string, day: string): Promise<number> => {
    await commune.sql.run(
      `INSERT INTO timers (key, kind, household_id, payload, due_at, created_at)
       VALUES ($1, $2, $3, '{"kind": "start", "flow": "step_due", "vars": {}}', $4, $4)`,
      [`${kind} ${day}`, kind, commune.sau, at(day)],
    );
    await commune.transaction((sql) => fireTimers(sql, at(day), 10, { knock: knockBy(words), patienceOf }));
    return (
      await commune.sql.rows(z.object({ id: z.string() }), "SELECT id FROM tasks WHERE kind = 'unreachable'")
    ).length;
  };
  expect(await wait("meeting", "2026-12-01")).toBe(0);
  expect(await left(commune.phones.sau)).toEqual([
    { name: "household", params: { ten: "Nguyễn Thị Sáu", viec: "nhắc đi họp" } },
  ]);
  expect(await wait("step", "2026-12-02")).toBe(1);
  await commune.sql.run("DELETE FROM tasks");
  expect(await wait("offer", "2026-12-03")).toBe(1);
  expect((await left(commune.phones.sau)).length).toBe(1);
});
