import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Value, Values } from "../../src/domain/value.ts";
import type { Flow } from "../../src/engine/flow.ts";
import { doErrands } from "../../src/turns/do-errands.ts";
import { deliver } from "../../src/turns/deliver.ts";
import type { Sql } from "../../src/turns/ports.ts";
import { fireDueTimers } from "../../src/turns/sweep.ts";
import { takeTurns } from "../../src/turns/take-turn.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { shippedLibrary } from "../support/library.ts";
import { outsidersOf, type Outsider } from "./outsiders.ts";

/**
 * Walks every talk that is begun with somebody unasked, as what was planned for those who had a household in their hands, or
 * on their phone, and have it no more: nothing with its name in it reaches them. A talk that is added later is in the walk
 * by being `pushed`, and fails it where it is handed a name and neither the household's id nor a command that asks.
 */
const HEAD = "Lê Văn Bền";
/** Begun with words that are handed to them, and why no household can be named by them. */
const WITHOUT: Readonly<Record<string, string>> = {
  bulletin_approved: "a text for everybody",
  bulletin_review: "a text for everybody",
  deadline_moved: "duties of a unit",
  household_change_answer: "to the household's own phones, in the moment of the decision",
  households_assigned: "to who is given them, in the moment in which they are",
  households_cards_made: "made by the rights of that moment",
  households_handover_ended: "names officers only",
  households_handover_over: "names officers only",
  households_import_done: "made by the rights of that moment",
  households_import_tried: "made by the rights of that moment",
  households_request: "begins with a command that asks",
  households_list_made: "made by the rights of that moment",
  my_data_ready: "made by the rights of that moment",
  operations_alert: "to administrators, about the program",
  paper_ready: "made by the rights of that moment",
  picture_ready: "made by the rights of that moment",
  privacy_answered: "to the phone that asked, without a name",
  report_decided: "a unit's report",
  report_handed: "a unit's report",
  report_list_ready: "made by the rights of that moment",
  report_ready: "made by the rights of that moment",
  report_annexes_ready: "made by the rights of that moment",
  report_word_read: "made by the rights of that moment",
  shock_neighbour_told: "in the moment in which it is told, to who answers for that home",
  shock_place_told: "what struck a hamlet, and no household of it",
  staff_news: "about her own account, in the moment in which a leader decides",
  story_told: "what the household agreed to be told to others",
  unit_picture_ready: "numbers of a unit",
  unit_seen: "numbers of a unit",
};
const Text = z.object({ contact: z.string(), text: z.string() });
const Id = z.object({ id: z.string() });

const PUSHED = [...shippedLibrary().flows.values()].filter(({ pushed }) => pushed);
let app: TestApp;
let outsiders: Outsider[] = [];
let household = "";
let minh: Outsider = { who: "in charge", contact: "" };

const inDatabase = <T>(work: (sql: Sql) => Promise<T>): Promise<T> =>
  app.parts.store.transaction(({ sql }) => work(sql));
const one = async (statement: string, params: readonly unknown[] = []): Promise<string> => {
  const [row] = await inDatabase((sql) => sql.rows(Id, statement, params));
  if (row === undefined) throw new Error(`nothing found by ${statement}`);
  return row.id;
};

/** What the flow would be handed about this household. */
function handed(flow: Flow): Values {
  const named = { id: household, label: HEAD, name: HEAD };
  return Object.fromEntries(
    flow.takes.map((name): [string, Value] => [name, name === "household" ? named : HEAD]),
  );
}

/** Whether it is about a household by its id, or lets a command look before it says anything. */
const asks = ({ takes, steps }: Flow): boolean => {
  const first = steps.find(({ do: what }) => what !== "branch");
  return takes.includes("household") || (first?.do === "do" && !first.command.startsWith("talk."));
};

let begun = 0;
async function begin(contact: string, flow: string, vars: Values): Promise<void> {
  await inDatabase((sql) =>
    sql.run(
      `INSERT INTO inbox (contact_id, external_id, payload, happened_at, received_at) VALUES ($1, $2, $3::jsonb, $4, $4)`,
      [contact, `walk:${++begun}`, JSON.stringify({ kind: "start", flow, vars }), app.clock.now()],
    ),
  );
  await takeTurns(app.parts, contact);
}

async function saidTo(contact: string): Promise<string[]> {
  const rows = await inDatabase((sql) =>
    sql.rows(
      Text,
      "SELECT contact_id AS contact, payload ->> 'text' AS text FROM outbox WHERE contact_id = $1 ORDER BY id",
      [contact],
    ),
  );
  return rows.map(({ text }) => text);
}

beforeAll(async () => {
  app = await startTestApp({ ROLE: "web" }, "2026-11-22T09:00:00+07:00");
  household = await one("SELECT id FROM households WHERE head_name = $1", [HEAD]);
  const unit = await one("SELECT unit_id AS id FROM households WHERE id = $1", [household]);
  outsiders = await inDatabase((sql) => outsidersOf(sql, { household, unit }));
  minh = {
    ...minh,
    contact: await one(
      "SELECT c.id FROM contacts c JOIN people p ON p.id = c.person_id WHERE p.name = 'Trần Văn Minh'",
    ),
  };
});
afterAll(() => app.stop());

describe("what was planned for whom a household was taken from", () => {
  it("is either about a household by its id, or asks, or names none", () => {
    expect(PUSHED.length).toBeGreaterThan(50);
    const named = PUSHED.filter((flow) => flow.takes.length > 0 && !asks(flow));
    expect(named.map(({ flow }) => flow).toSorted()).toEqual(Object.keys(WITHOUT).toSorted());
  });

  it.each(PUSHED.filter(({ takes }) => takes.includes("household")).map((flow) => [flow.flow, flow]))(
    "says nothing by %s",
    async (_, flow) => {
      for (const { contact, who } of outsiders) {
        await begin(contact, flow.flow, handed(flow));
        expect([who, await saidTo(contact)]).toEqual([who, []]);
      }
    },
  );

  it("would notice: the officer in charge hears it", async () => {
    await begin(minh.contact, "task_new", {
      task: household,
      household,
      kind: "call",
      household_name: HEAD,
      note: null,
    });
    expect((await saidTo(minh.contact)).join("\n")).toContain(HEAD);
  });

  it("gives a timer of who had it before to who has it now, and none to a phone that is no more its own", async () => {
    const [before, phone] = ["officer here, no more in charge", "a phone that answered for it before"].map(
      (name) => outsiders.find(({ who }) => who === name)?.contact ?? "",
    );
    const start = (flow: string): string =>
      JSON.stringify({
        kind: "start",
        flow,
        vars: {
          household: { id: household, name: HEAD, label: HEAD },
          task: household,
          kind: "call",
          household_name: HEAD,
        },
      });
    const heard = await saidTo(minh.contact);
    await inDatabase(async (sql) => {
      const now = app.clock.now();
      await sql.run(
        `INSERT INTO timers (key, kind, person_id, payload, due_at, created_at)
         SELECT 'walk:old', 'call', person_id, $2::jsonb, $3, $3 FROM contacts WHERE id = $1`,
        [before, start("task_new"), now],
      );
      // Waited for the next word of a phone, which does not answer for the household any more.
      await sql.run(
        `INSERT INTO timers (key, kind, contact_id, household_id, payload, due_at, created_at)
         VALUES ('walk:held', 'call', $1, $2, $3::jsonb, $4, $4)`,
        [phone, household, start("households_new_officer"), now],
      );
    });
    await fireDueTimers(app.parts);
    expect([...(await saidTo(before ?? "")), ...(await saidTo(phone ?? ""))]).toEqual([]);
    await takeTurns(app.parts, minh.contact);
    expect((await saidTo(minh.contact)).slice(heard.length).join()).toContain(HEAD);
    const own = await inDatabase((sql) =>
      sql.rows(
        Id,
        `SELECT i.contact_id AS id FROM inbox i JOIN household_contacts k ON k.contact_id = i.contact_id
         WHERE k.household_id = $1 AND k.valid_to IS NULL AND i.payload ->> 'flow' = 'households_new_officer'`,
        [household],
      ),
    );
    expect(own.length).toBeGreaterThan(0);
  });

  it("ends a talk under way, without a reminder of it, and takes back what has not left", async () => {
    const [contact, person] = await inDatabase(async (sql) => {
      const [row] = await sql.rows(
        z.object({ id: z.string(), person: z.string() }),
        "SELECT id, person_id AS person FROM contacts WHERE id = $1",
        [minh.contact],
      );
      return [row?.id ?? "", row?.person ?? ""];
    });
    const write = async (text: string): Promise<void> => {
      await inDatabase((sql) =>
        sql.run(
          `INSERT INTO inbox (contact_id, external_id, payload, happened_at, received_at) VALUES ($1, $2, $3::jsonb, $4, $4)`,
          [contact, `walk:${++begun}`, JSON.stringify({ kind: "text", text }), app.clock.now()],
        ),
      );
      await takeTurns(app.parts, contact);
    };
    await write("hộ của tôi");
    for (const text of ["1", "le van ben", "1"]) await write(text);
    const asked = await saidTo(contact);
    expect(asked.at(-1)).toContain(HEAD);
    await inDatabase(async (sql) => {
      await sql.run(
        `INSERT INTO outbox (contact_id, channel, payload, purpose, status, next_at, created_at)
         VALUES ($1, 'simulator', $2::jsonb, 'push', 'pending', $3, $3)`,
        [contact, JSON.stringify({ text: `Mai tới ${HEAD}`, options: [], turn: null }), app.clock.now()],
      );
      await sql.run(
        "UPDATE assignments SET valid_to = '2026-11-22' WHERE person_id = $1 AND household_id = $2",
        [person, household],
      );
      for (const kind of ["plan_card", "book_chart", "my_data"])
        await sql.run(
          `INSERT INTO errands (id, kind, given, contact_id, person_id, locale, flow, created_at)
           VALUES (gen_random_uuid(), $1, $2::jsonb, $3, $4, 'vi', 'picture_ready', $5)`,
          [kind, JSON.stringify({ household }), contact, person, app.clock.now()],
        );
    });
    app.clock.set(new Date("2026-11-23T11:00:00+07:00"));
    await fireDueTimers(app.parts);
    await doErrands(app.parts);
    await deliver(app.parts, contact);
    const rows = await inDatabase((sql) =>
      sql.rows(
        z.object({ status: z.string() }),
        "SELECT status FROM outbox WHERE contact_id = $1 AND purpose = 'push'",
        [contact],
      ),
    );
    expect(rows).toEqual([{ status: "cancelled" }]);
    const after = (await saidTo(contact)).slice(asked.length + 1);
    expect(after.filter((text) => text.includes(HEAD))).toEqual([]);
    await write("1");
    expect((await saidTo(contact)).slice(asked.length + 1).join("\n")).toMatch(
      /nay không còn do mình phụ trách/,
    );
    expect((await saidTo(contact)).slice(asked.length + 1).join("\n")).not.toContain(HEAD);
  });
});
