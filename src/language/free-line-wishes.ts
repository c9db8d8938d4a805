import { eachHouse, eachOf, eachOfFamily } from "./wish-phrases.ts";
import type { Wish } from "./wishes.ts";

/** What leads to a flow, in the words of those who write. */
export const WISHES: readonly (readonly [wish: Wish, phrases: string])[] = [
  ["menu", "menu|bắt đầu|trang chủ|về đầu|quay về đầu|danh mục|start|chức năng"],
  [
    "officer",
    "gặp cán bộ|gặp anh phụ trách|gặp chị phụ trách|gặp người phụ trách|nói chuyện với cán bộ|gọi cán bộ|hỏi cán bộ|nhắn cán bộ|" +
      "liên hệ cán bộ|cho gặp người|gặp người thật|cần cán bộ|kêu cán bộ|alo cán bộ|cán bộ ơi|số cán bộ|số điện thoại cán bộ|" +
      "gọi cho tui|gọi cho em|gọi cho tôi|gọi lại cho tui|gọi lại cho em|gọi lại cho tôi|nói chuyện với người|người thật|gặp người|" +
      "anh cán bộ|chị cán bộ|cần người giúp|cần gặp người|nói chuyện với ai|gọi điện cho tui|gọi điện cho em|gọi điện cho tôi|kêu anh phụ trách|số điện thoại anh phụ trách|anh phụ trách|chị phụ trách|cứu với|cứu em|cứu tui",
  ],
  [
    "loan",
    "vay vốn|mượn vốn|vay tiền|vay ngân hàng|cần vốn|xin vốn|thiếu vốn|hết vốn|không có vốn|hổng có vốn|hông có vốn|ko có vốn|kẹt vốn|" +
      "hỗ trợ vốn|vay thêm|muốn vay|cần vay|xin vay|hỏi vay|vay chính sách|mượn tiền|cho vay|vốn vay|vay ưu đãi|vay hộ nghèo|vay nhà nước|vay nuôi|vay làm ăn|cho mượn vốn|túng vốn|không đủ vốn|hổng đủ vốn|hông đủ vốn",
  ],
  [
    "plan",
    "kế hoạch làm ăn|kế hoạch sinh kế|lập kế hoạch|làm kế hoạch|đăng ký kế hoạch|đăng ký làm ăn|đăng ký mô hình|" +
      "đăng ký sinh kế|đăng ký nuôi|đăng ký trồng|muốn nuôi|muốn trồng|muốn làm ăn|muốn buôn bán|tính nuôi|tính trồng|xin nuôi|" +
      "xin con giống|xin cây giống",
  ],
  [
    "my_plan",
    eachOf(
      "kế_hoạch",
      "của em",
      "của tui",
      "của tôi",
      "của con",
      "của chị",
      "của cô",
      "của mình",
      "nhà em",
      "nhà tui",
      "nhà tôi",
      "nhà mình",
      "em",
      "tui",
      "tôi",
      "sao rồi",
      "tới đâu",
      "duyệt",
    ) +
      "|xem kế hoạch|coi kế hoạch|sửa kế hoạch|đổi kế hoạch|duyệt chưa|" +
      eachOf("đổi chuyển", "sang nuôi", "qua nuôi", "sang trồng", "qua trồng"),
  ],
  [
    "help_news",
    eachOf("tiền vốn quà đồ", "hỗ trợ bao giờ", "hỗ trợ chừng nào", "hỗ trợ khi nào", "hỗ trợ đâu") +
      "|" +
      eachOf(
        "bao_giờ chừng_nào khi_nào hôm_nào bữa_nào",
        "có hỗ trợ",
        "được hỗ trợ",
        "có tiền",
        "được nhận",
        "nhận được",
        "cho bò",
        "cấp bò",
        "cho con giống",
        "cấp con giống",
      ) +
      "|chưa thấy đưa|chưa thấy cho|chưa thấy hỗ trợ|chưa nhận được|chưa được nhận|chưa được cho|hỗ trợ tới đâu|hỗ trợ sao rồi|hỗ trợ chưa|chưa thấy tiền|mà sao chưa có|mà chưa thấy đâu",
  ],
  [
    "book",
    eachOf("ghi lời thu chi", "bao nhiêu") +
      "|" +
      eachOf("làm bán kiếm", "được bao nhiêu") +
      "|ghi gì|ghi những gì|ghi cái gì|lời lỗ|tiền lời tháng|tiền lãi tháng|còn dư bao nhiêu|" +
      "sổ thu chi|xem sổ|coi sổ|coi lại sổ|xem lại sổ|sổ của tui|sổ của em|sổ của tôi|thu chi tháng|thu chi bao nhiêu|tổng thu chi|ghi sổ|sổ sách|xem thu chi|coi thu chi|ghi thu chi|ghi chi tiêu",
  ],
  [
    "flood",
    "nước ngập|ngập nhà|ngập nước|ngập lụt|bị ngập|ngập hết|ruộng ngập|vườn ngập|nhà ngập|bị lụt|lụt rồi|lũ lên|nước lũ|triều cường|" +
      "nước lên|nước tràn|" +
      eachHouse("ngập", "bị ngập") +
      "|vỡ đê|bể đê|bể bờ bao|vỡ bờ bao|sạt lở|lở đất|lở bờ",
  ],
  [
    "storm",
    "tốc mái|tốc nóc|bay nóc|bay mái|sập nhà|nhà sập|giông lốc|lốc xoáy|sập mái|mái bị sập|bão vô|bị bão|vì bão|do bão|bão tới|bão lớn|bão tốc|cơn bão|" +
      "giông bão|mưa bão|bị lốc|bị giông|sập chuồng|bão sập|gió sập|gió tốc|bão làm|lốc cuốn|bão cuốn|chuồng sập|bay mất mái|tố lốc|cây đè nhà",
  ],
  [
    "salt_water",
    "nước mặn|nước sông mặn|sông mặn|ruộng mặn|đất mặn|mặn quá|nhiễm mặn|mặn xâm nhập|xâm nhập mặn|ngập mặn|hạn mặn|bị mặn|mặn vô|mặn chết|mặn lên|khô hạn|hạn hán",
  ],
  [
    "fire",
    "cháy nhà|nhà cháy|cháy chuồng|bị cháy|cháy rồi|cháy bếp|cháy vườn|cháy hết|hỏa hoạn|chập điện|" +
      eachHouse("cháy", "bị cháy"),
  ],
  [
    "disease",
    "lở móng|long móng|long mồm|bị vàng lá|chết trắng|chết hàng loạt|" +
      eachOf(
        "lúa dừa bưởi rau cây vườn ruộng",
        "bị rầy",
        "bị héo",
        "bị vàng lá",
        "vàng lá",
        "bị thối",
        "bị cháy lá",
        "chết hết",
      ) +
      "|rầy nâu|đạo ôn|sâu cuốn lá|sâu đầu đen|" +
      "dịch bệnh|dịch tả|tả heo|lở mồm|bị toi|bị rù|gà rù|bị sâu|sâu bệnh|bị ghẻ|đốm trắng|bị dịch|heo tai xanh|chết hết bầy|chết hết đàn|chết nguyên bầy|chết sạch|cúm gà|cúm gia cầm|bệnh hàng loạt|chết hàng loạt|lở mồm long móng|tai xanh",
  ],
  [
    "illness",
    "nằm viện|nhập viện|đi viện|bệnh viện|tai nạn|tai biến|ốm đau|đau ốm|đau bệnh|bệnh nặng|bịnh nặng|người bệnh|người bịnh|ung thư|" +
      "đi mổ|mổ tim|mới mổ|phải mổ|bị mổ|bị đột quỵ|đột quỵ|cấp cứu|chạy thận|té gãy|gãy tay|gãy chân|" +
      eachOfFamily(
        "bệnh",
        "bị bệnh",
        "bịnh",
        "bị bịnh",
        "ốm",
        "bị ốm",
        "đau nặng",
        "bị té",
        "té xe",
        "bị ngã",
        "bỏ ăn",
        "nổi mẩn",
        "bị sốt",
        "bị tiêu chảy",
      ),
  ],
  [
    "death",
    "qua đời|đám ma|đám tang|có tang|" +
      eachOfFamily(
        "mất rồi",
        "mất hôm qua",
        "mất sáng nay",
        "mất hôm kia",
        "mất bữa",
        "đã mất",
        "mới mất",
        "vừa mất",
        "bị chết",
        "chết rồi",
      ),
  ],
  [
    "selling",
    "ai mua|ế quá|không bán được|hổng bán được|hông bán được|ko bán được|chưa bán được|bán không được|bán hổng được|không ai mua|hổng ai mua|" +
      "hông ai mua|rớt giá|mất giá|tìm chỗ bán|kiếm chỗ bán|tìm mối|kiếm mối|ép giá|chê không mua|không có đầu ra|hổng có đầu ra|hông có đầu ra|chưa có đầu ra|bán ế|ế hàng|bị ế|tìm nơi bán|không có người mua|hổng có ai mua|không có ai mua|tìm người mua|kiếm người mua|tìm thương lái|kiếm thương lái|đầu ra|" +
      "bán ở đâu|ở đâu được giá|bán cho ai|nhờ bán|cần bán|muốn bán|bán giùm|bán dùm|tiêu thụ",
  ],
  [
    "water",
    "nước sạch|nước uống|nước xài|chưa có nước|không có nước máy|chưa có nước máy|hổng có nước máy|nước phèn|bị phèn|nước dơ|nước đục|nước sinh hoạt|thiếu nước|thiếu nước ngọt|không có nước|hổng có nước|hết nước|cúp nước|xin nước|" +
      "nước máy|bồn nước|kéo nước",
  ],
  [
    "toilet",
    "nhà vệ sinh|cầu tiêu|hố xí|nhà tiêu|nhà tắm|" +
      eachOf("cất xây sửa làm xin", "nhà vệ sinh", "nhà tắm") +
      "|" +
      eachOf("không hổng hông chưa ko", "có nhà vệ sinh", "có cầu tiêu"),
  ],
  [
    "schooling",
    "học phí|tiền học|tiền trường|nghỉ học|bỏ học|học bổng|sách vở|học sinh|ăn học|nhập học|con đi học|con tôi đi học|con tui đi học|con em đi học|con mình đi học|cháu tui đi học|cháu đi học|em đi học|" +
      eachOf(
        "không hổng hông chưa ko",
        "có tiền đóng học",
        "có tiền đóng học phí",
        "có tiền đi học",
        "có tiền học",
      ) +
      "|thiếu tiền học",
  ],
  [
    "gives_up",
    "nghỉ nuôi|thôi nuôi|hết nuôi rồi|dẹp nuôi|dẹp chuồng|nghỉ trồng|thôi trồng|nghỉ bán rồi|nghỉ may|nghỉ đan|bỏ nghề|nghỉ nghề|" +
      "không nuôi nữa|hổng nuôi nữa|hông nuôi nữa|ko nuôi nữa|không trồng nữa|hổng trồng nữa|không làm nghề nữa|bán hết đàn",
  ],
  [
    "documents",
    "giấy tờ|khai sinh|làm căn cước|làm cccd|làm lại cccd|làm lại căn cước|mất cccd|mất căn cước|mất giấy tờ|chưa có hộ khẩu|chưa có giấy tờ|không có giấy tờ|chưa có khai sinh|chưa có căn cước|cấp lại căn cước|hết hạn căn cước|căn cước|chứng minh nhân dân|sổ đỏ|sổ hồng|giấy đất|giấy xác nhận|giấy chứng nhận|" +
      "xác nhận hộ|mất sổ|sổ hộ nghèo|giấy hộ nghèo|hộ khẩu|tạm trú|thường trú|đăng ký kết hôn",
  ],
  ["legal", "pháp lý|luật sư|tranh chấp|kiện|trợ giúp pháp lý"],
  [
    "training",
    "tập huấn|học nghề|đi học nghề|dạy nghề|lớp học|khóa học|học kỹ thuật|học cách nuôi|học cách trồng|muốn học nghề|muốn học làm|muốn học may|muốn học nuôi|muốn học trồng|muốn học kỹ thuật|học may|học làm tóc|học sửa xe|học nấu ăn|học lái xe|cách nuôi|cách trồng|kỹ thuật nuôi|kỹ thuật trồng",
  ],
  [
    "job",
    "tìm việc|kiếm việc|xin việc|việc làm|mất việc|thất nghiệp|muốn đi làm|xin đi làm|việc gì làm|việc gì làm không|có việc làm|không có việc|hổng có việc|hết việc làm|làm công ty",
  ],
  [
    "job_found",
    "xin được việc|xin được việc làm|xin được chỗ làm|kiếm được việc|kiếm được việc làm|kiếm được chỗ làm|tìm được việc|tìm được việc làm|" +
      "tìm được chỗ làm|có việc làm rồi|có chỗ làm rồi|được nhận vô làm|được nhận vào làm|được nhận việc|được nhận đi làm|" +
      "đậu phỏng vấn|được công ty nhận|" +
      eachOf(
        "đi vô vào",
        "làm công nhân",
        "làm công nhân rồi",
        "làm công ty rồi",
        "làm khu công nghiệp",
        "làm xí nghiệp",
      ) +
      "|đi làm công ty|vô công ty làm|vô làm công ty|vào làm công ty|mới vô làm|mới đi làm công ty|làm công ty được",
  ],
  [
    "abroad",
    "đi nhật|đi hàn quốc|đi đài loan|đi lao động|đi xuất khẩu lao động|xuất khẩu lao động|đi nước ngoài làm|đi làm nước ngoài|" +
      "làm nước ngoài|đi nước ngoài",
  ],
  [
    "meeting",
    "lịch họp|họp mặt|khi nào họp|họp khi nào|chừng nào họp|họp chừng nào|bao giờ họp|bữa nào họp|họp bữa nào|ngày nào họp|" +
      "họp ngày nào|hôm nào họp|họp hôm nào|lúc nào họp|họp lúc nào|mấy giờ họp|họp mấy giờ|họp ở đâu|có họp không|đối thoại",
  ],
  [
    "housing",
    "nhà dột|nhà bị dột|dột nát|nhà hư|nhà bị hư|nhà xuống cấp|nhà tạm|nhà nát|nhà mục|nhà sắp sập|xuống cấp|nhà xiêu|nhà lá|mái nhà hư|mái bị dột|mái dột|hư mái|xin tôn lợp|sửa nhà|xây nhà|cất nhà|xin nhà|" +
      "nhà tình thương|nhà ở|" +
      eachHouse("dột", "bị dột", "hư", "nát", "sắp sập"),
  ],
  [
    "insurance",
    "bảo hiểm y tế|thẻ bhyt|bhyt|bảo hiểm|thẻ bảo hiểm|hết hạn bảo hiểm|bảo hiểm hết hạn|mất thẻ bảo hiểm|không có bảo hiểm|" +
      "hổng có bảo hiểm|chưa có bảo hiểm",
  ],
  [
    "my_data",
    "thông tin của tôi|thông tin của em|dữ liệu của tôi|xem thông tin|xóa thông tin|xoá thông tin|sửa thông tin|dữ liệu cá nhân",
  ],
  ["language", "đổi tiếng|đổi ngôn ngữ|tiếng khmer|tiếng khơ me|tiếng anh|tiếng việt|english|ngôn ngữ"],
  [
    "help",
    "giúp với|giúp em với|giúp tui với|không biết xài|hổng biết xài|hông biết xài|không biết dùng|hổng biết dùng|cách xài|cách dùng|xài sao|dùng sao|làm được gì|giúp được gì|không hiểu|hổng hiểu|hỏng hiểu|hong hiểu|hướng dẫn|chỉ em|chỉ tui|làm sao|trợ giúp|help",
  ],
  ["remind", "bật tin nhắc|bật lại tin nhắc|bật nhắc|mở tin nhắc|nhắc lại cho tôi|remind me"],
  [
    "stop",
    "ngưng nhắn|dừng nhắn|đừng nhắc|tắt nhắc|tắt tin nhắc|khỏi nhắc|khỏi nhắn|thôi nhắc|ngưng nhắc|dừng nhắc|khỏi gửi tin|reminders off|no reminders|stop reminding|đừng gửi tin|đừng gửi nữa|không gửi nữa|đừng nhắn tin|thôi nhắn tin|ngưng gửi|ngừng gửi|thôi gửi|đừng nhắn|thôi nhắn|hủy đăng ký|huỷ đăng ký|ngừng nhắn|không nhận tin|dừng tin",
  ],
];
