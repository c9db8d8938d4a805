import { readFileSync, writeFileSync } from "node:fs";
import type { Doing, ScreenMessage } from "../../src/turns/simulation.ts";

/** One line of a `.chat` file that means something; see `tests/transcripts/README.md`. */
export type ChatLine =
  | { kind: "person"; name: string }
  | { kind: "user"; does: Doing }
  | { kind: "later"; duration: number }
  | { kind: "invited"; line: string; official: Official }
  | { kind: "set_up"; line: string; commune: string }
  | { kind: "other"; line: string };

/** Somebody of the staff for whom whoever runs the program makes a code (`sinh-ke invite`). */
export type Official = { role: string; name: string; unit: string };

export type Chat = { now: string; lines: ChatLine[] };

/** What a transcript runs on: somebody's phone, and the clock. */
export type ChatStage = {
  find(name: string): Promise<string>;
  act(personId: string, doing: Doing): Promise<void>;
  /** Everything on the phone after the message `after`. */
  messages(personId: string, after: string): Promise<ScreenMessage[]>;
  advance(ms: number): Promise<void>;
  /** Adds a commune to the province, with nobody in it. */
  setUp(commune: string): Promise<void>;
  /** Makes a code as `sinh-ke invite` does. */
  invite(official: Official): Promise<string>;
};

const UNITS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

/** Reads a `.chat` file: header, comments, talk. What the bot says is not read: it is what running it writes. */
export function readChat(text: string): Chat {
  const lines: ChatLine[] = [];
  let now = "";
  for (const line of text.split("\n")) {
    const header = /^now:\s*(\S+)\s*$/.exec(line);
    const person = /^--- (.+)$/.exec(line);
    const user = /^user:\s?(.*)$/.exec(line);
    const later = /^\((\d+) (minute|hour|day|week)s? later\)$/.exec(line);
    const invited = /^\(a code for the (\w+) (.+) of (.+)\)$/.exec(line);
    const setUp = /^\(the commune (.+) is set up\)$/.exec(line);
    if (header?.[1] !== undefined) now = header[1];
    if (person?.[1] !== undefined) lines.push({ kind: "person", name: person[1].trim() });
    else if (user?.[1] !== undefined) lines.push({ kind: "user", does: readDoing(user[1]) });
    else if (later !== null)
      lines.push({ kind: "later", duration: Number(later[1]) * (UNITS[later[2] ?? ""] ?? 0) });
    else if (invited !== null)
      lines.push({
        kind: "invited",
        line,
        official: { role: invited[1] ?? "", name: invited[2] ?? "", unit: invited[3] ?? "" },
      });
    else if (setUp?.[1] !== undefined) lines.push({ kind: "set_up", line, commune: setUp[1] });
    else if (!/^(bot:|\s{4,}\S)/.test(line)) lines.push({ kind: "other", line });
  }
  if (now === "") throw new Error("a transcript begins with a line like now: 2026-11-23T09:00:00+07:00");
  return { now, lines };
}

/** Runs a chat and writes down what happened, in the form of a `.chat` file. */
export async function playChat(chat: Chat, stage: ChatStage): Promise<string> {
  const seen = new Map<string, string>();
  const written: string[] = [];
  let current: string | null = null;
  let code = "";
  const hear = async (): Promise<void> => {
    if (current === null) return;
    for (const message of await stage.messages(current, seen.get(current) ?? "0")) {
      seen.set(current, message.id);
      if (message.from !== "bot") continue;
      code = CODE.exec(message.text)?.[0] ?? code;
      written.push(...writeBot({ ...message, text: withoutCodes(message.text) }));
    }
  };
  for (const line of chat.lines) {
    switch (line.kind) {
      case "person":
        current = await stage.find(line.name);
        written.push(`--- ${line.name}`);
        await hear();
        break;
      case "user":
        if (current === null) throw new Error("say first whose phone it is: --- Nguyễn Thị Sáu");
        written.push(`user: ${writeDoing(line.does)}`);
        await stage.act(current, line.does.text === "<code>" ? { text: code } : line.does);
        await hear();
        break;
      case "later":
        written.push(laterLine(line.duration));
        await stage.advance(line.duration);
        await hear();
        break;
      case "invited":
        written.push(line.line);
        code = await stage.invite(line.official);
        break;
      case "set_up":
        written.push(line.line);
        await stage.setUp(line.commune);
        break;
      case "other":
        written.push(line.line);
        break;
      default:
        line satisfies never;
    }
  }
  return `${written.join("\n").trimEnd()}\n`;
}

/** The file as it is, and as it would be written now; with UPDATE_TRANSCRIPTS=1 the file is rewritten for reading. */
export async function compareChat(
  file: string,
  stage: (now: string) => Promise<ChatStage>,
): Promise<{ kept: string; now: string }> {
  const kept = readFileSync(file, "utf8");
  const chat = readChat(kept);
  const played = await playChat(chat, await stage(chat.now));
  if (process.env["UPDATE_TRANSCRIPTS"] === "1") {
    writeFileSync(file, played);
    return { kept: played, now: played };
  }
  return { kept, now: played };
}

/** What a transcript cannot know beforehand: an invitation's code, and the number of a new household. */
const CODE = /\b(?!K7M2PX\b)[2-9A-Z]{6}\b/;

function withoutCodes(text: string): string {
  const said = text.replace(new RegExp(CODE, "g"), "<code>").replace(/\bH\d{7}\b/g, "<household>");
  // The space before đ is one that no line breaks at; a transcript is typed with the one of the keyboard.
  return said.replaceAll("\u00A0", " ");
}

/** A list as communes send it: a title, headings of their own, a name that is no name, somebody who is known already. */
const LIST = `data:text/csv;base64,${Buffer.from(
  [
    "DANH SÁCH HỘ NĂM 2026",
    "STT,Họ và tên,NS,Khu vực ở,SĐT,Loại hộ",
    "1,HUỲNH VĂN LÀNH,1975,Ấp 1,0901 234 567,N",
    "2,Nguyễn Thị Sáu,1968,Ấp 3,,CN",
    "3,bà Tư (vợ ông Năm),1950,Ấp 2,,CN",
  ].join("\n"),
).toString("base64")}`;

function readDoing(said: string): Doing {
  const button = /^\[(.+)\]$/.exec(said);
  if (button?.[1] !== undefined) return { button: button[1] };
  const photo = /^<photo>(?: (.+))?$/.exec(said);
  if (photo !== null)
    return {
      photo: "data:image/jpeg;base64,/9j/4AAQ",
      ...(photo[1] === undefined ? {} : { caption: photo[1] }),
    };
  if (said === "<list>") return { document: LIST };
  if (said === "<voice>") return { voice: "data:audio/aac;base64,AAAA" };
  return { text: said };
}

function writeDoing(doing: Doing): string {
  if (doing.button !== undefined) return `[${doing.button}]`;
  if (doing.photo !== undefined) return doing.caption === undefined ? "<photo>" : `<photo> ${doing.caption}`;
  if (doing.voice !== undefined) return "<voice>";
  if (doing.document !== undefined) return "<list>";
  return doing.text ?? "";
}

function writeBot({ text, buttons, attachments }: ScreenMessage): string[] {
  const [first = "", ...rest] = text.split("\n");
  const files = attachments.map(({ kind }) => `<${kind}>`);
  const labels = buttons.map(({ label }) => `[${label}]`);
  return [
    `bot:  ${first}`.trimEnd(),
    ...rest.map((line) => `      ${line}`.trimEnd()),
    ...(files.length > 0 ? [`      ${files.join(" ")}`] : []),
    ...(labels.length > 0 ? [`      ${labels.join(" ")}`] : []),
  ];
}

function laterLine(duration: number): string {
  for (const [unit, ms] of Object.entries(UNITS).toReversed())
    if (duration % ms === 0) return `(${duration / ms} ${unit}${duration === ms ? "" : "s"} later)`;
  return `(${duration / 60_000} minutes later)`;
}
