import { describe, expect, test } from "vitest";
import { householdAsked } from "../../src/language/household-asked.ts";
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
