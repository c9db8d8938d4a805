import type { Minutes } from "../casework/meetings/minutes.ts";
import type { Block, Paper, PaperTable } from "../documents/paper/paper.ts";
import { paperDay } from "../reports/paper/phrases.ts";
import type { Say } from "../reports/paper/say.ts";
import { madeOn, nameOf, officePaper, placeOf, type Issuer } from "./office-paper.ts";

/** The minutes of a meeting (biên bản), with what the record says filled in and dotted lines where it says nothing. */
export function minutesPaper(say: Say, issuer: Issuer, found: Minutes): Paper {
  const { meeting, attendance, agenda, statements } = found;
  const kind = say.term("meeting_kinds", meeting.kind);
  const unwritten = say("minutes.unwritten");
  const topics = [...agenda, ...(meeting.topics === null ? [] : [meeting.topics])];
  return officePaper(say, madeOn(issuer, meeting.meets_on), {
    code: "BB",
    kind: say("minutes.kind"),
    subject: say("minutes.subject", { kind, unit: placeOf(issuer, meeting.unit) }),
    body: [
      text(
        say("minutes.opening", {
          hour: meeting.meets_at === null ? unwritten : hourOf(say, meeting.meets_at),
          day: dayOf(say, meeting.meets_on),
          place: meeting.place ?? unwritten,
          name: nameOf(say, issuer),
          kind: small(kind),
        }),
      ),
      heading(say("minutes.part_people")),
      items([
        say("minutes.chair", { name: meeting.chair ?? unwritten }),
        say("minutes.secretary", { name: unwritten }),
        attendance.invited === 0
          ? say("minutes.came", { came: attendance.came })
          : say("minutes.households", { came: attendance.came, invited: attendance.invited }),
        ...(meeting.people === null ? [] : [say("minutes.people", { people: meeting.people })]),
      ]),
      heading(say("minutes.part_topics")),
      ...(topics.length === 0 ? [text(unwritten)] : [items(topics)]),
      heading(say("minutes.part_said")),
      ...(statements.length === 0
        ? [text(say("minutes.nothing_said"))]
        : [
            items(
              statements.map(({ household, text: said, answered }) =>
                say(answered ? "minutes.answered" : "minutes.open", {
                  who: household ?? say("minutes.somebody"),
                  said,
                }),
              ),
            ),
          ]),
      heading(say("minutes.part_decided")),
      ...(found.decisions.length === 0
        ? [text(say("minutes.nothing_decided"))]
        : [{ kind: "table" as const, table: decided(say, found) }]),
      ...(meeting.lessons === null ? [] : [heading(say("minutes.part_lessons")), text(meeting.lessons)]),
      text(say("minutes.closing")),
    ],
    signatures: [
      { lines: [say("minutes.signs_chair")], name: meeting.chair },
      { lines: [say("minutes.signs_secretary")], name: null },
    ],
  });
}

function decided(say: Say, { decisions }: Minutes): PaperTable {
  return {
    columns: [
      { title: say("table.no"), width: 1, align: "center" },
      { title: say("minutes.what"), width: 7 },
      { title: say("minutes.who"), width: 3.5 },
      { title: say("minutes.until"), width: 2.2, align: "center" },
    ],
    rows: decisions.map(({ household, text: what, owner, due_on: until }, at) => [
      String(at + 1),
      household === null ? what : `${household}: ${what}`,
      owner ?? "",
      until === null ? "" : say.day(until),
    ]),
  };
}

/** As it stands inside a sentence. */
export function small(kind: string): string {
  return kind.charAt(0).toLocaleLowerCase("vi") + kind.slice(1);
}

/** "14 giờ 00 phút" */
export function hourOf(say: Say, time: string): string {
  const [hour = "", minute = ""] = time.split(":");
  return say("minutes.hour", { hour, minute });
}

/** "05 tháng 01 năm 2027" */
export function dayOf(say: Say, date: string): string {
  return say("minutes.day", paperDay(date));
}

function heading(said: string): Block {
  return { kind: "heading", level: 2, text: said };
}

function text(said: string): Block {
  return { kind: "text", text: said };
}

function items(lines: readonly string[]): Block {
  return { kind: "items", items: lines };
}
