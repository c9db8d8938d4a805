import { z } from "zod";
import { addDays, instantAt, localDateOf, type LocalDate } from "../calendar/local-date.ts";
import { periodOf, previousPeriod } from "../calendar/periods.ts";
import { idOf, type Value, type Values } from "../domain/value.ts";
import type { Sql } from "../turns/ports.ts";
import { doAs, type Actor, type Cast } from "./tell-scene.ts";

/** The days of the last quarter on which they met, and from which on they were visited; this one is left to whoever plays. */
const MET_ON = 40;
const VISITED_ON = 50;
const VISITS_A_DAY = 4;
/** How far ahead the next meeting is, within the quarter where it reaches so far. */
const PLANNED_IN = 20;
const PLANNED_SOONEST = 3;
/** Where a decision of the last meeting is still open, by when it is to be done. */
const OPEN_UNTIL = 6;

/** What was found at a visit, by the household's name; the others were fine without a word. */
const NOTES: Readonly<Record<string, { how: "fine" | "trouble"; words: string }>> = {
  "Lê Văn Bền": { how: "fine", words: "chuồng dê khô ráo, 4 con cái đang chửa 2" },
  "Phạm Văn Út": { how: "trouble", words: "bờ ao sạt một đoạn, sợ nước lên" },
  "Danh Thị Hồng": { how: "fine", words: "sổ ghi đều, muốn học thêm cách ủ cỏ" },
};
const IdRow = z.object({ id: z.string() });

/**
 * A meeting of the commune in the last quarter as it was: who came, what was said, what was decided and what of it is open
 * yet; a visit to every household after it; and the meeting of this quarter, planned and announced. All by the commands
 * that talks use, so that chị Hạnh and Minh find something in every list.
 */
export async function tellGatherings(
  sql: Sql,
  { commune, casts }: { commune: string; casts: readonly Cast[] },
  now: Date,
): Promise<void> {
  const [first] = casts;
  if (first === undefined) return;
  const { leader } = first.actors;
  const today = localDateOf(now);
  const last = previousPeriod(periodOf("quarter", today));
  await tellMeeting(sql, { commune, casts, leader, on: addDays(last.from, MET_ON) }, now);
  for (const [index, cast] of casts.entries())
    await tellVisit(sql, cast, addDays(last.from, VISITED_ON + Math.floor(index / VISITS_A_DAY)), now);
  await tellPlan(sql, { commune, casts, leader, on: nextMeeting(today) }, now);
}

type Meeting = { commune: string; casts: readonly Cast[]; leader: Actor; on: LocalDate };

async function tellMeeting(sql: Sql, { commune, casts, leader, on }: Meeting, now: Date): Promise<void> {
  const around = { about: null, at: instantAt(on, 17), now };
  const does = (name: string, handed: Values): Promise<Value> => doAs(sql, leader, around, name, handed);
  const opened = await does("casework.begin_log", {
    kind: "dialogue",
    unit: commune,
    day: "today",
    place: "Hội trường xã",
  });
  const meeting = idIn(opened, "id");
  // One of the homes sent nobody.
  await does("casework.mark_roll", {
    meeting,
    marks: { kind: "except", lines: [3] },
    from: 1,
    to: casts.length,
  });
  const asked = casts.at(1)?.household.id ?? null;
  await does("casework.meeting_said", {
    meeting,
    household: asked,
    text: "hỏi lịch chích ngừa cho dê, heo",
    answered: "on_the_spot",
  });
  const minh = casts[0]?.actors.officer;
  const decide = async (text: string, owner: Actor | undefined, due: LocalDate): Promise<string | null> => {
    await does("desk.agree", { meeting, text, owner: owner?.me.person ?? null, due, tell: "later" });
    const [task] = await sql.rows(
      IdRow,
      "SELECT id FROM tasks WHERE note = $1 ORDER BY created_at DESC LIMIT 1",
      [text],
    );
    return task?.id ?? null;
  };
  const done = await decide("Mời thú y xuống Ấp 3 chích ngừa cho dê, heo", minh, addDays(on, 14));
  await decide(
    "Hỏi ngân hàng lịch giải ngân cho hộ còn thiếu vốn",
    leader,
    addDays(localDateOf(now), OPEN_UNTIL),
  );
  await does("casework.finish_meeting", {
    meeting,
    people: casts.length + 5,
    topics: "phòng bệnh cho vật nuôi, ghi sổ hằng tháng, vay vốn làm ăn",
  });
  if (minh !== undefined)
    await doAs(sql, minh, { about: null, at: instantAt(addDays(on, 10), 16), now }, "desk.close_task", {
      task: done,
      note: "đã chích 23 con dê, 11 con heo",
    });
}

async function tellVisit(sql: Sql, { household, actors }: Cast, on: LocalDate, now: Date): Promise<void> {
  const note = NOTES[household.name];
  const around = { about: household, at: instantAt(on, 16), now };
  const visit = await doAs(sql, actors.officer, around, "casework.log_visit", {
    household: household.id,
    how: note?.how ?? "fine",
    trouble: note?.how === "trouble" ? note.words : null,
  });
  if (note?.how === "fine")
    await doAs(sql, actors.officer, around, "casework.note_visit", {
      visit: idIn(visit, "visit"),
      text: note.words,
    });
}

async function tellPlan(sql: Sql, { commune, casts, leader, on }: Meeting, now: Date): Promise<void> {
  const phones = new Set(
    casts.filter(({ actors }) => actors.household !== null).map((one) => one.household.id),
  );
  const at = instantAt(addDays(localDateOf(now), -1), 9);
  await doAs(
    sql,
    leader,
    { about: null, at, now, reaches: (household) => phones.has(household) },
    "casework.plan_meeting",
    {
      kind: "dialogue",
      unit: commune,
      date: on,
      time: "7:30",
      place: "Hội trường xã",
      agenda: "use",
      own_words: "Bà con kể chuyện làm ăn, hỏi lịch vay vốn",
    },
  );
}

/** Some weeks ahead, but within the quarter where that leaves a few days to come. */
function nextMeeting(today: LocalDate): LocalDate {
  const wanted = addDays(today, PLANNED_IN);
  const soonest = addDays(today, PLANNED_SOONEST);
  const { to } = periodOf("quarter", today);
  const within = wanted < to ? wanted : to;
  return within < soonest ? soonest : within;
}

function idIn(value: Value, name: string): string {
  const found = typeof value === "object" && value !== null && !Array.isArray(value) ? value[name] : null;
  const id = idOf(found ?? null);
  if (typeof id !== "string") throw new Error(`The story does not work: there is no ${name}.`);
  return id;
}
