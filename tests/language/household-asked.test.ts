import { describe, expect, test } from "vitest";
import { householdAsked } from "../../src/language/household-asked.ts";
import { placeAsked } from "../../src/language/place-asked.ts";
import { tellsOfIt } from "../../src/language/sentence.ts";
import { tellsNews } from "../../src/language/tells-news.ts";

describe("the household that a short line asks about", () => {
  test.each([
    ["hộ cô Sáu", "ho co sau"],
    ["nhà anh Út sao rồi?", "nha anh ut"],
    ["coi giùm tui nha chu Ba the nao", "nha chu ba"],
    ["tìm Lê Văn Bền", "le van ben"],
    ["em ơi, coi hộ bà Mười ấp 3", "ho ba muoi ap 3"],
    ["H4829173", "h4829173"],
    ["0912 345 678", "0912 345 678"],
  ])("%j asks for %j", (line, asked) => {
    expect(householdAsked(line)).toBe(asked);
  });

  test.each(["", "   ", "tìm", "0", "12", "hôm qua tôi có ghé mà không gặp ai ở nhà hết", "x".repeat(200)])(
    "%j asks for nobody",
    (line) => {
      expect(householdAsked(line)).toBeNull();
    },
  );
});

describe("whether a line that names a household tells of it", () => {
  test.each([
    ["co sau het dau goi ban lai tu 20/6", true],
    ["chu ben de khoe lai 2 con chet 1", true],
    ["chị Thu dọn qua nhà má ở ấp 5 rồi, giao Na Ri lo nha", true],
    ["ông Bền đau đầu gối nên bữa giờ chưa ra chuồng", true],
    ["chú Bền", false],
    ["moi co sau vao", false],
    ["nhà chú Út dạo này làm ăn sao rồi em", false],
    ["nhà chị Thu ai giữ từ bữa đó tới giờ", false],
    ["chị Thu học bù xong có giấy rồi hả", false],
    ["co Sau nhan the bao hiem y te chua", false],
    ["hộ nào ở ấp 3 đang chờ vay vốn", false],
    ["nhà cô Mười có đi họp hôm qua?", false],
  ])("%j: %j", (line, news) => {
    expect(tellsNews(line)).toBe(news);
  });
});

describe("the place that a short line asks about", () => {
  test.each([
    ["Vĩnh Long thế nào", "vinh long"],
    ["xã Bình Phú Đông làm tới đâu rồi?", "binh phu dong"],
    ["tình hình ở tỉnh Vĩnh Long", "vinh long"],
    ["Vĩnh Long", null],
    ["hộ nào ở Vĩnh Long đang vay vốn", null],
    ["Vĩnh Long thế nào ".repeat(9), null],
  ])("%j asks for %j", (line, asked) => {
    expect(placeAsked(line)).toBe(asked);
  });
});

describe("whether a line that began a talk tells of the thing itself", () => {
  test.each([
    ["mở lớp may gia công", false],
    ["mo lop sua xe may 6 nguoi dk truoc 20/1", true],
    ["bàn giao hộ", false],
    ["Na Ri nghi sanh tu 1/2 toi het thang 7, giao tam het ho cho Minh", true],
    ["giao hộ cô Sáu cho Minh, tài khoản 0123456789012 ngân hàng", false],
  ])("%j: %j", (line, told) => {
    expect(tellsOfIt(line)).toBe(told);
  });
});
