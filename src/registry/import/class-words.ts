import type { HouseholdClass } from "../../domain/classification.ts";
import { fold } from "../../language/normalise.ts";

/** `only`: the one standard that has this word; every standard has the others. */
export type ClassWord = { status: HouseholdClass; only?: string };

/** What communes write for it where there is little room; folded. */
const CODES: Readonly<Record<string, ClassWord>> = {
  n: { status: "poor" },
  hn: { status: "poor" },
  // By income, by lack of services: one class since 2022.
  n1: { status: "poor", only: "qd59_2015" },
  n2: { status: "poor", only: "qd59_2015" },
  cn: { status: "near_poor" },
  hcn: { status: "near_poor" },
  tn: { status: "left_poor" },
  htn: { status: "left_poor" },
  mtn: { status: "left_poor" },
  tcn: { status: "left_near_poor" },
  htcn: { status: "left_near_poor" },
  mtcn: { status: "left_near_poor" },
  tb: { status: "average" },
  mstb: { status: "average" },
  htb: { status: "average" },
};

/** What speaks of poverty and not of a household. */
const ABOUT = /\b(?:chuan|giam|xoa doi giam|tieu chi|muc|do luong) (?:ho )?ngheo(?: da chieu)?\b/g;
const LISTED =
  /^(?:(?:thuoc )?(?:dien |doi tuong )?(?:cac )?(?:ho gia dinh|gia dinh|ho)? ?)(?:moi |da |vua )?(?:(?:tai|phat sinh(?: moi)?|roi vao) )?(thoat )?(?:ho )?(can )?ngheo(?= |$)(.*)$/;
const AVERAGE = /^(?:thuoc )?(?:ho )?(?:co )?(?:muc song )?trung binh$/;
const NOT_LISTED =
  /^(?:khong (?:con )?(?:thuoc (?:dien|ho|doi tuong) ?)?(?:ho )?(?:can )?ngheo|khong thuoc dien|ho khong (?:can )?ngheo)$/;

function plain(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * The class that words name: `Hộ cận nghèo`, `mới thoát nghèo`, `HỘ NGHÈO: 12 hộ`. Null where they name none, or two, such
 * as `Hộ nghèo, cận nghèo`.
 */
export function classInWords(text: string): ClassWord | null {
  const words = plain(text).replace(ABOUT, " ").replace(/\s+/g, " ").trim();
  if (AVERAGE.test(words)) return { status: "average" };
  if (NOT_LISTED.test(words)) return { status: "none" };
  const [, left, near, rest = ""] = LISTED.exec(words) ?? [];
  if (!LISTED.test(words) || /\bngheo\b|\bthoat\b/.test(rest)) return null;
  if (left !== undefined) return { status: near === undefined ? "left_poor" : "left_near_poor" };
  return { status: near === undefined ? "poor" : "near_poor" };
}

/** The class that a cell names, in words or by a code: `N`, `HCN`. */
export function classOf(text: string): ClassWord | null {
  return CODES[plain(text).replaceAll(" ", "")] ?? classInWords(text);
}

/** What may stand behind the class in a title. Of `hộ nghèo nhận quà`, or `vay vốn`, the decision is about something else. */
const BEHIND =
  /^(?: (?:nam|theo|sau|tren|tai|xa|phuong|ap|khom|khu pho|thon|to|tinh|cua|giai doan|thuoc|dau|cuoi|ky|quy|duoc cong nhan|dia ban|\d).*)?$/;

/**
 * The class that a title says all of its list have: `DANH SÁCH HỘ NGHÈO NĂM 2026`; null where it says none, or several, or
 * tells of something that such households get.
 */
export function classOfTitle(text: string): ClassWord | null {
  const [, listed] = /\b(?:danh sach|ds) (?:chi tiet |tong hop |cac |nhung )?(.*)$/.exec(plain(text)) ?? [];
  if (listed === undefined) return null;
  const [, , , rest = ""] = LISTED.exec(listed.replace(ABOUT, " ").replace(/\s+/g, " ").trim()) ?? [];
  return BEHIND.test(rest.trimEnd()) ? classInWords(listed) : null;
}

/** What stands for a class under this heading by its own words: `Phân loại (1: hộ nghèo; 2: hộ cận nghèo)`. */
export function legendOf(heading: string): ReadonlyMap<string, ClassWord> {
  const legend = new Map<string, ClassWord>();
  for (const [, code = "", meaning = ""] of heading.matchAll(
    /(?<![\p{L}\d])([\p{L}\d]{1,4})\s*[:=.–-]\s*([^;,:=()/]+)/gu,
  )) {
    const word = classInWords(meaning);
    if (word !== null) legend.set(plain(code), word);
  }
  return legend;
}

/** How a cell is compared with a legend. */
export function codeIn(cell: string): string {
  return plain(cell);
}
