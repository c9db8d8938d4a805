import { fold } from "../../language/normalise.ts";

/** What a column can hold. Some are recognised only so that we can say that they are not kept. */
export const FIELDS = [
  "code",
  "head_name",
  "family_name",
  "given_name",
  "birth",
  "hamlet",
  "phone",
  "address",
  "classification",
  "decision",
  "class_from",
  "number",
  "relation",
  "gender",
  "ethnicity",
  "identity_number",
  "members",
  "livelihood",
  "note",
] as const;
export type Field = (typeof FIELDS)[number];

/** Read to understand the row, not stored. */
export const HELPING: readonly Field[] = ["number", "relation"];
/** Recognised, but this version has no place for them, or may not keep them without consent. */
export const NOT_KEPT: readonly Field[] = [
  "gender",
  "ethnicity",
  "identity_number",
  "members",
  "livelihood",
  "note",
];

/** What communes write over their columns, folded; the sooner in the list, the surer. */
const MEANINGS: readonly (readonly [Field, RegExp])[] = [
  ["number", /^(?:s ?t ?t|tt|so tt|so thu tu|thu tu|no)(?: ho)?$/],
  ["code", /^(?:ma|ma so) (?:so )?(?:ho|ho gia dinh|ho dan|ho ngheo|ho trong he thong)$/],
  ["relation", /^(?:moi )?quan he(?: (?:voi|vs) (?:chu ho|ch))?$/],
  [
    "head_name",
    /^(?:ho (?:va )?(?:chu lot va )?ten|ten) (?:cua )?(?:nguoi )?(?:chu ho|dai dien(?: ho)?)(?: gia dinh)?(?: .*)?$/,
  ],
  ["head_name", /^(?:(?:ht|h va t|ho va t) )?(?:chu ho|ch)$/],
  ["head_name", /^(?:ten ho|ho gia dinh|ho ten ho ngheo|ten chu ho gia dinh|head of household)$/],
  ["head_name", /^(?:ho (?:va |& )?ten|ho (?:va )?ten nguoi dan|ten day du|ho ten day du|full name)$/],
  ["family_name", /^(?:ho|ho dem|ho va dem|ho va ten dem|ho lot|ho va (?:chu )?lot|ho chu lot)$/],
  ["given_name", /^ten$/],
  [
    "birth",
    /^(?:ngay (?:thang )?(?:va )?nam|nam|ngay|ns|ngay thang nam) ?sinh(?: (?:nam|nu|cua chu ho|chu ho))*$/,
  ],
  ["birth", /^(?:ns|sinh nam|nam sinh .*|ngay thang nam sinh .*|year of birth|birth year)$/],
  // The year of birth stands under the sex; where it is a tick, the row says nothing of it.
  ["birth", /^(?:nam|nu)$/],
  [
    "hamlet",
    /^(?:ten )?(?:ap|khom|khu pho|kp|khu vuc|thon|xom|ban|buon|to dan pho)(?: (?:va|hoac)? ?(?:ap|khom|khu pho|kp|khu vuc|thon|xom|ban|buon))*$/,
  ],
  ["hamlet", /^(?:thuoc )?(?:ap|khom|khu pho)(?: .*)?$/],
  // Questions of a form on the web.
  ["hamlet", /(?:^| )(?:ap|khom|khu pho|thon)(?: (?:hay|hoac)? ?(?:ap|khom|khu pho|thon))* nao$/],
  ["classification", /^(?:ho |gia dinh )?(?:thuoc )?(?:dien|loai|doi tuong)(?: ho)? (?:nao|gi)$/],
  ["code", /^household code$/],
  ["hamlet", /^hamlet$/],
  ["address", /^address$/],
  [
    "phone",
    /^(?:so )?(?:dien thoai|dt|d t|sdt|dtdd|di dong)(?: (?:di dong|lien he|lien lac|chu ho|cua chu ho|neu co|zalo))*$/,
  ],
  ["phone", /^(?:so (?:lien he|lien lac|zalo)|phone|lien he)$/],
  [
    "address",
    /^(?:dia chi|d c|dc|noi o|cho o|noi cu tru|noi thuong tru|hktt|ho khau thuong tru)(?: (?!(?:ap|khom|khu pho|thon|ap khom)$).*)?$/,
  ],
  ["gender", /^(?:gioi tinh|gioi|phai|nam nu)$/],
  ["ethnicity", /^(?:thanh phan )?dan toc$/],
  [
    "identity_number",
    /^(?:so )?(?:cccd|cmnd|cmt|can cuoc|can cuoc cong dan|dinh danh|dinh danh ca nhan|chung minh nhan dan|giay to)(?: .*)?$/,
  ],
  [
    "classification",
    /^(?:(?:ket qua )?(?:phan loai|xep loai)(?: (?:ho|ho gia dinh|ho ngheo|ho ngheo (?:va |hoac )?(?:ho )?can ngheo))?|loai ho|dien ho|(?:ho )?(?:moi )?(?:thoat )?(?:can )?ngheo(?: da chieu)?|(?:ho )?ngheo (?:va |hoac )?(?:ho )?can ngheo|(?:ho )?(?:co )?muc song trung binh|tinh trang ho(?: ngheo)?|classification)$/,
  ],
  ["classification", /^(?:hn|hcn|dien|doi tuong|loai)$/],
  ["decision", /^(?:so )?(?:quyet dinh|qd)(?: (?:so|cong nhan|phe duyet|ho ngheo|ngay thang|so ngay))*$/],
  ["decision", /^decision(?: number)?$/],
  [
    "class_from",
    /^(?:(?:tu|ap dung tu|hieu luc tu|tinh tu) ngay|ngay (?:ky |ban hanh )?(?:quyet dinh|qd|cong nhan|hieu luc|ap dung)(?: .*)?|classified from)$/,
  ],
  ["members", /^(?:so|tong so|so luong)? ?(?:nhan )?(?:khau|nhan khau|thanh vien)(?: trong ho)?$/],
  ["livelihood", /^(?:mo hinh|sinh ke|nhu cau|nguyen vong)(?: .*)?$/],
  ["note", /^(?:ghi chu|gc|note|notes)$/],
];

/** A heading as it is compared: folded, without what is in brackets and without signs. */
export function plainHeading(text: string): string {
  return fold(text.replace(/\([^)]*\)/g, " "))
    .replace(/[^\p{L}\p{N}&]+/gu, " ")
    .trim();
}

/** What a column under this heading holds; the lower the rank, the surer. Null where nobody can tell. */
export function fieldOf(heading: string): { field: Field; rank: number } | null {
  const plain = plainHeading(heading);
  const rank = MEANINGS.findIndex(([, pattern]) => pattern.test(plain));
  const field = MEANINGS[rank]?.[0];
  return plain === "" || field === undefined ? null : { field, rank };
}
