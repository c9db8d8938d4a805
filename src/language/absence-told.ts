import type { LocalDate } from "../calendar/local-date.ts";
import { readDate } from "./date.ts";
import { fold } from "./normalise.ts";

/** What a line says of somebody who goes away for work: `self` is whoever writes; null where it is not said. */
export type AbsenceTold = {
  who: string | null;
  self: boolean;
  until: LocalDate | null;
  back: boolean;
  still: boolean;
  /** Beside it, that the household gives up what it does: `nghỉ nuôi dê rồi, đi Bình Dương làm`. */
  stops: boolean;
};

/** `vợ chồng tui`, `thằng con trai em`: somebody of the household, as the writer calls him. */
const KIN =
  /\b(?:vo chong|hai vo chong|(?:thang |con |dua )?con (?:trai|gai|ut|lon)|(?:anh|chi|ong|ba) xa|chong|vo|chau)(?: (?:tui|toi|em|e|minh|nha tui|nha toi|nha em))?(?= (?:\w+ )?(?:di|len|dang|lam)\b)/;
const SELF = /\b(?:e|em|tui|toi|t|minh)\b(?= (?:\w+ )?(?:di|dang|dg|len|lam)\b)/;
/** The day stands behind `tới`, or before `về`. */
const UNTIL = /\b(?:cho toi|toi|den|het|qua)\b (.+?)(?= (?:moi |se |e |em |tui )?ve\b|[,.;]|$)/g;
const HOME_BY =
  /((?:thang|tet|ra gieng|cuoi|mung|ngay|giua|dau|\d)[^,.;]*?) (?:moi |se |e |em |tui |toi )?ve\b/g;
const LONGER = /\b(?:them|con) (?:lam )?(?:them )?(\d+ (?:thang|tuan) nua)\b/g;
const BACK = /\b(?:ve (?:nha )?(?:roi|r)|da ve|moi ve|ve toi nha|ve luon roi)\b/;
const NOT_BACK = /\b(?:chua|khong|ko|k|hong|con lau) (?:\w+ )?ve\b/;
const STOPS =
  /\b(?:nghi|bo|thoi|het|khong|ko|hong|hk) (?:nuoi|trong|lam ruong|lam vuon|ban)\b(?! (?:duoc|dc|kip|xong))/;

const AFAR =
  /\b(?:di|len|ra|xuong) (?:lam )?(?:o |tren |duoi )?(?:binh duong|dong nai|sai gon|sg|thanh pho|tp|tphcm|long an|vung tau|tay ninh|ha noi|da nang|can tho|phu quoc|xa)\b/;
const WISHED = /\b(?:muon|tinh|dinh|xin|kiem|tim|can|neu|sao)\b/;

/** `đi Bình Dương làm công ty`: somebody goes where one does not come home in the evening, and no longer only wishes to. */
export function goesAway(line: string): boolean {
  const plain = fold(line);
  return AFAR.test(plain) && !WISHED.test(plain) && !line.includes("?");
}

/** Reads `mai e đi bình dương làm tới tháng 2 mới về`, `chưa về, còn làm thêm 2 tháng nữa`. Days lie ahead of `now`. */
export function readAbsenceTold(line: string, { now }: { now: Date }): AbsenceTold {
  const clean = line.normalize("NFC").replace(/\s+/g, " ").trim();
  const plain = fold(line);
  const kin = KIN.exec(plain);
  // Both have the same letters in the same places, or the name is not taken from it.
  const sameLetters = clean.length === plain.length;
  const who = kin === null || !sameLetters ? null : clean.slice(kin.index, kin.index + kin[0].length);
  const until = untilIn(plain, now);
  return {
    who,
    self: who === null && SELF.test(plain),
    until,
    still: NOT_BACK.test(plain),
    stops: STOPS.test(plain),
    back: until === null && BACK.test(plain) && !NOT_BACK.test(plain),
  };
}

function untilIn(plain: string, now: Date): LocalDate | null {
  for (const pattern of [UNTIL, HOME_BY, LONGER])
    for (const [, said = ""] of plain.matchAll(pattern)) {
      const reading = readDate(said, { now, direction: "forward" });
      if (reading.kind === "understood")
        return "date" in reading.value ? reading.value.date : startOf(reading.value, said);
    }
  return null;
}

/** `tới Tết` is its first day; of `tới tháng 2`, which a reader may begin today, the month counts. */
function startOf(stretch: { from: LocalDate; to: LocalDate }, said: string): LocalDate {
  const month = /^thang \d{1,2}\b/.test(said);
  return month ? `${stretch.to.slice(0, 8)}01` : stretch.from;
}
