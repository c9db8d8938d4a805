import { LONGEST_ANSWER } from "./reading.ts";

/** `hứa`, and `hẹn` where it is no appointment (`hẹn lại`, `hẹn tuần sau ghé`), up to the end of the sentence. */
const PROMISED =
  /(?:^|[\s,.;])(?<!(?:chưa|chua|không|khong|ko|đừng|dung)\s)(?:hứa(?!\s+hẹn)|hua(?!\s+hen))\s+(?:(?:sẽ|se|là|la|với|voi|cho)\s+)?(?<what>[^.;]+)/iu;

/** The rest of a sentence from the word on with which somebody says what she will do. */
const AHEAD =
  /(?:^|[\s,.;])(?:(?:em|mình|chị|chi|anh|cô|co|chú|chu|bà|ba|ông|ong|hộ|ho)\s+)?(?:hứa|hua|hẹn|hen)\s[^.;]+/iu;

/** A line without what is promised or agreed for later. */
export function withoutPromise(line: string): string {
  return line.normalize("NFC").replace(AHEAD, "");
}

/** What somebody promised, as a longer line tells it: `tuần sau đem giống xuống` of `thăm chị Thu rồi, hứa tuần sau đem giống xuống`. */
export function promiseIn(line: string): string | null {
  if (line.length > LONGEST_ANSWER) return null;
  const what = PROMISED.exec(line.normalize("NFC"))?.groups?.["what"]?.trim() ?? "";
  return what.split(/\s+/).length < 2 ? null : what;
}
