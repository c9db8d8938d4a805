import { corrected } from "./corrected.ts";
import { tokens, typed } from "./tokens.ts";

/** An office told behind a name; only with its marks, for Thu and Bi are names. */
const OFFICE =
  /\s+(?:phó\s+)?(?:bí thư|chủ tịch|chủ nhiệm|trưởng (?:ấp|thôn|khóm|ban)|tổ trưởng|cán bộ)(?:\s.*)?$/iu;

/** What parts two names, or a name from what is told beside it. */
const BETWEEN =
  /\s*[,;/(|]\s*|\s+[-–—]+\s+|\s+(?:và|va|với|hoặc|hoac|hay là|hay la)\s+(?!t[eê]n)|\s+(?=(?:vợ|chồng|vo|chong)\s+(?:là|tên|la|ten)\s)/u;
/** Age, year of birth, where somebody lives, a number to call: told behind a name without a comma. */
const TOLD =
  /\s+(?:(?:sinh|sanh)\s*(?:năm|nam|ngày|ngay)?\s*\d|sn\s*\d|năm sinh|nam sinh|sđt|sdt|đt|số\s+\d|ở\s|o\s+(?:ap|xa|to)\s|ấp\s|ap\s+\d|\d{1,3}\s*(?:tuổi|tuoi)|\d{4,}).*$/iu;
/** How a part begins that tells of the person and holds no name. */
const ABOUT =
  /^(?:không|hông|à|ủa|ờ|ừ|vâng|thôi|sai|thôn|xóm|bản|khóm|phường|huyện|tỉnh|đường|lớp|đang|hiện|ở|o|ấp|ap|xã|xa|tổ|khu|nhà|chủ hộ|chu ho|vợ|vo|chồng|chong|con|má|ba|nam|nữ|nu|sinh|tuổi|năm|hộ|người|ông|bà|cô|chú|anh|chị|em|dạ|sđt|sdt|đt|số|cccd)(?=[\s.:]|$)/iu;

/** The parts of an answer that may each hold a name: what was put right, divided where another name begins. */
export function nameParts(input: string): string[] {
  const text = input
    .normalize("NFC")
    .replace(/\s*[\r\n]+/gu, ",")
    .replace(/[\s\p{Cf}\p{Cc}]+/gu, " ");
  return keptOf(text)
    .replace(/^\s*\d{1,2}\s*[.)]\s+/u, "")
    .split(BETWEEN)
    .map((part) =>
      part
        .replace(/[.!:"“”()*_~\p{So}\p{Sk}\uFE0F]+/gu, " ")
        .replace(TOLD, "")
        .replace(OFFICE, "")
        .trim(),
    )
    .filter((part) => part !== "");
}

/** `, ở ấp 3`, `(vợ)`, `45 tuổi`: something about the person. */
export function isAbout(part: string): boolean {
  return /\d/.test(part) || ABOUT.test(part);
}

function keptOf(text: string): string {
  const all = tokens(text);
  const right = corrected(all);
  return right === null ? text : typed(text, all, right.from, right.to - 1);
}
