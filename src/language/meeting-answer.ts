import { ASKING_AT_END } from "./asking-words.ts";
import { fold, isAscii } from "./normalise.ts";
import { wordsIn } from "./said-phrase.ts";

export type MeetingAnswer = "coming" | "cannot" | "perhaps";

/** Longer lines tell of more than whether one comes. */
const MOST_WORDS = 16;
/** `hợp đồng`, `phù hợp`, and `hộp` without their marks. */
const OTHER_HOP =
  /\b(?:phu|tong|truong|ket|lien|ga) hop\b|\bhop (?:dong|ly|le|tac|quy|phap|sua|thuoc|com)\b/g;
const NOT = "(?:khong|hong|hok|ko|k|kg|chang|khoi|sao)";
const GO = "(?:di|toi|du|qua|lai|ra|len|tham du|tham gia|co mat|hop)";
const PERHAPS =
  /\b(?:de (?:coi|tinh|xem)|(?:chua|khong|hong|ko) (?:biet|chac)|coi lai (?:da|coi)|hen lai|tra loi sau)\b/;
const CANNOT = new RegExp(
  `\\b(?:${NOT} (?:the |co )?${GO}|${GO} (?:hop )?${NOT} duoc|mac (?:ban|viec|cong|dam|con|lam)|ket (?:viec|cong|dam|con|roi)|(?:xin )?vang|xin nghi|nghi hop)\\b`,
);
/** Busy; without its mark `ban` is to sell and a friend as well. */
const BUSY = /(?<!\p{L})bận(?!\p{L})/u;
const BUSY_BARE = /\bban (?:roi|dam|viec|cong|lam|di|qua|khong|hong|nghen|nha|gio|mat|con|het)\b|\bban$/;
const COMING = new RegExp(
  `\\b(?:${GO} (?:hop )?(?:thay |ho )?(?:duoc|nghen|nha|nhe|chu|lien|dung gio)|di hop|toi hop|du hop|ra hop|co di|se di|hop duoc|co mat)\\b`,
);
/** What is over, or told of something else than whether one comes. */
const OTHER =
  /\b(?:hop (?:xong|ve|vui|roi)|di hop (?:ve|roi)|hom qua|hoi (?:sang|chieu|hom)|bua (?:hom|qua|truoc)|duoc (?:gi|tien|bao nhieu|may|cho|lanh|nhan))\b/;
const MAY_GO_ALONE = /^(?:da |thoi |u |uh |a )*(?:khong |hong |ko )?di duoc(?: roi| nghen| nha| em| a)*$/;

/**
 * What a line says to an invitation that nobody asks about at the moment: `dạ mai con đi họp được`, `bữa họp tui bận`, `chắc vợ tui
 * đi họp thay`. Null for what asks, what is over, and what does not speak of a meeting.
 */
export function meetingAnswer(line: string): MeetingAnswer | null {
  const words = wordsIn(line);
  const plain = fold(words.join(" "));
  if (words.length > MOST_WORDS || line.includes("?")) return null;
  const isBare = MAY_GO_ALONE.test(plain);
  const speaks = isAscii(line) ? /\bhop\b/.test(plain.replace(OTHER_HOP, " ")) : words.includes("họp");
  if (!isBare && !speaks) return null;
  if (PERHAPS.test(plain)) return "perhaps";
  if (OTHER.test(plain) || asks(words)) return null;
  const isBusy = isAscii(line) ? BUSY_BARE.test(plain) : BUSY.test(line.normalize("NFC").toLowerCase());
  if (isBusy || CANNOT.test(plain)) return "cannot";
  return isBare || COMING.test(plain) ? "coming" : null;
}

/** `đi họp được không em`, `họp mấy giờ` */
function asks(words: readonly string[]): boolean {
  const end =
    words.filter((word) => !/^(?:em|con|anh|chị|chi|cô|co|vậy|vay|ạ|a|ơi|oi)$/.test(word)).at(-1) ?? "";
  const plain = fold(words.join(" "));
  return (
    (end !== "vậy" && ASKING_AT_END.has(end)) ||
    /\b(?:may gio|bua nao|khi nao|chung nao|hom nao|ngay nao|o dau|cho nao|gi vay|chuyen gi|ai)\b/.test(plain)
  );
}
