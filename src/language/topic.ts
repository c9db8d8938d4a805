/** A line that says what something is about: `lên lịch họp ấp 1 bàn chuyện vay vốn`. */
export type Topical = { head: string; topic: string };

/**
 * `bàn` and `ban` stand before what is talked about only with one of these: `bàn giao` hands over, and `ban` may be bán. A colon
 * inside an hour begins no topic.
 */
const ABOUT =
  /(?:^|[\s,])(?:(?:để|de)\s+)?(?:(?:bàn|ban)\s+(?:(?:về|ve)\s+)?(?=(?:chuyện|chuyen|việc|viec|cách|cach|kế hoạch|ke hoach)\s)|(?:bàn|ban)\s+(?:về|ve)\s+|bàn\s+(?!(?:giao|ghế|tay|chân|thờ|học)(?=$|[\s,]))|(?:về|ve)\s+(?=(?:chuyện|chuyen|việc|viec)\s)|(?:nội dung|noi dung)(?:\s+(?:là|la))?[\s:]+)|:\s+/iu;

/** What stands before and behind the first word that says what something is about; null where none of them stands between two words. */
export function topicIn(line: string): Topical | null {
  const text = line.normalize("NFC");
  const found = ABOUT.exec(text);
  if (found === null) return null;
  const head = text.slice(0, found.index).trim();
  const topic = text.slice(found.index + found[0].length).trim();
  return head === "" || topic === "" ? null : { head, topic };
}
