import { DENIALS } from "./denials.ts";
/** What happened, for the household's book. */
export type EntryKind =
  | "sold"
  | "bought"
  | "paid"
  | "earned"
  | "received"
  | "died"
  | "born"
  | "harvested"
  | "sick"
  | "started"
  | "trained";

/** Verbs of entries, the longest first within each kind. */
export const ENTRY_VERBS: readonly (readonly [kind: EntryKind, phrases: string])[] = [
  ["sold", "xuất bán|bán được|bán"],
  ["bought", "mua được|mua|sắm|tậu"],
  ["paid", "đóng tiền|trả tiền|mướn|thuê|tốn|đóng|trả|chi"],
  [
    "earned",
    "đi làm mướn|làm mướn|mần mướn|đi làm thuê|làm thuê|đi làm hồ|làm hồ|đi phụ hồ|phụ hồ|làm công nhật|lãnh lương|lãnh tiền|" +
      "đi làm|chạy xe ôm|chạy xe|lời|thu nhập|thu được|thu vô|thu",
  ],
  ["received", "được hỗ trợ|nhận hỗ trợ|được cho|được cấp|nhận"],
  ["died", "bị chết|chết"],
  ["born", "sanh được|đẻ được|mới đẻ|đẻ|sanh|nở"],
  [
    "harvested",
    "thu hoạch được|thu hoạch|cắt được|cắt lúa|gặt được|gặt lúa|hái được|bẻ được|gặt|hái trái|hái rau|hái dừa|hái bưởi|hái ớt|đi hái|" +
      "bẻ bắp|bẻ dừa|bẻ|tát được|vớt được",
  ],
  ["sick", "bị bệnh|bị bịnh|bị dịch|bị rù|bị toi|bị sốt|bị ghẻ|bị tiêu chảy|bị lở mồm|bỏ ăn|bệnh|bịnh"],
  ["started", "xuống giống|thả|gieo|sạ"],
];

/** Words that make a line a question, a plan or a denial, and no entry. As written here, with or without diacritics. */
export const NO_ENTRY: ReadonlySet<string> = new Set(
  (
    `${DENIALS.join(" ")} chưa đừng dung nếu neu muốn muon định tính tinh sẽ sắp sap sao gì gi nào nao mấy hả hỏi hoi nên ` +
    "hay cần can xin tưởng tuong suýt xém sợ dự giả hồi phải kêu biểu nghe thấy người ta ai họ xóm giùm dùm giúp"
  ).split(" "),
);

/** Who it happened to and when, in front of the verb: the household itself. */
export const SUBJECTS: ReadonlySet<string> = new Set(
  (
    "em con cháu chau tui toi tôi mình minh nhà nha gia đình dinh mới moi vừa vua đã da rồi roi hôm hom nay bữa bua sáng sang trưa trua " +
    "chiều chieu tối qua ngày ngay vợ vo chồng chong má ba ông bà xã cô chú anh chị dạ thưa ạ ghi sổ đi ra chợ cho lúc nãy thì " +
    "được duoc đc dc hết het của cua bị bi ở o với voi này đây nè nhiều nhieu quá trơn sạch trụi hoài luôn lắm về ve"
  ).split(" "),
);

/** Words between what was traded and what it came to. */
export const MONEY_MARKERS: ReadonlySet<string> = new Set(
  "được duoc đc dc đặng hết het giá gia tổng tong cộng cong là la tiền tien thu lấy lay vô vo về ve tốn ton".split(
    " ",
  ),
);

/** What can die, be born or fall ill in the book: no person ever. */
export const LIVING: ReadonlySet<string> = new Set(
  (
    "heo lợn lon gà ga vịt vit ngan xiêm xiem ngỗng bò bo trâu trau dê de cừu thỏ tho cá ca tôm tom cua lươn luon ếch ech ốc oc chim cút cut " +
    "ong chó mèo bê be nghé nghe dế rắn ba ba nai nhím dừa dua lúa lua cây cay rau bưởi buoi nhãn xoài mía bắp dưa cam quýt chanh ổi mít " +
    "chuối tiêu hoa kiểng nấm hẹ hành ớt khoai sầu riêng chôm mai"
  ).split(" "),
);
