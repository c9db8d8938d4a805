import { DENIALS } from "./denials.ts";

/** Family names that begin most names in Viet Nam, of the Kinh, the Khmer, the Hoa and peoples of the highlands. */
export const SURNAMES: ReadonlySet<string> = new Set(
  (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh lâm mai trương đào đoàn hà cao trịnh châu thái tạ phùng " +
    "vương quách tô lưu lương hứa từ kiều thạch sơn kim danh kiên chau tăng la lã mạc nghiêm tống tôn triệu trang văn vi viên ông bạch " +
    "chu doãn đàm đồng giang giáp hàn hạ khổng khúc khuất la lại lò lục lữ ma mã mạnh mâu nhan ninh nông phí phó phương quan quản quang " +
    "quế sầm sử tào tất thân thang thi thiều tiêu tiết ty ung ứng uông vàng vừ xa y âu bành bế biện bồ ca cam cát cầm cấn cổ cù cung " +
    "dư diệp đái đan điền điểu đổng đường đới hàng hầu hình hùng hướng kha khương kỷ lao lăng liên liêu liễu lộ luân luyện mẫn mông " +
    "giàng thào sùng lường quàng lìm pờ chảo tẩn sần chíu voòng chướng sìu néang neáng mách đàng ja nghị ngụy ngũy nhâm nhiêu nhữ ong ổn phú phục tòng trà trì triều trưng từ tường vạn vòng ksor rơ siu nay niê mlô h'wing k'sor"
  ).split(" "),
);

/** Words in front of a name: who speaks, `tên là`, titles. With diacritics or bare, as written here. */
export const LEADS: ReadonlySet<string> = new Set(
  (
    "dạ da thưa thua em con cháu chau tui toi tôi tớ mình minh tên ten họ và va là la của cua cô chú bác anh chị chi ông bà dì cậu mợ thím " +
    "má mẹ cha bé trai gái thằng nhỏ đứa nội ngoại giấy căn cước cccd khai thật đầy đủ đứng người viết giùm dùm trên trong theo kêu gọi cứ sửa đổi nhà đây " +
    "ạ à ừ chủ hộ gửi gui xin ghi báo bao vợ chồng này nè thì đó"
  ).split(" "),
);

/** Words before `là` that say whose name follows. */
export const TELLS: ReadonlySet<string> = new Set(
  (
    "người ta kêu gọi tui tôi em con mình bà má ba mẹ cha ông anh chị cô chú bác vợ chồng tên họ nội ngoại xã bà con trai gái của chủ hộ khai sinh thật " +
    "nguoi keu goi toi minh ong me anh chi co chu bac vo chong ten ho noi ngoai cua chu that ma"
  ).split(" "),
);

/** Titles whose bare letters are family names or words of names too: taken off only in front of a family name. */
export const BARE_TITLES: ReadonlySet<string> = new Set(
  "co chu bac ong ba di cau mo thim anh chi ho chau minh la".split(" "),
);

/** Polite words behind a name. */
export const TAILS: ReadonlySet<string> = new Set("ạ nha nhé nghen nhe á đó nè ơi nghe hen".split(" "));

/** The same behind a name of three words: `ghi Phan Thị Hoa đi`. `Trần Văn Đi` is a name. */
export const SOFT_TAILS: ReadonlySet<string> = new Set("đi giùm dùm giúp vô luôn ấy".split(" "));

/** Whom the polite words address. */
export const ADDRESS: ReadonlySet<string> = new Set("em anh chị cô chú bác con cháu ad".split(" "));

/** Words that make a sentence of what would otherwise be a name. Only as written here. */
export const SENTENCE: ReadonlySet<string> = new Set(
  (
    `${DENIALS.join(" ")} muốn muon vay cho mà nuôi nuoi trồng trong bán mua hỏi sao gì gi đâu nào biết biet giúp giup vốn von ` +
    "tiền tien bò heo gà vịt đang sẽ đã được duoc bị thì rồi roi chưa chua cũng nhưng với vậy vay có co ở tại xã ấp huyện tỉnh phường " +
    "đi làm lam hết nhiều ít mấy may nhà con giống cán bộ xin chào chao ơi cảm ơn triệu trieu ngàn quên quen gửi gui nhắn nhan đưa kể xem coi đem thôi bỏ sửa lại menu"
  ).split(" "),
);

/** Two words in everyday use of which the first is a family name as well. */
export const EVERYDAY_PAIRS: ReadonlySet<string> = new Set(
  (
    "đồng ý|dong y|mai mốt|mai mot|mai nha|cao quá|cao qua|hồ sơ|ho so|lý do|ly do|tạ ơn|ta on|từ từ|tu tu|từ chối|tu choi|từ đây|" +
    "dương lịch|duong lich|âm lịch|am lich|kim chỉ|la lớn|la làng|đường đi|vạn sự|ông nội|ông ngoại|âu yếm|trà đá|đồng bào|hạ giá|" +
    "mai này|mai sau|mai nay|mai sáng|mai chiều|mai tối|trang chủ|trang chu|phú quý|điền thông|quản lý|quan ly|lý lịch|ly lich|kim loại|danh sách|danh sach|cao ráo|cao rao|đường lớn|đường nhỏ|đường làng|hồ cá|ho ca|vàng bạc|sơn nhà|mai em|lò gạch|thái độ|quế chi|triệu đồng|giang sơn|" +
    "hà nội|ha noi|hà tiên|hà giang|hà nam|hà tĩnh|trà vinh|tra vinh|cao lãnh|cao bằng|ninh bình|ninh thuận|thái bình|thái nguyên|lâm đồng|" +
    "sơn la|kiên giang|đồng nai|đồng tháp|dong thap|châu thành|chau thanh|châu đốc|tây ninh|quảng nam|quảng ngãi|quảng ninh|quảng trị|quảng bình|đồng khởi|phú tân|phú túc|phú thuận|phú khương|phú phụng"
  ).split("|"),
);
