/** What happened, for the household's book. */
export type EntryKind =
  "sold" | "bought" | "paid" | "earned" | "received" | "died" | "born" | "harvested" | "sick" | "started";

/** Where a line outside any question leads. */
export type Wish =
  | "menu"
  | "officer"
  | "loan"
  | "plan"
  | "book"
  | "flood"
  | "storm"
  | "salt_water"
  | "disease"
  | "training"
  | "job"
  | "meeting"
  | "housing"
  | "insurance"
  | "my_data"
  | "language"
  | "help"
  | "stop";

/** Verbs of entries, the longest first within each kind. */
export const ENTRY_VERBS: readonly (readonly [kind: EntryKind, phrases: string])[] = [
  ["sold", "xuất bán|bán được|bán"],
  ["bought", "mua được|mua|sắm|tậu"],
  ["paid", "đóng tiền|trả tiền|mướn|thuê|tốn|đóng|trả|chi"],
  [
    "earned",
    "đi làm mướn|làm mướn|mần mướn|đi làm thuê|làm thuê|làm hồ|lãnh lương|lãnh tiền|đi làm|chạy xe ôm|chạy xe|lời",
  ],
  ["received", "được hỗ trợ|nhận hỗ trợ|được cho|được cấp|nhận"],
  ["died", "bị chết|chết"],
  ["born", "sanh được|đẻ được|mới đẻ|đẻ|sanh|nở"],
  [
    "harvested",
    "thu hoạch được|thu hoạch|cắt được|gặt được|hái được|bẻ được|gặt|hái trái|hái rau|hái dừa|hái bưởi|hái ớt|đi hái|bẻ|tát được|vớt được",
  ],
  ["sick", "bị bệnh|bị bịnh|bị dịch|bỏ ăn|bệnh|bịnh"],
  ["started", "xuống giống|thả|gieo|sạ"],
];

/** What leads to a flow, in the words of those who write. */
export const WISHES: readonly (readonly [wish: Wish, phrases: string])[] = [
  ["menu", "menu|bắt đầu|trang chủ|về đầu|quay về đầu|danh mục|start|chức năng"],
  [
    "officer",
    "gặp cán bộ|gặp anh phụ trách|gặp chị phụ trách|gặp người phụ trách|nói chuyện với cán bộ|gọi cán bộ|hỏi cán bộ|nhắn cán bộ|" +
      "liên hệ cán bộ|cho gặp người|gặp người thật|cần cán bộ|kêu cán bộ|alo cán bộ",
  ],
  [
    "loan",
    "vay vốn|mượn vốn|vay tiền|vay ngân hàng|cần vốn|xin vốn|thiếu vốn|hỗ trợ vốn|vay thêm|muốn vay|cần vay|xin vay|hỏi vay|vay chính sách",
  ],
  [
    "plan",
    "kế hoạch làm ăn|kế hoạch sinh kế|lập kế hoạch|làm kế hoạch|đăng ký kế hoạch|đăng ký làm ăn|đăng ký mô hình|đăng ký sinh kế|" +
      "muốn nuôi|muốn trồng|muốn làm ăn|muốn buôn bán|tính nuôi|tính trồng|xin nuôi|xin con giống|xin cây giống",
  ],
  ["book", "sổ thu chi|xem sổ|ghi sổ|sổ sách|xem thu chi|ghi thu chi|ghi chi tiêu"],
  [
    "flood",
    "nước ngập|ngập nhà|ngập nước|ngập lụt|bị ngập|lũ lên|nước lũ|triều cường|nước lên|nước tràn|vỡ đê|bể bờ bao",
  ],
  ["storm", "tốc mái|sập nhà|giông lốc|lốc xoáy|bão vô|bị bão"],
  ["salt_water", "nước mặn|nhiễm mặn|mặn xâm nhập|xâm nhập mặn|ngập mặn|thiếu nước ngọt|hạn mặn"],
  ["disease", "dịch bệnh|dịch tả|tả heo|cúm gà|bệnh hàng loạt|chết hàng loạt|lở mồm long móng"],
  ["training", "tập huấn|học nghề|dạy nghề|lớp học|khóa học|học kỹ thuật"],
  ["job", "tìm việc|kiếm việc|xin việc|việc làm|đi xuất khẩu lao động|xuất khẩu lao động|đi nước ngoài làm"],
  ["meeting", "lịch họp|họp mặt|khi nào họp|họp khi nào|chừng nào họp|họp chừng nào|bao giờ họp|đối thoại"],
  ["housing", "nhà dột|nhà sập|sửa nhà|xây nhà|cất nhà|nhà tình thương|nhà ở"],
  ["insurance", "bảo hiểm y tế|thẻ bhyt|bhyt|bảo hiểm"],
  [
    "my_data",
    "thông tin của tôi|thông tin của em|dữ liệu của tôi|xem thông tin|xóa thông tin|xoá thông tin|sửa thông tin|dữ liệu cá nhân",
  ],
  ["language", "đổi tiếng|đổi ngôn ngữ|tiếng khmer|tiếng khơ me|tiếng anh|tiếng việt|english|ngôn ngữ"],
  [
    "help",
    "giúp với|không hiểu|hổng hiểu|hỏng hiểu|hong hiểu|hướng dẫn|chỉ em|chỉ tui|làm sao|trợ giúp|help",
  ],
  [
    "stop",
    "ngưng nhắn|dừng nhắn|đừng nhắn|thôi nhắn|hủy đăng ký|huỷ đăng ký|ngừng nhắn|không nhận tin|dừng tin",
  ],
];

/** Words that make a line a question, a plan or a denial, and no entry. As written here, with or without diacritics. */
export const NO_ENTRY: ReadonlySet<string> = new Set(
  (
    "không khong ko hông hổng hong hok hem chưa đừng dung nếu neu muốn muon định tính tinh sẽ sắp sap sao gì gi nào nao mấy hả hỏi hoi nên " +
    "hay cần can xin dự giả hồi phải kêu biểu nghe thấy người ta ai họ xóm giùm dùm giúp"
  ).split(" "),
);

/** Who it happened to and when, in front of the verb: the household itself. */
export const SUBJECTS: ReadonlySet<string> = new Set(
  (
    "em con cháu chau tui toi tôi mình minh nhà nha gia đình dinh mới moi vừa vua đã da rồi roi hôm hom nay bữa bua sáng sang trưa trua " +
    "chiều chieu tối qua ngày ngay vợ vo chồng chong má ba ông bà xã cô chú anh chị dạ thưa ạ ghi sổ đi ra chợ cho lúc nãy thì " +
    "được duoc hết het của cua bị bi ở o với voi này đây nè nhiều nhieu quá trơn sạch trụi hoài luôn lắm"
  ).split(" "),
);

/** Words between what was traded and what it came to. */
export const MONEY_MARKERS: ReadonlySet<string> = new Set(
  "được duoc đặng hết het giá gia tốn ton tổng tong cộng cong là la tiền tien thu lấy lay vô vo".split(" "),
);

/** What can die, be born or fall ill in the book: no person ever. */
export const LIVING: ReadonlySet<string> = new Set(
  (
    "heo lợn lon gà ga vịt vit ngan xiêm xiem ngỗng bò bo trâu trau dê de cừu thỏ tho cá ca tôm tom cua lươn luon ếch ech ốc oc chim cút cut " +
    "ong chó mèo bê be nghé nghe dế rắn ba ba nai nhím dừa dua lúa lua cây cay rau bưởi buoi nhãn xoài mía bắp dưa cam quýt chanh ổi mít " +
    "chuối tiêu hoa kiểng nấm hẹ hành ớt khoai sầu riêng chôm mai"
  ).split(" "),
);
