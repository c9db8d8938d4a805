import type { Paper } from "../../../src/documents/paper/paper.ts";

/** A report of the union or of the state, with everything on it that a paper can carry. */
export function samplePaper(form: Paper["form"], rows = 60): Paper {
  const union = form === "union";
  return {
    form,
    issuer: union
      ? { above: "TỈNH ĐOÀN VĨNH LONG", name: "BAN THƯỜNG VỤ ĐOÀN XÃ\nBÌNH PHÚ ĐÔNG" }
      : { above: "ỦY BAN NHÂN DÂN TỈNH VĨNH LONG", name: "ỦY BAN NHÂN DÂN XÃ BÌNH PHÚ ĐÔNG" },
    number: union ? "Số: 12-BC/ĐTN" : "Số: 12/BC-UBND",
    placeAndDate: "Bình Phú Đông, ngày 05 tháng 01 năm 2027",
    about: null,
    kind: "BÁO CÁO",
    subject: "Kết quả thực hiện Đề án phát triển đa dạng sinh kế,\nthoát nghèo bền vững 6 tháng đầu năm 2027",
    to: { label: "Kính gửi:", names: ["Ban Thường vụ Tỉnh Đoàn Vĩnh Long"] },
    body: [
      {
        kind: "text",
        italic: true,
        text: "Căn cứ Công văn số 1444-CV/TĐTN-TNNT ngày 23/3/2020 của Ban Thường vụ Tỉnh Đoàn về việc tiếp tục thực hiện Đề án phát triển đa dạng sinh kế, thoát nghèo bền vững;",
      },
      { kind: "heading", level: 1, text: "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI" },
      { kind: "text", text: "Trong kỳ đã tuyên truyền 12 lượt, tiếp cận 480 người." },
      { kind: "items", items: ["Loa truyền thanh: 6 lượt;", "Hội nghị: 2 lượt, 120 người."] },
      { kind: "heading", level: 2, text: "1. Rà soát, điều chỉnh, thay thế hộ" },
      {
        kind: "table",
        table: {
          columns: [
            { title: "STT", width: 1, align: "center" },
            { title: "Nội dung", width: 6 },
            { title: "Kỳ này", width: 2, align: "right" },
            { title: "Kỳ trước", width: 2, align: "right" },
          ],
          rows: [
            ["1", "Số hộ phân bổ", "40", "40"],
            ["2", "Số hộ đang tham gia", "38", "36"],
          ],
        },
      },
      { kind: "heading", level: 1, text: "III. ĐÁNH GIÁ" },
      { kind: "heading", level: 2, text: "1. Ưu điểm", mark: "_sk_0123456789ab_strengths" },
      { kind: "text", text: "Các hộ tích cực tham gia." },
      { kind: "heading", level: 2, text: "2. Hạn chế, khó khăn", mark: "_sk_0123456789ab_limits" },
      { kind: "text", text: "Còn 2 ấp chưa họp." },
    ],
    recipients: {
      label: "Nơi nhận:",
      lines: ["- Như trên;", "- Sở Nông nghiệp và Môi trường;", "- Lưu: VP."],
    },
    signatures: [{ lines: ["TM. BAN THƯỜNG VỤ ĐOÀN XÃ", "BÍ THƯ"], name: "Lê Thị Mỹ Hạnh" }],
    annexes: [
      {
        heading: "PHỤ LỤC 1",
        title: "DANH SÁCH HỘ THAM GIA ĐỀ ÁN",
        note: "(Kèm theo Báo cáo số 12-BC/ĐTN ngày 05/01/2027)",
        landscape: true,
        body: [
          {
            kind: "table",
            table: {
              columns: [
                { title: "STT", width: 1, align: "center" },
                { title: "Họ và tên chủ hộ", width: 4 },
                { title: "Năm sinh", width: 1.5, align: "center" },
                { title: "Ấp", width: 2 },
                { title: "Mô hình", width: 3 },
                { title: "Vốn (đồng)", width: 2, align: "right" },
              ],
              rows: Array.from({ length: rows }, (_, at) => [
                String(at + 1),
                "Nguyễn Thị Sáu",
                "1968",
                "Ấp 3",
                "Nuôi bò sinh sản",
                "50.000.000",
              ]),
            },
          },
        ],
      },
    ],
    words: {
      motto: {
        union: "ĐOÀN TNCS HỒ CHÍ MINH",
        country: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        motto: "Độc lập - Tự do - Hạnh phúc",
      },
    },
    about_file: { title: "Báo cáo", mark: "report:0123456789ab", on: "2027-01-05" },
  };
}
