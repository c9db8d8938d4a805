import { DENIAL_LETTERS, DENIALS, RARER_DENIALS, STRONG_DENIALS } from "./denials.ts";
import { wordTable } from "./word-table.ts";

/**
 * How much may follow the word: an `open` one goes on (`có nuôi`, `không nuôi nữa`), an `answer` may be explained
 * (`đồng ý, mai em lên`), a `closed` one means yes or no only alone (`được`, but not `được 2 triệu`), a `soft` one may
 * also be said while listening, and a `turning` one takes back a denial that follows (`không phải không có`).
 */
export type Force = "open" | "answer" | "closed" | "soft" | "turning";

/** What a word does in an answer to a yes/no question. */
export type Said =
  | { says: "yes" | "no"; force: Force }
  | {
      says: "not_yet" | "unknown" | "knowing" | "hedge" | "filler" | "respect" | "nowhere" | "deed" | "stop";
    };

const yes = (force: Force): Said => ({ says: "yes", force });
const no = (force: Force): Said => ({ says: "no", force });

/** In front of a word, and at the end of a question. */
const ASKING = [...DENIALS, "hỏng", ...DENIAL_LETTERS];
const DENYING = [...ASKING, ...STRONG_DENIALS];
/** `rồi`, as it is written in haste. */
const DONE_FORMS = "rồi òi ròi gòi rùi roài r".split(" ");

/** Every way to say no in front of the same words: `không_có hông_có ko_có …`. */
function denied(...ends: string[]): string {
  return ends.flatMap((end) => DENYING.map((denial) => `${denial}_${end}`)).join(" ");
}

/** `thiệt hông`: asked back. */
function questioned(...words: string[]): string {
  return words.flatMap((word) => ASKING.map((denial) => `${word}_${denial}`)).join(" ");
}

/** Words, and fixed phrases with their words joined by `_`. */
export const YES_NO_WORDS = wordTable<Said>(
  [
    ["có cóa មាន", yes("open")],
    [
      "y_chang chớ_sao chứ_sao chớ_sao_không chứ_sao_không sao_lại_không đi_được làm_được dự_được lên_được đến_được vậy_đi cứ_vậy chịu_liền chịu_chứ chịu_nha baat chaa hẳn_nhiên xong_xuôi tiếp_tục tiếp_đi sẵn_lòng vẫn_được chuẩn_không_cần_chỉnh vậy_đó cứ_gửi cứ_ghi cứ_làm cứ_lưu có_thể_chứ",
      yes("answer"),
    ],
    [
      "ừ uh uk ukm ừa ừh vâng vầng ô_kê oke ok okie okê okey okay oki ôkê okela oce yes yep yeah yup sure đúng chuẩn y បាទ ចាស ចា៎ះ ចា៎",
      yes("answer"),
    ],
    [
      "đồng_ý hoàn_toàn_đồng_ý hoàn_toàn_nhất_trí nhất_trí chấp_nhận sẵn_sàng đương_nhiên tất_nhiên dĩ_nhiên hẳn_rồi chịu_luôn bằng_lòng យល់ព្រម",
      yes("answer"),
    ],
    [
      "phải được đc dc đuoc đươc đựơc đúg dúng đúng_không_sai rồi roài gòi ròi òi rùi muốn thích xong sao_không chính_xác r",
      yes("closed"),
    ],
    [denied("sai", "sai_đâu", "có_gì_sai", "có_sai"), yes("closed")],
    ["ờ ừm um uhm uhuh chắc_vậy chắc_thế", yes("soft")],
    [
      `${[...ASKING, ...RARER_DENIALS].join(" ")} hôg hog hôn hổm hum khum khg khôg khôm kô hỏn ទេ អត់ទេ មិនទេ អត់ អត់មាន មិនមាន`,
      no("open"),
    ],
    [
      "chẳng chả nỏ đâu_có nào_có hổng_dám làm_gì_có mần_gì_có làm_chi_có mần_chi_có không_bao_giờ",
      no("open"),
    ],
    [denied("có"), no("open")],
    [
      "không_phải kp ko_phải hông_phải hổng_phải hong_phải hok_phải kg_phải đâu_phải không_thể",
      no("turning"),
    ],
    [
      "để_em để_tui để_tôi để_mình để_anh để_chị để_con để_cô để_chú để_bác để_ông để_hồi",
      { says: "not_yet" },
    ],
    ["khỏi đừng từ_chối no nope phản_đối thôi_đi thôi_khỏi miễn_đi sao_được", no("answer")],
    ["thôi sai sai_bét sai_hết sai_trơn trật trật_lất bậy bậy_bạ miễn hg n", no("closed")],
    [
      "chưa sắp chửa gần_xong để_coi để_xem để_tính để_nghĩ để_suy để_hỏi để_bàn để_từ từ_từ bữa_khác khi_khác hôm_khác dịp_khác lúc_khác",
      { says: "not_yet" },
    ],
    [
      "để_lần_sau để_hôm_khác để_bữa_khác để_bữa_sau để_hôm_sau để_khi_khác để_lúc_khác để_tuần để_tháng để_ít để_khi để_hôm để_mai để_mốt để_bữa để_tối để_về để_lát để_rồi bữa_nào_rảnh coi_sao_đã để_coi_sao lần_sau kỳ_sau đợt_sau lát_nha chờ_đã đợi_đã chờ_tí đợi_tí chờ_tý đợi_tý đợi_em chờ_em đợi_tui chờ_tui chờ_thêm chờ_xem chưa_bao_giờ chưa_khi_nào lần_khác mốt_tính nghĩ_thêm còn_nghĩ phân_vân lưỡng_lự cân_nhắc chưa_có_gì chưa_có_gì_cả chưa_có_ai thong_thả mai_tính " +
        "mai_trả_lời tối_trả_lời mốt_trả_lời đang_chờ đang_đợi đang_bàn chưa_phải_lúc " +
        denied("phải_bây_giờ", "phải_lúc_này", "phải_hôm_nay", "phải_bữa_nay"),
      { says: "not_yet" },
    ],
    [
      "để_sau còn_tính đang_tính đang_suy đang_nghĩ khoan_đã lát_nữa chút_nữa hồi_nữa tí_nữa chờ_chút đợi_chút hồi_nào bữa_sau hôm_sau mai_mốt tính_sau tính_lại coi_lại nghĩ_lại suy_nghĩ suy_tính not_yet មិនទាន់ អត់ទាន់",
      { says: "not_yet" },
    ],
    [
      "quên tùy kb hkb kbt hkbt chịu_thua bó_tay mù_tịt gì_cũng sao_cũng đâu_cũng nào_cũng nhiêu_cũng ai_biết ai_mà_biết sao_mà_biết làm_sao_biết làm_sao_mà_biết sao_biết_được " +
        "biết_đâu không_nghe ko_nghe có_trời chỉ_trời trời_biết thế_nào_cũng khó_nói dont_know មិនដឹង អត់ដឹង " +
        denied(
          "bt",
          "để_ý",
          "nghe_nói",
          "thấy_nói",
          "nghe",
          "biết_nói_sao",
          "biết_làm_sao",
          "hiểu_câu_hỏi",
          "hay_biết",
        ),
      { says: "unknown" },
    ],
    ["biết bik bít biêt rõ nhớ rành chắc_chắn", { says: "knowing" }],
    [
      "gần_như hầu_như không_sao không_sao_đâu ko_sao hông_sao bận_rồi em_nghe con_nghe tui_nghe cháu_nghe chắc không_chừng có_lẽ hình_như có_thể có_khi cũng có_vẻ maybe",
      { says: "hedge" },
    ],
    ["dạ thưa bẩm dạ_thưa zạ nghe_rồi hiểu_rồi biết_rồi thấy_rồi", { says: "respect" }],
    ["đâu làm_gì", { says: "nowhere" }],
    [
      "nộp làm họp ghi lưu nhận lấy tiêm chích xịt bón ký đóng mua gửi đi gặp vay trả học nuôi trồng báo đăng_ký tham_gia hoàn_thành",
      { says: "deed" },
    ],
    [
      "dừng hủy bỏ nhầm lộn không_lẽ chẳng_lẽ lẽ_nào giả_sử ai_mà_không ai_mà_hổng ai_mà_chẳng ai_không ai_chẳng sửa xóa hiểu có_gì có_điều có_ai làm_sao sao bao_giờ thôi_được có_sao phải_chi nếu mới khi_có lúc_có bữa_có ý_kiến không_vấn thành_vấn no_problem có_ý có_vấn có_việc " +
        "thôi_cũng_được ừ_thôi ừ_mà_thôi ừ_thì_thôi ờ_thôi thôi_ừ ừ_thôi_cũng_được không_hoàn_toàn " +
        [...DONE_FORMS.flatMap((done) => [`hết_${done}`, `thôi_${done}`]), ""].join(" ") +
        questioned("sai", "thiệt", "thật", "khỏe", "có_nên"),
      { says: "stop" },
    ],
    [
      "em anh chị cô chú bác ông dì con cháu tui tôi mình a à nha nhé nhe nghe nghen hen đó đấy mà luôn lắm",
      { says: "filler" },
    ],
    [
      "nữa vậy thì là đủ nè ơi ad bot bạn cảm ơn cám thanks cả chứ chớ chư đi hết nào lun hihi haha hehe",
      { says: "filler" },
    ],
  ],
  [],
  [
    ["đã", yes("soft")],
    // Where, in the centre; without its mark it opens a pond, a shop, or Mỏ Cày.
    ["mô", { says: "nowhere" }],
    // Why, and because.
    ["răng vì", { says: "stop" }],
    // Without diacritics a commune: Tân Thành.
    ["tán_thành", yes("answer")],
    // Without diacritics: scales, cans, a borehole.
    ["cần", yes("closed")],
    ["khoan", { says: "not_yet" }],
    ["bà hở hén hả hà ạ á", { says: "filler" }],
  ],
);

export const YES_SIGNS = new Set(["👍", "👌", "✅", "🆗", "✔", "☑", "🙆", "💯"]);
export const NO_SIGNS = new Set(["👎", "❌", "✖", "🙅", "🚫"]);
