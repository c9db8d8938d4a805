import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { taskForTalk } from "../../src/desk/task-for-talk.ts";
import type { Value } from "../../src/domain/value.ts";
import { found, labels, openCommune, type Commune } from "../registry/stage.ts";
import { NO_VAULT } from "../../src/turns/no-vault.ts";

let commune: Commune;
beforeAll(async () => {
  commune = await openCommune();
});
afterAll(async () => commune.close());

const tasksOf = async (contact: string): Promise<{ [key: string]: Value }[]> =>
  z
    .array(z.object({ id: z.string(), label: z.string() }))
    .parse((await commune.run(contact, "desk.my_tasks")).value);

describe("a person, please", () => {
  it("reaches the officer in charge, once", async () => {
    const { run, phones, told } = commune;
    const called = await run(phones.sau, "desk.call_person", { reason: "hỏi chuyện vay" });
    expect(called.value).toEqual({ officer: { name: "Trần Văn Minh", address: null }, phone: null });
    // Pressed again and again it is still one call; with something new to say it is another.
    expect((await run(phones.sau, "desk.call_person", { reason: null })).value).toEqual(called.value);
    expect(await told(phones.minh)).toEqual([
      {
        kind: "start",
        flow: "task_new",
        vars: {
          task: (await tasksOf(phones.minh))[0]?.["id"],
          household: commune.sau,
          kind: "call",
          household_name: "Nguyễn Thị Sáu",
          note: "hỏi chuyện vay",
        },
      },
    ]);
  });

  it("is asked for again where there is something new to say", async () => {
    const { run, phones, told } = commune;
    await run(phones.sau, "desk.call_person", { reason: "xin xoá tên" });
    expect((await told(phones.minh)).map(({ vars }) => vars["note"])).toEqual([
      "hỏi chuyện vay",
      "xin xoá tên",
    ]);
    // Both came at the same instant, so their order on the list is nobody's promise.
    const second = (await tasksOf(phones.minh)).find(({ label }) => label === "Nguyễn Thị Sáu · xin xoá tên");
    await run(phones.minh, "desk.close_task", { task: second ?? null, note: null });
  });

  it("reaches the leaders where an officer or a stranger asks", async () => {
    const { run, phones } = commune;
    expect(found(await run(phones.minh, "desk.call_person", {}))["officer"]).toEqual({
      name: "Lê Thị Mỹ Hạnh",
      address: null,
    });
    expect(found(await run(phones.stranger, "desk.call_person", {}))["officer"]).toEqual({
      name: "Lê Thị Mỹ Hạnh",
      address: null,
    });
    expect(labels(await run(phones.hanh, "desk.my_tasks")).toSorted()).toEqual(["Bảy", "Trần Văn Minh"]);
  });

  it("gives the office's phone where there is one", async () => {
    const { run, phones, sql, units } = commune;
    const [office] = await sql.rows(
      z.object({ id: z.string() }),
      `INSERT INTO organisations (id, name, kind, settings, valid_from)
       VALUES (gen_random_uuid(), 'Đoàn xã', 'union', '{"phone": "+842700000000"}', '2025-07-01') RETURNING id`,
    );
    await sql.run("INSERT INTO organisation_units VALUES ($1, $2)", [office?.id, units.commune]);
    expect(found(await run(phones.sau, "desk.call_person", {}))["phone"]).toBe("+842700000000");
  });
});

describe("a task", () => {
  it("is read, closed once, and gone", async () => {
    const { run, phones } = commune;
    const id = (await tasksOf(phones.minh))[0]?.["id"] ?? null;
    expect(found(await run(phones.minh, "desk.task", { task: id }))).toMatchObject({
      kind: "call",
      household_name: "Nguyễn Thị Sáu",
      note: "hỏi chuyện vay",
      since: "2026-11-22",
    });
    expect((await run(phones.minh, "desk.close_task", { task: id, note: "đã gọi" })).code).toBe("ok");
    expect((await run(phones.minh, "desk.close_task", { task: id, note: null })).code).toBe("gone");
    expect((await run(phones.minh, "desk.task", { task: id })).code).toBe("gone");
    expect(await tasksOf(phones.minh)).toEqual([]);
  });

  it("goes with the household when another officer takes it over", async () => {
    const { run, phones, people, sau, sql } = commune;
    await run(phones.sau, "desk.call_person", { reason: "lần nữa" });
    const next = await commune.person("Sơn Thị Na Ri");
    const nextPhone = await commune.contact(next);
    await commune.role(next, "officer", commune.units.commune);
    await sql.run("UPDATE assignments SET valid_to = '2026-11-22' WHERE household_id = $1", [sau]);
    await commune.assign(sau, next);
    const id = await sql.rows(z.object({ id: z.string() }), "SELECT id FROM tasks WHERE note = 'lần nữa'");
    expect(await tasksOf(phones.minh)).toEqual([]);
    expect((await run(phones.minh, "desk.task", { task: id[0]?.id ?? "" })).code).toBe("gone");
    expect((await run(nextPhone, "desk.task", { task: id[0]?.id ?? "" })).code).toBe("ok");
    expect(people.minh).not.toBe(next);
  });

  it("is left once by a talk that cannot go on", async () => {
    const { sql, sau } = commune;
    const context = {
      sql,
      now: new Date("2026-11-22T03:00:00Z"),
      me: { person: null, name: "", address: "", roles: [], households: [] },
      acting: { id: sau, name: "Nguyễn Thị Sáu" },
      contactId: commune.phones.sau,
      channel: "simulator" as const,
      locale: "vi",
      lastAnswer: null,
      vault: NO_VAULT,
      pace: () => 0,
      touch: () => undefined,
      tell: async () => true,
      term: (_: string, code: string) => code,
      remind: async () => undefined,
      errand: async () => undefined,
      text: (key: string) => key,
    };
    await taskForTalk(context, "not_understood", "plan.starts_on");
    await taskForTalk(context, "not_understood", "plan.result_on");
    const tasks = await sql.rows(
      z.object({ note: z.string() }),
      "SELECT note FROM tasks WHERE kind = 'not_understood' AND done_at IS NULL",
    );
    expect(tasks).toEqual([{ note: "plan.result_on" }]);
  });
});

describe("reminders", () => {
  it("stop and come again by the person's word", async () => {
    const { run, phones, sql } = commune;
    const off = async () =>
      (
        await sql.rows(
          z.object({ reminders_off: z.boolean() }),
          "SELECT reminders_off FROM contacts WHERE id = $1",
          [phones.sau],
        )
      )[0]?.reminders_off;
    await run(phones.sau, "desk.reminders", { on: false });
    expect(await off()).toBe(true);
    await run(phones.sau, "desk.reminders", { on: { id: "on", label: "Bật" } });
    expect(await off()).toBe(false);
  });

  it("say which one came last, and nothing of the nudges in between", async () => {
    const { run, phones, sql, sau } = commune;
    expect((await run(phones.sau, "desk.why")).code).toBe("none");
    const fired = async (kind: string, due: string) => {
      const [timer] = await sql.rows(
        z.object({ id: z.string() }),
        `INSERT INTO timers (kind, household_id, payload, due_at, created_at, fired_at)
         VALUES ($1, $2, '{}', $3, $3, $3) RETURNING id::text`,
        [kind, sau, due],
      );
      await sql.run(
        `INSERT INTO inbox (contact_id, external_id, payload, happened_at, received_at)
         VALUES ($1, 'timer:' || $2 || ':1', '{}', $3, $3)`,
        [phones.sau, timer?.id, due],
      );
    };
    await fired("step", "2026-11-20T11:30:00Z");
    await fired("progress", "2026-11-21T18:30:00Z");
    await fired("nudge", "2026-11-22T01:00:00Z");
    expect((await run(phones.sau, "desk.why")).value).toEqual({
      what: "progress",
      when: "2026-11-22",
      by: null,
      document: null,
    });
  });
});
