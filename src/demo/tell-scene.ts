import { z } from "zod";
import { addDays, addMonths, instantAt, localDateOf } from "../calendar/local-date.ts";
import { nextAllowed } from "../calendar/quiet-times.ts";
import { caseworkCommands } from "../casework/commands.ts";
import type { Value, Values } from "../domain/value.ts";
import type { Me } from "../engine/session.ts";
import { deskCommands } from "../desk/commands.ts";
import { registryCommands } from "../registry/commands.ts";
import { remindBy } from "../turns/command-context.ts";
import { NO_VAULT } from "../turns/no-vault.ts";
import type { Command, CommandContext } from "../turns/command.ts";
import type { Sql } from "../turns/ports.ts";
import type { Scene, When } from "./story-scenes.ts";

const COMMANDS = new Map(
  [...registryCommands, ...caseworkCommands, ...deskCommands].map((one): [string, Command] => [
    one.name,
    one,
  ]),
);
const IdRow = z.object({ id: z.string() });

/** Somebody of the story, and the account that she writes from. */
export type Actor = { contactId: string; me: Me };
export type Cast = {
  household: { id: string; name: string };
  actors: { household: Actor | null; officer: Actor; leader: Actor };
};

/**
 * Carries out a scene by the command that a talk would have used, at the time of the scene. Nobody is told, since it is
 * over; of what it reminds, only what is still to come is planned.
 */
export async function tellScene(sql: Sql, cast: Cast, scene: Scene, now: Date): Promise<void> {
  const actor = cast.actors[scene.by] ?? cast.actors.officer;
  const household = cast.household.id;
  switch (scene.does) {
    case "plan": {
      const { startsIn, resultIn, ...plan } = scene.plan;
      const today = localDateOf(now);
      return act(sql, cast, actor, scene.when, now, "casework.submit_plan", {
        ...plan,
        household,
        starts_on: addDays(today, startsIn),
        result_on: addDays(today, resultIn),
        committed: true,
      });
    }
    case "approve":
    case "ask_changes":
    case "refuse":
      return act(sql, cast, actor, scene.when, now, "casework.decide_plan", {
        plan: await latest(sql, "plans WHERE household_id = $1", household),
        decision: scene.does,
        reason: scene.does === "approve" ? null : scene.reason,
      });
    case "step":
      return act(sql, cast, actor, scene.when, now, "casework.step_done", {
        plan: await latest(sql, "plans WHERE household_id = $1", household),
        step: await latest(
          sql,
          `(SELECT s.id, v.created_at FROM plan_steps s JOIN plan_versions v ON v.id = s.plan_version_id
            JOIN plans p ON p.id = v.plan_id WHERE p.household_id = $1 AND s.position = 1) AS steps`,
          household,
        ),
        done: "done",
      });
    case "report":
      return act(sql, cast, actor, scene.when, now, "casework.report_progress", {
        knew: true,
        household,
        how: scene.how,
        income: scene.income,
        cost: scene.cost,
        difficulty: scene.difficulty ?? null,
      });
    default:
      return scene satisfies never;
  }
}

/** Consent as it was given when the household joined: by itself, or witnessed by the officer where it has no phone. */
export async function tellConsent(
  sql: Sql,
  cast: Cast,
  purpose: string,
  question: string,
  when: When,
  now: Date,
): Promise<void> {
  const { household, officer } = cast.actors;
  const answer = { id: "agree", label: "Tôi đồng ý" };
  const handed = { purpose, given: answer, witnessed: household === null };
  const lastAnswer = { asked: question, typed: answer.label };
  await act(sql, cast, household ?? officer, when, now, "registry.record_consent", handed, lastAnswer);
}

async function act(
  sql: Sql,
  cast: Cast,
  actor: Actor,
  when: When,
  now: Date,
  name: string,
  handed: Values,
  lastAnswer: CommandContext["lastAnswer"] = null,
): Promise<void> {
  await doAs(sql, actor, { about: cast.household, at: instantOf(when, now), now, lastAnswer }, name, handed);
}

/** What stands around an act of the story: about whom, when it was done, today, and whom a phone could reach. */
export type Around = {
  about: Cast["household"] | null;
  at: Date;
  now: Date;
  lastAnswer?: CommandContext["lastAnswer"];
  reaches?: (household: string) => boolean;
};

/** Carries out a command as this person did it then; gives its value. */
export async function doAs(
  sql: Sql,
  actor: Actor,
  { about, at, now, lastAnswer, reaches }: Around,
  name: string,
  handed: Values,
): Promise<Value> {
  const remind = remindBy(sql, at, (instant) => nextAllowed(instant));
  const result = await COMMANDS.get(name)?.run(
    {
      sql,
      now: at,
      me: actor.me,
      acting: about,
      contactId: actor.contactId,
      channel: "simulator",
      locale: "vi",
      lastAnswer: lastAnswer ?? null,
      vault: NO_VAULT,
      pace: () => 0,
      touch: () => undefined,
      tell: async (whom) => !("household" in whom) || (reaches?.(whom.household) ?? true),
      term: (_, code) => code,
      remind: async (timer) => (timer.dueAt > now ? remind(timer) : undefined),
      // What was made then has long been sent.
      errand: async () => undefined,
      text: (key) => key,
    },
    handed,
  );
  if (result?.code !== "ok")
    throw new Error(`The story does not work: ${name} for ${about?.name ?? "all"} gave ${result?.code}.`);
  return result.value ?? null;
}

async function latest(sql: Sql, from: string, household: string): Promise<string | null> {
  const [row] = await sql.rows(IdRow, `SELECT id FROM ${from} ORDER BY created_at DESC LIMIT 1`, [household]);
  return row?.id ?? null;
}

/** Things happen in the middle of the morning. */
function instantOf(when: When, now: Date): Date {
  const today = localDateOf(now);
  const date =
    "daysAgo" in when
      ? addDays(today, -when.daysAgo)
      : addDays(addMonths(`${today.slice(0, 8)}01`, -when.monthsAgo), when.day - 1);
  return instantAt(date, 9, 30);
}
